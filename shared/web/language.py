"""Polish first, English by a switch."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import session
from flask_babel import Babel, Domain, get_domain, get_locale, refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from flask import Flask

LANGUAGES: Final = {"pl": "Polski", "en": "English"}
USUAL: Final = "pl"
_KEY: Final = "language"
_VALUE: Final = re.compile(r"\{([a-z_]+)\\?\}")


class SourceDomain(Domain):
    """Texts straight from the `.po` files that people write, so that none is out of date."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Read nothing yet."""
        super().__init__()
        self._folders = folders

    def get_shapes(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Return the texts with places for values, in the language of this request."""
        locale = get_locale()
        return read_shapes(self._folders, USUAL if locale is None else locale.language)

    def get_translations(self) -> Translations:
        """Return the texts of the language of this request."""
        locale = get_locale()
        return read_catalogues(self._folders, USUAL if locale is None else locale.language)


def speak(app: Flask, folders: tuple[Path, ...], language: Callable[[], str] | None = None) -> None:
    """Let an application speak the language that the person chose, or that `language` says."""
    babel = Babel(
        app,
        default_locale=USUAL,
        default_timezone="Europe/Warsaw",
        locale_selector=language or chosen_language,
    )
    babel.domain_instance = SourceDomain(folders)


def chosen_language() -> str:
    """Return the language of this request; what a browser prefers does not count."""
    chosen = str(session.get(_KEY, USUAL))
    return chosen if chosen in LANGUAGES else USUAL


def choose_language(code: str) -> None:
    """Keep a language for the requests that follow; one that we do not speak changes nothing."""
    if code in LANGUAGES:
        session[_KEY] = code
        refresh()


def in_own_words(message: str) -> str:
    """Return a request schema's message in the language of the page.

    Schemas say everything in Polish and put their values in before anybody can translate, so a
    message is looked up as it is, and then by its shape. What nobody translated stays as it is.
    """
    domain = get_domain()
    said = domain.gettext(message)
    if said != message or not isinstance(domain, SourceDomain):
        return said
    for shape, translation in domain.get_shapes():
        if found := shape.fullmatch(message):
            return translation.format(**found.groupdict())
    return message


@lru_cache
def read_shapes(
    folders: tuple[Path, ...], language: str
) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the texts into which schemas put values, as patterns, with their translations."""
    return tuple(
        (re.compile(_VALUE.sub(r"(?P<\1>.+)", re.escape(text).replace(r"\{", "{"))), translation)
        for text, translation in _messages(folders, language)
        if _VALUE.search(text)
    )


def _messages(folders: tuple[Path, ...], language: str) -> Iterator[tuple[str, str]]:
    for folder in folders:
        path = folder / language / "LC_MESSAGES" / "messages.po"
        if path.exists():
            with path.open("rb") as source:
                for message in read_po(source, locale=language):
                    if isinstance(message.id, str) and isinstance(message.string, str):
                        yield message.id, message.string


@lru_cache
def read_catalogues(folders: tuple[Path, ...], language: str) -> Translations:
    """Return the texts of a language, from all folders that have some."""
    together = Catalog(locale=language)
    for folder in folders:
        path = folder / language / "LC_MESSAGES" / "messages.po"
        if path.exists():
            with path.open("rb") as source:
                for message in read_po(source, locale=language):
                    if message.id:  # the first one is the head of the file
                        together[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return Translations(compiled)
