"""Part I, point 2: advice by field, form, month, node and kind of client."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Cell, Standing, Unit
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from services.reporting.reports.template_2005.counting import ADVICES, HOURS, PLACES, UNIQUE
from shared.kernel import money, polish
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from services.reporting.reports.template_2005.counting import Counting
    from shared.contracts.programme import Programme

_ADDITIVE: Final = (ADVICES, HOURS, PLACES)
"""Of these the rows add up to the total; a unique client may stand in several rows."""
_MONTHS_SIDE_BY_SIDE: Final = 8
_MEASURES: Final = {
    ADVICES: "Liczba porad",
    HOURS: "Liczba godzin",
    PLACES: "Udział klientów",
    UNIQUE: "Klienci (bez powtórzeń)",
}


_UNIQUE_NOTE: Final = (
    "Klient, który korzystał z porad ujętych w kilku wierszach, jest liczony w każdym z nich, "
    "a w wierszu „Ogółem” jeden raz."
)


@dataclass(frozen=True)
class _Line:
    """What a row of a table asks for: its days and its filters."""

    label: str
    period: Period
    filters: Mapping[str, str]


def advice_tables(programme: Programme, period: Period, counting: Counting) -> tuple[Table, ...]:
    """Return all tables of advice for the days of the report."""
    fields = [
        _Line(t.label, period, {"field_of_advice": t.code}) for t in programme.fields_of_advice
    ]
    forms = [
        _Line(t.label, period, {"form_of_contact": t.code}) for t in programme.forms_of_contact
    ]
    months = [_Line(polish.months(month), month, {}) for month in period.months()]
    nodes = [_Line(partner.name, period, {"node": partner.node}) for partner in programme.partners]
    kinds = [_Line(label, period, {"client_kind": kind}) for kind, label in wording.KINDS.items()]
    tables = _Tables(period, counting)
    return (
        _with_shares(
            tables.of("Porady według zakresu", "Zakres porady", fields, tuple(_MEASURES)), ADVICES
        ),
        tables.of("Porady według formy kontaktu", "Forma kontaktu", forms, tuple(_MEASURES)),
        tables.of("Porady według miesięcy", "Miesiąc", months, tuple(_MEASURES)),
        tables.of("Porady według organizacji", "Organizacja", nodes, tuple(_MEASURES)),
        *tables.hours_by_node_and_month(nodes),
        tables.of("Klienci według rodzaju", "Rodzaj klienta", kinds, (PLACES, UNIQUE)),
    )


@dataclass(frozen=True)
class _Tables:
    period: Period
    counting: Counting

    def of(
        self, title: str, heading: str, lines: Sequence[_Line], measures: tuple[str, ...]
    ) -> Table:
        """Return a table of these measures, a row for each line and one for the whole."""
        rows = [self._row(line, measures) for line in lines]
        total = self._row(_Line(wording.TOTAL, self.period, {}), measures, is_total=True)
        columns = [Column(_MEASURES[measure], 12, numeric=True) for measure in measures]
        return Table(
            title=title,
            columns=(Column(heading, 43), *columns),
            rows=(*rows, total),
            notes=(
                *self.counting.note_on(cell for row in (*rows, total) for cell in row.cells),
                *_sums_that_differ(rows, total, measures),
                *([_UNIQUE_NOTE] if UNIQUE in measures else []),
            ),
        )

    def hours_by_node_and_month(self, nodes: Sequence[_Line]) -> Iterator[Table]:
        """Give hours of each node in each month, in as few tables as fit the page."""
        months = self.period.months()
        tables = ceil(len(months) / _MONTHS_SIDE_BY_SIDE)
        size = ceil(len(months) / tables)
        for first in range(0, len(months), size):
            yield self._hours_in(months[first : first + size], nodes)

    def _hours_in(self, months: Sequence[Period], nodes: Sequence[_Line]) -> Table:
        together = Period(months[0].first, months[-1].last)
        lines = (*nodes, _Line(wording.TOTAL, together, {}))
        rows = tuple(
            Row(
                (
                    line.label,
                    *(
                        self.counting.cell(HOURS, days, line.filters)
                        for days in (*months, together)
                    ),
                ),
                is_total=line is lines[-1],
            )
            for line in lines
        )
        return Table(
            title=f"Godziny porad według organizacji i miesięcy: {polish.months(together)}",
            columns=(
                Column("Organizacja", 32),
                *(_month_column(month) for month in months),
                Column("Razem", 11, numeric=True),
            ),
            rows=rows,
            notes=self.counting.note_on(cell for row in rows for cell in row.cells),
        )

    def _row(self, line: _Line, measures: Iterable[str], *, is_total: bool = False) -> Row:
        cells = (self.counting.cell(name, line.period, line.filters) for name in measures)
        return Row((line.label, *cells), is_total=is_total)


def _month_column(month: Period) -> Column:
    return Column(polish.roman_month(month.first), 10, str(month.first.year), numeric=True)


def _sums_that_differ(rows: Sequence[Row], total: Row, measures: Sequence[str]) -> Iterator[str]:
    """Give a warning for each column whose rows do not add up to its total.

    It happens where a record carries a code that the programme's dictionary does not know.
    """
    for place, measure in enumerate(measures):
        whole = total.cells[place]
        together = sum(Decimal(row.cells[place].value or 0) for row in rows)
        if measure in _ADDITIVE and together != Decimal(whole.value or 0):
            summed = Cell(value=Decimal(together), unit=whole.unit)
            yield (
                f"Uwaga: suma wierszy w kolumnie „{_MEASURES[measure]}” ({summed.shown}) "
                f"różni się od wartości ogółem ({whole.shown})."
            )


def _with_shares(table: Table, measure: str) -> Table:
    """Return the table with a last column: each row's share in the sum of a measure's rows.

    The shares are shown as they were rounded; if they do not add up to 100, a note says so
    (domain.md 5.7: the form of 2005 has no rule to move the residual).
    """
    column = next(i for i, c in enumerate(table.columns) if c.label == _MEASURES[measure]) - 1
    *rows, total = table.rows
    result = money.shares([Decimal(row.cells[column].value or 0) for row in rows])
    percentages = result.percentages or [None] * len(rows)
    whole = Decimal(100) if result.percentages else None
    notes = table.notes
    if result.residual:
        rounded = polish.percent(Decimal(100) - result.residual)
        notes = (*notes, f"Odsetki zaokrąglono; po zaokrągleniu ich suma wynosi {rounded}.")
    return replace(
        table,
        columns=(*table.columns, Column("Odsetek porad", 10, numeric=True)),
        rows=tuple(
            replace(row, entries=(*row.entries, _share(row.cells[column], percentage)))
            for row, percentage in zip((*rows, total), (*percentages, whole), strict=True)
        ),
        notes=notes,
    )


def _share(part: Cell, percentage: Decimal | None) -> Cell:
    return Cell(
        value=None if part.standing is Standing.NO_DATA else percentage,
        unit=Unit.PERCENT,
        standing=part.standing,
        basis="liczba porad w wierszu : suma liczby porad w wierszach",
    )
