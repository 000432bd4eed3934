"""A document as PDF: it only says which text goes where; nothing is counted here (R23)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from services.consultations.documents.document import Content, Document, Table
from shared.documents.spreadsheet import NumberFormat
from shared.documents.typesetting import typeset, with_polish_spaces
from shared.kernel import polish

_TEMPLATE: Final = Path(__file__).with_name("signed.typ")
_NUMERIC: Final = frozenset(NumberFormat) - {NumberFormat.DATE}


def draw_pdf(document: Document) -> bytes:
    """Return the PDF; equal documents give the same bytes."""
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "date": [document.dated.year, document.dated.month, document.dated.day],
        "banner": document.banner,
        "fields": document.fields,
        "tables": [_table(table) for table in document.tables],
        "statement": document.statement,
        "signatories": document.signatories,
    }
    told = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    bound = {key: with_polish_spaces(value) for key, value in data.items()}
    return typeset(_TEMPLATE, {**bound, "digest": sha256(told).hexdigest()}, dated=document.dated)


def _table(table: Table) -> dict[str, object]:
    return {
        "caption": table.title,
        "columns": [
            {"width": column.width, "numeric": column.number_format in _NUMERIC}
            for column in table.columns
        ],
        "groups": [],
        "labels": [column.label for column in table.columns],
        "rows": [
            {"texts": [_shown(entry) for entry in row.entries], "total": row.is_total}
            for row in table.rows
        ],
        "notes": table.notes,
    }


def _shown(content: Content) -> str:
    match content:
        case None:
            return ""
        case str():
            return content
        case Decimal():
            return polish.number(content, places=2)
        case date():
            return polish.day(content)
    return polish.number(content)
