"""Months of work: closed when all of them is approved, and opened again for what is found later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from services.node.season.working_days import moment
from shared.contracts.consultations import ReopeningReason
from shared.kernel.clock import business_day
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from random import Random

    from services.node.season.steps import Desk, Step

SIGNING_SHEETS = timedelta(minutes=45)
"""After the cards that the coordinator looks at on the same day."""

OPENING_AGAIN = timedelta(minutes=10)
DAYS_TO_CLOSE = 2


@dataclass(frozen=True, order=True)
class PersonsMonth:
    """Whose timesheet, and the first day of its month."""

    adviser_id: str
    month: date


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """All requests about the timesheets of one node, once everything else is written down."""

    desk: Desk
    random: Random

    def close(self, reopened: int) -> None:
        """Close every month in which no card waits; some too early for their last correction."""
        by_sheet = _entries_of(sorted(self.desk.steps, key=lambda step: step.at))
        early = [sheet for sheet, steps in by_sheet.items() if self._is_early(sheet, steps)]
        too_early = set(self.random.sample(early, min(reopened, len(early))))
        for sheet, steps in by_sheet.items():
            if sheet in too_early:
                *before, correction = steps
                self._close(sheet, before)
                self._reopen(sheet, correction)
                self._close(sheet, steps, again="/again")
            else:
                self._close(sheet, steps)

    def _is_early(self, sheet: PersonsMonth, steps: Sequence[Step]) -> bool:
        *before, last = steps
        corrects = last.method in {"correct_card", "correct_duty"}
        return corrects and bool(before) and self._closable(sheet, before) < last.at

    def _closable(self, sheet: PersonsMonth, steps: Sequence[Step]) -> datetime:
        """Return when the month is over and its last entry settled."""
        last_day = Period.of_month(sheet.month.year, sheet.month.month).last
        settled = max(last_day, business_day(steps[-1].at))
        day = self.desk.days.after(settled, DAYS_TO_CLOSE)
        return moment(day, self.desk.season.reviews_at) + SIGNING_SHEETS

    def _close(self, sheet: PersonsMonth, steps: Sequence[Step], again: str = "") -> None:
        self._ask(sheet, self._closable(sheet, steps), "close_timesheet", again)

    def _reopen(self, sheet: PersonsMonth, correction: Step) -> None:
        self._ask(
            sheet,
            correction.at - OPENING_AGAIN,
            "reopen_timesheet",
            reason=ReopeningReason.WRONG_ENTRY.value,
            remarks=self.desk.season.remarks.reopened,
        )

    def _ask(
        self, sheet: PersonsMonth, at: datetime, method: str, again: str = "", **members: object
    ) -> None:
        month = f"{sheet.month:%Y-%m}"
        self.desk.ask(
            at,
            method,
            self.desk.coordinator_on(business_day(at)),
            about=f"sheet/{sheet.adviser_id}/{month}{again}",
            adviser_id=sheet.adviser_id,
            month=month,
            **members,
        )


def _entries_of(steps: Sequence[Step]) -> Mapping[PersonsMonth, Sequence[Step]]:
    """Return what was entered, approved and put right in each month without a card that waits."""
    sheets_of: dict[str, tuple[PersonsMonth, ...]] = {}
    entries: defaultdict[PersonsMonth, list[Step]] = defaultdict(list)
    waiting: set[str] = set()
    for step in steps:
        record = str(step.request.get("card_id") or step.request.get("duty_id"))
        if step.method in {"draft_card", "record_duty"}:
            advisers = step.request.get("adviser_ids") or [step.request["adviser_id"]]
            month = date.fromisoformat(step.request["held_on"]).replace(day=1)
            sheets_of[record] = tuple(PersonsMonth(adviser, month) for adviser in advisers)
        if step.method == "draft_card":
            waiting.add(record)
        if step.method == "approve_card":
            waiting.discard(record)
        if step.method != "confirm_advice":
            for sheet in sheets_of.get(record, ()):
                entries[sheet].append(step)
    blocked = {sheet for record in waiting for sheet in sheets_of[record]}
    return {sheet: entries[sheet] for sheet in sorted(entries) if sheet not in blocked}
