"""Documents as workbooks: numbers stay numbers, so that people can add them up themselves."""

from __future__ import annotations

from typing import Final

from services.consultations.documents.document import Document, Table
from shared.documents.spreadsheet import Entry, Heading, Sheet, Workbook

_BLANK: Final = "." * 60


def draw_xlsx(document: Document) -> bytes:
    """Return the workbook; equal documents give the same bytes."""
    workbook = Workbook(title=document.title, author=document.author, dated=document.dated)
    widths = [column.width for column in document.tables[0].columns]
    sheet = workbook.sheet(document.title, widths)
    if document.banner:
        sheet.paragraph(document.banner)
    sheet.heading(f"{document.title}: {document.subtitle}")
    for label, text in document.fields:
        sheet.paragraph(f"{label}: {text}")
    for table in document.tables:
        sheet.heading(table.title)
        write_table(sheet, table)
    sheet.heading("Oświadczenie i podpisy")
    sheet.paragraph(f"{document.statement}: TAK / NIE. Uwagi: {_BLANK}")
    for signatory in document.signatories:
        sheet.paragraph(f"{signatory}: {_BLANK}")
    return workbook.content()


def write_table(sheet: Sheet, table: Table, *, headings_stay: bool = False) -> None:
    """Write a table without its title, then its notes."""
    sheet.table(
        [Heading(column.label) for column in table.columns],
        [
            [
                Entry(
                    entry,
                    None if isinstance(entry, str) else column.number_format,
                    strong=row.is_total,
                )
                for column, entry in zip(table.columns, row.entries, strict=True)
            ]
            for row in table.rows
        ],
        headings_stay=headings_stay,
    )
    for note in table.notes:
        sheet.paragraph(note)
