"""The report as PDF: it only says which text goes where; nothing is counted here (R23)."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import segno

from services.reporting.domain.cell import Cell
from services.reporting.reports.canonical import digest
from services.reporting.reports.template_2005.outline import (
    FORM,
    SUBTITLE,
    header_fields,
    outline,
    title_line,
)
from shared.documents.typesetting import typeset, typesetter, with_polish_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.reporting.reports.table import Column, Row, Table
    from services.reporting.reports.template_2005.cover_letter import CoverLetter
    from services.reporting.reports.template_2005.value import Report2005

_TEMPLATE: Final = Path(__file__).with_name("report.typ")
_DRAFT: Final = "SZKIC – tego sprawozdania nie złożono"


def draw_pdf(report: Report2005, letter: CoverLetter, verified_at: str) -> bytes:
    """Return the PDF of a version that is submitted; equal arguments give the same bytes.

    `verified_at` is the address of the page to which the code on each page leads; without one
    there is only the digest.
    """
    return typeset(_TEMPLATE, _submitted(report, letter, verified_at), dated=report.header.dated)


def draw_draft(report: Report2005) -> bytes:
    """Return the PDF of what was not submitted: it says so on each page, and proves nothing."""
    return typeset(
        _TEMPLATE, _with_spaces(_laid_out(report) | {"draft": _DRAFT}), dated=report.header.dated
    )


def pdf_made_with(report: Report2005, letter: CoverLetter, verified_at: str) -> dict[str, str]:
    """Return what the bytes of the PDF depend on, as versions and digests (SHA-256).

    `layout` is what this module makes of the report: it changes with the words around the numbers.
    """
    layout = json.dumps(_submitted(report, letter, verified_at), ensure_ascii=False, sort_keys=True)
    return asdict(typesetter(_TEMPLATE)) | {"layout": sha256(layout.encode()).hexdigest()}


def _submitted(report: Report2005, letter: CoverLetter, verified_at: str) -> dict[str, object]:
    """Return which text goes where, with the letter and what proves each page."""
    checksum = digest(report)
    proof = {"digest": checksum, "address": verified_at, "code": _code(verified_at, checksum)}
    return _with_spaces(_laid_out(report) | {"letter": asdict(letter)}) | {"proof": proof}


def _code(verified_at: str, checksum: str) -> str:
    """Return the picture (SVG) of the code that leads to the check of these pages."""
    if not verified_at:
        return ""
    code = segno.make_qr(f"{verified_at}?digest={checksum}", error="m", boost_error=False)
    return code.svg_inline(border=0)


def _with_spaces(data: dict[str, object]) -> dict[str, object]:
    return {key: with_polish_spaces(value) for key, value in data.items()}


def _laid_out(report: Report2005) -> dict[str, object]:
    """Return which text goes where."""
    numbers = count(1)
    header = report.header
    return {
        "form": FORM,
        "name": title_line(header),
        "subtitle": SUBTITLE,
        "title": header.title,
        "author": header.contractor,
        "date": [header.dated.year, header.dated.month, header.dated.day],
        "banner": report.banner,
        "disclaimers": report.disclaimers,
        "fields": header_fields(header),
        "parts": [
            {
                "title": part.title,
                "sections": [
                    {
                        "title": section.title,
                        "paragraphs": section.paragraphs,
                        "tables": [_table(table, next(numbers)) for table in section.tables],
                    }
                    for section in part.sections
                ],
            }
            for part in outline(report)
        ],
        "signatories": report.further.signatories,
        "letter": None,
        "proof": None,
        "draft": "",
    }


def _table(table: Table, number: int) -> dict[str, object]:
    return {
        "caption": f"Tabela {number}. {table.title}",
        "columns": [{"width": column.width, "numeric": column.numeric} for column in table.columns],
        "groups": list(_groups(table.columns)) if any(c.group for c in table.columns) else [],
        "labels": [column.label for column in table.columns],
        "rows": [_row(row) for row in table.rows],
        "notes": table.notes,
    }


def _groups(columns: tuple[Column, ...]) -> Iterator[dict[str, object]]:
    """Give the cells of the upper heading row; a column without a group has one of its own."""
    for group, members in groupby(columns, key=lambda column: column.group):
        if group:
            yield {"label": group, "span": len(list(members))}
        else:
            yield from ({"label": "", "span": 1} for _ in members)


def _row(row: Row) -> dict[str, object]:
    texts = [entry.shown if isinstance(entry, Cell) else entry for entry in row.entries]
    return {"texts": texts, "total": row.is_total}
