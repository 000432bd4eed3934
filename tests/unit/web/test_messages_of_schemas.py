"""What request schemas say is said in English on English pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared.web.language import choose_language, in_own_words, read_shapes
from tests.unit.web.messages_of_schemas import SERVICES, messages_of
from tests.unit.web.texts import PROJECT, Package

SHARED = PROJECT / "shared" / "web" / "translations"
_VALUE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("service", SERVICES)
def test_every_message_of_a_schema_is_translated(service: str) -> None:
    english = Package(PROJECT / "services" / service / "web").translations("en")
    said = messages_of(service)

    untranslated = [text for text in said if not any(english.get(text, ("",)))]
    misplaced = [
        text
        for text in said - set(untranslated)
        if set(_VALUE.findall(text)) != set(_VALUE.findall(english[text][0]))
    ]

    assert len(said) > 30
    assert not untranslated, "\n".join(sorted(untranslated))
    assert not misplaced, "\n".join(sorted(misplaced))


def test_a_message_with_a_value_is_found_by_its_shape() -> None:
    folders = [PROJECT / "services" / each / "web" / "translations" for each in SERVICES]
    shapes = read_shapes((SHARED, *folders, PROJECT / "docs"), "en")

    found = [
        translation.format(**match.groupdict())
        for shape, translation in shapes
        if (match := shape.fullmatch("Skróć tekst: najwyżej 300 znaków."))
    ]

    assert set(found) == {"Shorten the text: at most 300 characters."}


def test_counts_are_no_shapes(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    counted = 'msgid "{num} dzień"\nmsgid_plural "{num} dni"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'
    (folder / "messages.po").write_text(counted, encoding="utf-8")

    assert read_shapes((tmp_path,), "en") == ()


def test_what_nobody_translated_stays(anna: FlaskClient) -> None:
    with anna.application.test_request_context("/"):
        choose_language("en")

        assert in_own_words("Podaj coś innego.") == "Podaj coś innego."
        assert in_own_words("Dziś") == "Dziś"


def test_outside_pages_a_message_stays_as_it_is() -> None:
    assert in_own_words("Podaj hasło.") == "Podaj hasło."
