"""Part I, point 2: the schedule, planned and actual, with the reason for each deviation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Standing
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from shared.kernel import polish
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.reports.sources import ReportOrder
    from services.reporting.reports.template_2005.counting import Counting
    from shared.contracts.programme import ScheduleTask

_COLUMNS: Final = (
    Column(wording.ORDINAL, 5),
    Column("Zadanie", 36),
    Column("Termin planowany", 18),
    Column("Termin wykonania", 18),
    Column("Liczba zapisów", 11, numeric=True),
    Column("Przyczyna odchylenia", 22),
)
_REASON_IS_MISSING: Final = "do uzupełnienia"
_NOT_RECORDED: Final = "brak zapisów"
_NOT_RECORDED_NOTE: Final = (
    "„Brak zapisów”: system nie rejestruje jeszcze zadań tego rodzaju; termin ich wykonania podaje "
    "sprawozdawca."
)


def schedule_table(tasks: Sequence[ScheduleTask], order: ReportOrder, counting: Counting) -> Table:
    """Return the schedule: a task is carried out once there are records of it in its month."""
    rows = tuple(_row(number, task, order, counting) for number, task in enumerate(tasks, start=1))
    return Table(
        title="Harmonogram: plan i wykonanie",
        columns=_COLUMNS,
        rows=rows,
        notes=(
            *counting.note_on(cell for row in rows for cell in row.cells),
            *([_NOT_RECORDED_NOTE] if any(task.done_when is None for task in tasks) else []),
        ),
    )


def _row(number: int, task: ScheduleTask, order: ReportOrder, counting: Counting) -> Row:
    month = Period.of_month(task.month.year, task.month.month)
    lead = (f"{number}.", task.label, polish.months(month))
    reason = order.deviations.get(task.code, polish.DASH)
    days = month.overlap(order.period)
    if task.done_when is None:
        return Row((*lead, _NOT_RECORDED, polish.DASH, reason))
    if days is None:
        return Row((*lead, "poza okresem sprawozdania", polish.DASH, reason))
    records = counting.cell(task.done_when, days)
    if records.value:
        return Row((*lead, polish.months(days), records, reason))
    actual = records.shown if records.standing is Standing.NO_DATA else "nie wykonano"
    return Row((*lead, actual, records, order.deviations.get(task.code, _REASON_IS_MISSING)))
