"""PDF documents, set by typst: accessible, archival, and the same bytes for the same data.

A template is a typst file. It finds the data under `data.json` and the page that all documents
share under `official.typ`. It sees nothing else: no other file, no font of the machine, no clock.
So a document can be made again years later and compared byte for byte (domain.md 7.5, R-5).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

from shared.kernel import polish

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_OFFICIAL_PAGE: Final = Path(__file__).with_name("official.typ")
_STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
"""PDF/A-2a for the archive and PDF/UA-1 for readers with a screen reader; both want tags."""


class TypesettingFailed(RuntimeError):
    """The template and the data do not make a document; the message is typst's own."""


@dataclass(frozen=True)
class Typesetter:
    """What makes a PDF, besides its data: two that are equal give the same bytes.

    The fonts are those inside the typst library; no font of the machine is used.
    """

    typst: str
    template: str
    fonts: str


def typesetter(template: Path) -> Typesetter:
    """Return the version and the digests (SHA-256) of what `typeset` would use now."""
    fonts = [
        (font.family, font.style, font.weight, font.stretch)
        for font in typst.Fonts(include_system_fonts=False).fonts()
    ]
    return Typesetter(
        typst=version("typst"),
        template=sha256(template.read_bytes() + _OFFICIAL_PAGE.read_bytes()).hexdigest(),
        fonts=sha256(json.dumps(sorted(fonts)).encode()).hexdigest(),
    )


def typeset(template: Path, data: Mapping[str, object], *, dated: date) -> bytes:
    """Return the PDF, dated with the day of the document and never with the present one.

    `data` is what JSON can hold. A warning of the compiler, such as a letter that no font has, is a
    failure too: nobody looks at each document before it is sent.
    """
    files = {
        "main.typ": template.read_bytes(),
        "official.typ": _OFFICIAL_PAGE.read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode(),
    }
    try:
        # The library's stub lacks the mapping of files that its manual describes.
        compiled: tuple[bytes, list[typst.TypstWarning]] = typst.compile_with_warnings(  # type: ignore[call-overload]
            files,
            font_paths=typst.Fonts(include_system_fonts=False),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=datetime.combine(dated, time.min, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise TypesettingFailed(error.diagnostic) from error
    document, warnings = compiled
    if warnings:
        raise TypesettingFailed("\n".join(warning.diagnostic for warning in warnings))
    return document


def with_polish_spaces(value: object) -> object:
    """Return data with spaces that do not break where Polish typography wants them."""
    match value:
        case str():
            return polish.no_break(value)
        case list() | tuple():
            return [with_polish_spaces(item) for item in value]
        case dict():
            return {key: with_polish_spaces(item) for key, item in value.items()}
    return value
