"""The report as a workbook: the same value as the PDF, and the origin of every number (R23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Cell, Standing, Unit
from services.reporting.reports.canonical import digest
from services.reporting.reports.template_2005.outline import (
    FORM,
    SUBTITLE,
    header_fields,
    outline,
    title_line,
)
from shared.documents.spreadsheet import Entry, Heading, NumberFormat, Workbook
from shared.kernel import polish

if TYPE_CHECKING:
    from services.reporting.reports.table import PlacedCell, Row, Table
    from services.reporting.reports.template_2005.outline import Part, Section
    from services.reporting.reports.template_2005.value import Report2005

_FORMATS: Final = {
    Unit.COUNT: NumberFormat.COUNT,
    Unit.MINUTES: NumberFormat.HOURS,
    Unit.PLN: NumberFormat.PLN,
    Unit.PERCENT: NumberFormat.PERCENT,
}
_PAGE_WIDTHS: Final = (45, 70)
_ORIGIN: Final = {
    "Tabela": 40,
    "Wiersz": 40,
    "Kolumna": 30,
    "Wartość": 14,
    "Wielkość (figura)": 22,
    "Okres": 36,
    "Filtry": 40,
    "Liczba zapisów": 14,
    "Podstawa": 34,
}


def draw_xlsx(report: Report2005) -> bytes:
    """Return the workbook; equal reports give the same bytes."""
    header = report.header
    workbook = Workbook(title=header.title, author=header.contractor, dated=header.dated)
    _front(workbook, report)
    parts = outline(report)
    tables: list[Table] = []
    for part in parts:
        for section in part.sections:
            _section(workbook, part, section, first_table=len(tables) + 1)
            tables.extend(section.tables)
    _origins(workbook, tables)
    return workbook.content()


def _front(workbook: Workbook, report: Report2005) -> None:
    sheet = workbook.sheet("Sprawozdanie", _PAGE_WIDTHS)
    sheet.heading(f"{title_line(report.header)} {SUBTITLE}: {report.header.title}")
    sheet.paragraph(FORM)
    for disclaimer in report.disclaimers:
        sheet.paragraph(disclaimer)
    fields = [
        (Entry(label, strong=True), Entry(text)) for label, text in header_fields(report.header)
    ]
    sheet.table(
        (Heading("Pole"), Heading("Treść")),
        [*fields, (Entry("Suma kontrolna danych (SHA-256)", strong=True), Entry(digest(report)))],
    )
    for signatory in report.further.signatories:
        sheet.paragraph(f"Podpis: {signatory}")


def _section(workbook: Workbook, part: Part, section: Section, *, first_table: int) -> None:
    sheet = workbook.sheet(section.sheet, _widths(section.tables))
    sheet.heading(f"{part.title} – {section.title}")
    for paragraph in section.paragraphs:
        sheet.paragraph(paragraph)
    for number, table in enumerate(section.tables, start=first_table):
        sheet.heading(f"Tabela {number}. {table.title}")
        sheet.table(
            [Heading(column.label, column.group) for column in table.columns],
            [_entries(row) for row in table.rows],
        )
        for note in table.notes:
            sheet.paragraph(note)


def _widths(tables: tuple[Table, ...]) -> tuple[int, ...]:
    """Return widths that suit all tables of a sheet: the greatest in each place."""
    if not tables:
        return _PAGE_WIDTHS
    places = max(len(table.columns) for table in tables)
    return tuple(
        max(table.columns[place].width for table in tables if place < len(table.columns))
        for place in range(places)
    )


def _entries(row: Row) -> list[Entry]:
    return [
        _number(entry, strong=row.is_total)
        if isinstance(entry, Cell)
        else Entry(entry or None, strong=row.is_total)
        for entry in row.entries
    ]


def _number(cell: Cell, *, strong: bool = False) -> Entry:
    """Return a number as a number where it is one that stands; else as the words for it.

    A provisional number keeps its mark and is a text, so that nobody adds it up unaware.
    """
    if cell.number is None or cell.standing is not Standing.FINAL:
        return Entry(cell.shown, strong=strong)
    return Entry(cell.number, _FORMATS[cell.unit], strong=strong)


def _origins(workbook: Workbook, tables: list[Table]) -> None:
    sheet = workbook.sheet("Pochodzenie", tuple(_ORIGIN.values()))
    sheet.table(
        [Heading(label) for label in _ORIGIN],
        [
            _origin(f"Tabela {number}. {table.title}", placed)
            for number, table in enumerate(tables, start=1)
            for placed in table.placed_cells()
        ],
        headings_stay=True,
    )


def _origin(table: str, placed: PlacedCell) -> list[Entry]:
    cell = placed.cell
    figure = cell.figure
    filters = "; ".join(f"{name}: {code}" for name, code in figure.filters) if figure else ""
    return [
        Entry(table),
        Entry(placed.row),
        Entry(placed.column),
        _number(cell),
        Entry(figure.name if figure else None),
        Entry(polish.days(figure.period) if figure else None),
        Entry(filters or None),
        Entry(cell.count, NumberFormat.COUNT),
        Entry(cell.basis or None),
    ]
