"""What came of the advice, asked some months afterwards (product.md, "Consultations")."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.consultations.domain.client import Client, ClosedFiles
from services.consultations.domain.path_refusals import (
    FollowUpNotDue,
    FollowUpRecordedBefore,
    NothingToFollowUp,
)
from shared.contracts.consultations import ClientKind, FollowUpOutcome, FollowUpRecorded

MONTHS = (6, 12)
"""How long after the advice a client is asked."""

MONTHS_IN_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class FollowUpTask:
    """Whom to ask, since when it is time, and after how many months from which day."""

    client_id: UUID
    client_kind: ClientKind
    name: str
    months: int
    advised_until: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What a client said."""

    id: UUID
    client_id: UUID
    client_kind: ClientKind
    months: int
    due_on: date
    recorded_on: date
    outcome: FollowUpOutcome
    version: int = 1

    def record(self, now: datetime) -> FollowUpRecorded:
        """Tell of it."""
        return FollowUpRecorded(
            occurred_at=now,
            subject_version=self.version,
            follow_up_id=self.id,
            client_id=self.client_id,
            client_kind=self.client_kind,
            months=self.months,
            due_on=self.due_on,
            recorded_on=self.recorded_on,
            outcome=self.outcome,
        )


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month if it is shorter."""
    passed = day.month - 1 + months
    year, month = day.year + passed // MONTHS_IN_YEAR, passed % MONTHS_IN_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def tasks_of(
    files: Sequence[Client],
    ends: Mapping[UUID, date],
    recorded: AbstractSet[tuple[UUID, int, date]],
) -> Iterator[FollowUpTask]:
    """Yield when a client is asked, without what was recorded.

    `files` are all of the client's, the one that goes on first; `ends` says, by file, when its last
    counted card was held or its last path closed; `recorded` are file, months and due day. Newer
    advice sets new days. A client who was erased is not asked.
    """
    kept, own = files[0], [file.id for file in files]
    if kept.erasure is not None:
        return
    for months, due_on in _days_to_ask(own, ends, recorded):
        yield FollowUpTask(
            client_id=kept.id,
            client_kind=kept.kind,
            name=kept.details.name,
            months=months,
            advised_until=max(ends[each] for each in own if each in ends),
            due_on=due_on,
        )


def days_due(
    ends: Mapping[UUID, date],
    recorded: AbstractSet[tuple[UUID, int, date]],
    closed: ClosedFiles,
    today: date,
) -> tuple[date, ...]:
    """Return since when each task is due that is due today, as `tasks_of` would tell of each."""
    kept = closed.merged
    advised_until: dict[UUID, date] = {}
    for file_id, day in ends.items():
        client_id = kept.get(file_id, file_id)
        advised_until[client_id] = max(day, advised_until.get(client_id, day))
    done = {(kept.get(file_id, file_id), months, due_on) for file_id, months, due_on in recorded}
    return tuple(
        due_on
        for client_id, day in advised_until.items()
        if client_id not in closed.erased
        for months in MONTHS
        if (due_on := months_after(day, months)) <= today
        and (client_id, months, due_on) not in done
    )


def _days_to_ask(
    own: Collection[UUID], ends: Mapping[UUID, date], recorded: AbstractSet[tuple[UUID, int, date]]
) -> Iterator[tuple[int, date]]:
    days = [ends[each] for each in own if each in ends]
    for months in MONTHS if days else ():
        due_on = months_after(max(days), months)
        if not any((each, months, due_on) in recorded for each in own):
            yield months, due_on


def task_asked_about(
    files: Sequence[Client],
    months: int,
    ends: Mapping[UUID, date],
    recorded: AbstractSet[tuple[UUID, int, date]],
    today: date,
) -> FollowUpTask:
    """Return what is answered by what a client says so many months after the advice.

    Raises `NothingToFollowUp`, `FollowUpRecordedBefore` or `FollowUpNotDue`.
    """
    if not list(tasks_of(files, ends, frozenset())):
        raise NothingToFollowUp
    for task in tasks_of(files, ends, recorded):
        if task.months == months:
            if today < task.due_on:
                raise FollowUpNotDue(task.due_on)
            return task
    raise FollowUpRecordedBefore(months)
