"""What the domain events about working time say that the row of their subject must hold."""

from __future__ import annotations

from datetime import date

from services.consultations.storage.told_appointments import told_of_appointment
from shared.contracts import consultations as contracts
from shared.contracts.domain_event import DomainEvent
from shared.wire.catalogue import UnknownEventType

Values = dict[str, object]
Entries = tuple[tuple[object, ...], ...]


def told_of_working_time(event: DomainEvent, programme: str | None, before: Values) -> Values:
    """Return the values of a row after a domain event, from those before it.

    Raises UnknownEventType for one that is not about working time.
    """
    match event:
        case contracts.DutyHeld():
            told = {
                "adviser_id": event.adviser_id,
                "programme": programme,
                "recorded_at": event.occurred_at,
                "counted": True,
                "corrections": (),
                **_time_of(event),
            }
        case contracts.DutyCorrected():
            told = {
                "counted": event.counted,
                "corrections": _corrected(_entries(before, "corrections"), event),
                **_time_of(event),
            }
        case contracts.WorkingHoursSet():
            told = _entry(before, "weeks", event.valid_from, event.weekly_minutes)
        case contracts.WorkingExceptionSet():
            told = _entry(before, "exceptions", event.day, (event.kind, event.minutes))
        case contracts.TimesheetClosed():
            told = {
                "adviser_id": event.adviser_id,
                "month": event.month,
                "closed": True,
                "closings": _closed(_entries(before, "closings"), event),
            }
        case contracts.TimesheetReopened():
            told = {"closed": False, "closings": _reopened(_entries(before, "closings"), event)}
        case contracts.DeputyAppointed():
            told = {
                "staff_id": event.staff_id,
                "valid_from": event.valid_from,
                "valid_to": event.valid_to,
                "recalled_on": None,
            }
        case contracts.DeputyRecalled():
            told = {"recalled_on": event.recalled_on}
        case (
            contracts.AdviceRequested()
            | contracts.AdviceScheduled()
            | contracts.AdviceCancelled()
            | contracts.ClientDidNotShowUp()
            | contracts.AdviceHeld()
        ):
            told = told_of_appointment(event, programme, before)
        case _:
            raise UnknownEventType(type(event).__name__)
    return before | told


def _time_of(event: contracts.DutyHeld | contracts.DutyCorrected) -> Values:
    return {
        "held_on": event.held_on,
        "minutes": event.minutes,
        "minutes_from_times": event.minutes,
    }


def _corrected(earlier: Entries, event: contracts.DutyCorrected) -> Entries:
    number = len(earlier) + 1
    entry = (number, event.reason, event.counted, event.corrected_by, event.occurred_at)
    return (*earlier, entry)


def _closed(earlier: Entries, event: contracts.TimesheetClosed) -> Entries:
    number = len(earlier) + 1
    closing = (number, event.closed_by, event.occurred_at, event.late_entries, event.time)
    return (*earlier, (*closing, None))


def _reopened(earlier: Entries, event: contracts.TimesheetReopened) -> Entries:
    """Say of the last closing, in place of nothing, that it was opened."""
    *others, last = earlier
    reopening = (event.reopened_by, event.occurred_at, event.reason)
    return (*others, (*last[:-1], reopening))


def _entry(values: Values, name: str, day: date, entry: object) -> Values:
    """Return both lists of working hours with the entry of a day, in place of an earlier one."""
    lists: dict[str, dict[date, object]] = {"weeks": {}, "exceptions": {}}
    for each, entries in lists.items():
        earlier = values.get(each)
        entries.update(earlier if isinstance(earlier, dict) else {})
    lists[name][day] = entry
    return dict(lists)


def _entries(values: Values, name: str) -> Entries:
    """Return what was told so far of which there may be many."""
    entries = values.get(name)
    return entries if isinstance(entries, tuple) else ()
