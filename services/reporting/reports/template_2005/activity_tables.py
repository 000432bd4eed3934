"""Part I, point 2: what the consulting point did besides advice, and what came of it for clients.

The form asks for no such table; it belongs to the description of how the task was carried out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from services.reporting.figures.appointments import NUMBER_OF_APPOINTMENTS
from services.reporting.figures.way_of_clients import (
    NUMBER_OF_CLOSED_SUPPORT_PATHS,
    NUMBER_OF_COMPLETED_REFERRALS,
    NUMBER_OF_FOLLOW_UPS,
    NUMBER_OF_RECEIVED_REFERRALS,
    NUMBER_OF_REFERRALS,
    NUMBER_OF_SUPPORT_PATHS,
)
from services.reporting.figures.working_time import HOURS_OF_DUTY, NUMBER_OF_DUTIES
from services.reporting.projection.appointment_folds import AppointmentState
from services.reporting.reports.disclosure import protected
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from shared.contracts.consultations import FollowUpOutcome, PathOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reporting.reports.template_2005.counting import Counting
    from shared.contracts.programme import Programme
    from shared.kernel.period import Period


@dataclass(frozen=True)
class _Measure:
    """A column: which figure it shows, narrowed by what."""

    column: Column
    figure: str
    filters: Mapping[str, str] = field(default_factory=dict)


def _appointments(label: str, state: AppointmentState) -> _Measure:
    column = Column(label, 13, "Umówione porady", numeric=True)
    return _Measure(column, NUMBER_OF_APPOINTMENTS.name, {"state": state.value})


@dataclass(frozen=True)
class _ByNode:
    """A table of some measures, a row for each organisation and one for the whole."""

    title: str
    measures: tuple[_Measure, ...]
    note: str

    def of(self, programme: Programme, period: Period, counting: Counting) -> Table:
        def row(label: str, *, is_total: bool = False, **node: str) -> Row:
            cells = (
                counting.cell(each.figure, period, {**each.filters, **node})
                for each in self.measures
            )
            return Row((label, *cells), is_total=is_total)

        rows = (
            *(row(partner.name, node=partner.node) for partner in programme.partners),
            row(wording.TOTAL, is_total=True),
        )
        return Table(
            title=self.title,
            columns=(Column("Organizacja", 32), *(each.column for each in self.measures)),
            rows=rows,
            notes=(*counting.note_on(cell for row in rows for cell in row.cells), self.note),
        )


_REFERRALS: Final = "Skierowania do innych organizacji"
_PATHS: Final = "Ścieżki wsparcia"
_CONSULTING_POINT: Final = _ByNode(
    "Punkt konsultacyjny według organizacji",
    (
        _Measure(Column("liczba", 9, "Dyżury", numeric=True), NUMBER_OF_DUTIES.name),
        _Measure(Column("godziny", 10, "Dyżury", numeric=True), HOURS_OF_DUTY.name),
        _appointments("zgłoszone", AppointmentState.REQUESTED),
        _appointments("umówione", AppointmentState.SCHEDULED),
        _appointments("odbyte", AppointmentState.HELD),
        _appointments("odwołane", AppointmentState.CANCELLED),
        _appointments("niestawienia", AppointmentState.NO_SHOW),
    ),
    "Godziny dyżurów nie są godzinami porad. Umówioną poradę ujęto raz, w jej ostatnim stanie: "
    "„zgłoszone” i „umówione” to te, które się jeszcze nie odbyły.",
)
_WAY: Final = _ByNode(
    "Droga klientów według organizacji",
    (
        _Measure(Column("wysłane", 11, _REFERRALS, numeric=True), NUMBER_OF_REFERRALS.name),
        _Measure(
            Column("zrealizowane", 13, _REFERRALS, numeric=True),
            NUMBER_OF_COMPLETED_REFERRALS.name,
        ),
        _Measure(
            Column("przyjęte", 11, _REFERRALS, numeric=True), NUMBER_OF_RECEIVED_REFERRALS.name
        ),
        _Measure(Column("rozpoczęte", 12, _PATHS, numeric=True), NUMBER_OF_SUPPORT_PATHS.name),
        _Measure(
            Column("zakończone", 12, _PATHS, numeric=True), NUMBER_OF_CLOSED_SUPPORT_PATHS.name
        ),
        _Measure(
            Column("w tym z osiągniętym celem", 13, _PATHS, numeric=True),
            NUMBER_OF_CLOSED_SUPPORT_PATHS.name,
            {"outcome": PathOutcome.GOAL_REACHED.value},
        ),
    ),
    "Skierowanie jest zrealizowane, gdy organizacja, do której skierowano klienta, potwierdziła, "
    "że się zgłosił. Ścieżki wsparcia nie są przypisane do programu: ujęto wszystkie.",
)
_OUTCOMES: Final = {
    FollowUpOutcome.COOPERATIVE_FOUNDED: "założono spółdzielnię socjalną",
    FollowUpOutcome.COOPERATIVE_OPERATES: "spółdzielnia socjalna działa",
    FollowUpOutcome.COOPERATIVE_CLOSED: "spółdzielnia socjalna zakończyła działalność",
    FollowUpOutcome.EMPLOYED: "zatrudnienie",
    FollowUpOutcome.NO_CHANGE: "bez zmian",
    FollowUpOutcome.REFUSED: "odmowa odpowiedzi",
    FollowUpOutcome.NO_CONTACT: "brak kontaktu",
}
_MONTHS: Final = ("6", "12")
_FOLLOW_UP_NOTE: Final = (
    "Odpowiedzi nie są przypisane do programu: ujęto wszystkie, których udzielono w okresie "
    "sprawozdawczym. Liczby mniejsze od 5 oznaczono „<5” albo „#”."
)


def activity_tables(programme: Programme, period: Period, counting: Counting) -> tuple[Table, ...]:
    """Return duty and appointments, referrals and support paths, and what clients said later."""
    return (
        _CONSULTING_POINT.of(programme, period, counting),
        _WAY.of(programme, period, counting),
        _follow_up(period, counting),
    )


def _follow_up(period: Period, counting: Counting) -> Table:
    figure = NUMBER_OF_FOLLOW_UPS.name
    columns = [
        protected(
            [
                counting.cell(figure, period, {"months": months, "outcome": outcome.value})
                for outcome in _OUTCOMES
            ]
        )
        for months in _MONTHS
    ]
    totals = [counting.cell(figure, period, {"months": months}) for months in _MONTHS]
    rows = (
        *(Row((label, *cells)) for label, *cells in zip(_OUTCOMES.values(), *columns, strict=True)),
        Row((wording.TOTAL, *totals), is_total=True),
    )
    return Table(
        title="Sytuacja klientów po 6 i 12 miesiącach od porad",
        columns=(
            Column("Co się zmieniło", 40),
            *(
                Column(f"po {months} miesiącach", 16, "Liczba odpowiedzi", numeric=True)
                for months in _MONTHS
            ),
        ),
        rows=rows,
        notes=(*counting.note_on(cell for row in rows for cell in row.cells), _FOLLOW_UP_NOTE),
    )
