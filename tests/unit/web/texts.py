"""What the pages say, as it stands in their templates and modules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import babel_extract

PROJECT: Final = Path(__file__).parents[3]

_KEYWORDS: Final[dict[str, Any]] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_POLISH: Final = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r'[\w-]+="[^"]*"')
"""As a macro may write it, before the element that it belongs to is there."""

_NAMES: Final = {"OWSS", "XLSX", "CSV", "PDF", "JSON", "zł"}
"""The same in every language."""

_SEEN_ATTRIBUTES: Final = {"alt", "aria-label", "placeholder", "title"}


@dataclass(frozen=True, order=True)
class Text:
    """Something that a page says through gettext; `plural` is empty without plural forms."""

    singular: str
    plural: str = ""

    @property
    def placeholders(self) -> set[str]:
        """The names between percent signs, which a translation has as well."""
        return placeholders(self.plural or self.singular)


@dataclass(frozen=True)
class Package:
    """A package of pages with its templates and translations."""

    folder: Path

    @property
    def name(self) -> str:
        return ".".join(self.folder.relative_to(PROJECT).parts)

    @property
    def templates(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    @property
    def modules(self) -> list[Path]:
        return sorted(self.folder.rglob("*.py"))

    def texts(self) -> set[Text]:
        """Return all that the package says."""
        said = {text for path in self.modules for text in _of_module(path)}
        return said | {text for path in self.templates for text in _of_template(path)}

    def translations(self, language: str) -> dict[str, tuple[str, ...]]:
        """Return the package's own catalogue: the forms of each text."""
        path = self.folder / "translations" / language / "LC_MESSAGES" / "messages.po"
        if not path.exists():
            return {}
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        return {
            message.id[0] if isinstance(message.id, tuple | list) else message.id: (
                tuple(message.string)
                if isinstance(message.string, tuple | list)
                else (str(message.string),)
            )
            for message in catalogue
            if message.id and not message.fuzzy
        }


def packages() -> list[Package]:
    """Return every package that has pages."""
    return [Package(PROJECT / "shared" / "web")] + [
        Package(path) for path in sorted((PROJECT / "services").glob("*/web"))
    ]


def placeholders(text: str) -> set[str]:
    """Return the names of what is put into a text."""
    return set(_PLACEHOLDER.findall(text))


def bare_words(template: str) -> list[str]:
    """Return the words that a template shows in one language only."""
    data = [
        value for _line, kind, value in Environment(autoescape=True).lex(template) if kind == "data"
    ]
    reader = _Reader()
    reader.feed("".join(data))
    reader.close()
    seen = _ATTRIBUTE.sub(" ", " ".join(reader.seen))
    return [word for word in _WORD.findall(seen) if word not in _NAMES]


def bare_sentences(module: str) -> list[str]:
    """Return what a module says in Polish without gettext."""
    tree = ast.parse(module)
    silent = {id(node) for node in _translated(tree)} | {id(node) for node in _docstrings(tree)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _POLISH.search(node.value)
        and node.value.strip() not in _NAMES
        and id(node) not in silent
    ]


class _Reader(HTMLParser):
    """Collects what people see or hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.seen += [value for name, value in attrs if name in _SEEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.seen.append(data)


def _of_module(path: Path) -> Iterator[Text]:
    with path.open("rb") as file:
        for _line, said, _comments, _context in extract("python", file, keywords=_KEYWORDS):
            yield _text(said)
    # The titles of menus are msgids, which the layout translates.
    for call in _calls(ast.parse(path.read_text(encoding="utf-8")), {"MenuEntry"}):
        for keyword in call.keywords:
            if keyword.arg == "title" and isinstance(keyword.value, ast.Constant):
                yield Text(str(keyword.value.value))


def _of_template(path: Path) -> Iterator[Text]:
    with path.open("rb") as file:
        for _line, _function, said, _comments in babel_extract(file, tuple(_KEYWORDS), (), {}):
            if said and not isinstance(said, tuple):
                yield Text(said)
            elif said and isinstance(said[0], str):
                yield _text(said)


def _text(said: Any) -> Text:
    if isinstance(said, tuple | list):
        singular, plural, *_ = said
        return Text(singular, plural or "")
    return Text(said)


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _translated(tree: ast.AST) -> Iterator[ast.AST]:
    for call in _calls(tree, {*_KEYWORDS, "MenuEntry"}):
        yield from ast.walk(call)


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
