"""Polish first, English by a switch, from the files that people write."""

from pathlib import Path

import pytest
from flask import Flask
from flask_babel import gettext, ngettext

from shared.web.language import choose_language, chosen_language, speak

ENGLISH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Karty"
msgstr "Cards"

msgid "%(num)s karta"
msgid_plural "%(num)s kart"
msgstr[0] "%(num)s card"
msgstr[1] "%(num)s cards"
"""
POLISH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "%(num)s karta"
msgid_plural "%(num)s kart"
msgstr[0] "%(num)s karta"
msgstr[1] "%(num)s karty"
msgstr[2] "%(num)s kart"
"""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    for language, text in (("en", ENGLISH), ("pl", POLISH)):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_text(text, encoding="utf-8")
    app = Flask(__name__)
    app.secret_key = b"s"
    speak(app, (tmp_path, tmp_path / "nothing"))
    return app


def test_polish_is_spoken_whatever_the_browser_prefers(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert chosen_language() == "pl"
        assert gettext("Karty") == "Karty"


@pytest.mark.parametrize(("count", "said"), [(1, "1 karta"), (3, "3 karty"), (12, "12 kart")])
def test_polish_has_three_forms_after_numbers(app: Flask, count: int, said: str) -> None:
    with app.test_request_context("/"):
        assert ngettext("%(num)s karta", "%(num)s kart", count) == said


def test_english_is_spoken_once_it_was_chosen(app: Flask) -> None:
    with app.test_request_context("/"):
        before = gettext("Karty")
        choose_language("en")

        assert (before, gettext("Karty")) == ("Karty", "Cards")
        assert ngettext("%(num)s karta", "%(num)s kart", 3) == "3 cards"


def test_a_language_that_we_do_not_speak_changes_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        choose_language("de")

        assert chosen_language() == "pl"
