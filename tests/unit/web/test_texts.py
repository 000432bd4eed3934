"""Nothing on a page is in one language only."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.documents.season import SEASON_BANNER
from tests.unit.web.texts import (
    PROJECT,
    Package,
    Text,
    bare_sentences,
    bare_words,
    packages,
    placeholders,
)

PACKAGES = packages()
SHARED = PACKAGES[0]
POLISH_FORMS = 3
ENGLISH_FORMS = 2

package = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
template = pytest.mark.parametrize(
    "path",
    [path for package in PACKAGES for path in package.templates],
    ids=lambda path: str(path.relative_to(PROJECT)),
)
module = pytest.mark.parametrize(
    "path",
    [path for package in PACKAGES for path in package.modules],
    ids=lambda path: str(path.relative_to(PROJECT)),
)


def said_by(package: Package) -> set[Text]:
    return package.texts() | ({Text(SEASON_BANNER)} if package == SHARED else set())


def forms(package: Package, language: str) -> dict[str, tuple[str, ...]]:
    return SHARED.translations(language) | package.translations(language)


@package
def test_everything_is_said_in_english_too(package: Package) -> None:
    english = forms(package, "en")

    untranslated = [
        text.singular
        for text in said_by(package)
        if len(english.get(text.singular, ())) != (ENGLISH_FORMS if text.plural else 1)
        or not all(english[text.singular])
    ]

    assert not untranslated, "\n".join(sorted(untranslated))


@package
def test_every_count_has_its_polish_forms(package: Package) -> None:
    polish = forms(package, "pl")

    incomplete = [
        text.singular
        for text in said_by(package)
        if text.plural
        and (len(polish.get(text.singular, ())) != POLISH_FORMS or not all(polish[text.singular]))
    ]

    assert not incomplete, "\n".join(sorted(incomplete))


@package
def test_a_translation_puts_in_what_the_text_puts_in(package: Package) -> None:
    english, polish = forms(package, "en"), forms(package, "pl")

    differing = [
        text.singular
        for text in said_by(package)
        for form in (english.get(text.singular, ("",))[-1], *polish.get(text.singular, ()))
        if form and placeholders(form) != text.placeholders
    ]

    assert not differing, "\n".join(sorted(differing))


@template
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


@module
def test_a_module_says_nothing_past_gettext(path: Path) -> None:
    assert bare_sentences(path.read_text(encoding="utf-8")) == []


def test_words_outside_gettext_are_seen() -> None:
    page = '<p title="Porada">{{ _("Karta") }} gotowa</p><script>let x;</script>{# uwaga #}'

    assert bare_words(page) == ["Porada", "gotowa"]


def test_sentences_outside_gettext_are_seen() -> None:
    said = '"""Odbiorców."""\nflash("Zapisano kartę.")\nflash(_("Usunięto."))\n'

    assert bare_sentences(said) == ["Zapisano kartę."]
