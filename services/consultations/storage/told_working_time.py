"""What the domain events about working time say that the row of their subject must hold."""

from __future__ import annotations

from datetime import date

from services.consultations.storage.told_appointments import told_of_appointment
from shared.contracts import consultations as contracts
from shared.contracts.domain_event import DomainEvent
from shared.wire.catalogue import UnknownEventType

Values = dict[str, object]


def told_of_working_time(event: DomainEvent, programme: str | None, before: Values) -> Values:
    """Return the values of a row after a domain event, from those before it.

    Raises UnknownEventType for one that is not about working time.
    """
    match event:
        case contracts.DutyHeld():
            return before | {
                "adviser_id": event.adviser_id,
                "programme": programme,
                "recorded_at": event.occurred_at,
                "counted": True,
                "corrections": (),
                **_time_of(event),
            }
        case contracts.DutyCorrected():
            earlier = entries_of(before, "corrections")
            entry = (
                len(earlier) + 1,
                event.reason,
                event.counted,
                event.corrected_by,
                event.occurred_at,
            )
            return before | {
                "counted": event.counted,
                "corrections": (*earlier, entry),
                **_time_of(event),
            }
        case contracts.WorkingHoursSet():
            return before | _entry(before, "weeks", event.valid_from, event.weekly_minutes)
        case contracts.WorkingExceptionSet():
            return before | _entry(before, "exceptions", event.day, (event.kind, event.minutes))
        case (
            contracts.AdviceRequested()
            | contracts.AdviceScheduled()
            | contracts.AdviceCancelled()
            | contracts.ClientDidNotShowUp()
            | contracts.AdviceHeld()
        ):
            return told_of_appointment(event, programme, before)
        case _:
            raise UnknownEventType(type(event).__name__)


def _time_of(event: contracts.DutyHeld | contracts.DutyCorrected) -> Values:
    return {
        "held_on": event.held_on,
        "minutes": event.minutes,
        "minutes_from_times": event.minutes,
    }


def _entry(values: Values, name: str, day: date, entry: object) -> Values:
    """Return both lists of working hours with the entry of a day, in place of an earlier one."""
    lists: dict[str, dict[date, object]] = {"weeks": {}, "exceptions": {}}
    for each, entries in lists.items():
        earlier = values.get(each)
        entries.update(earlier if isinstance(earlier, dict) else {})
    lists[name][day] = entry
    return dict(lists)


def entries_of(values: Values, name: str) -> tuple[object, ...]:
    """Return what was told so far of which there may be many."""
    entries = values[name]
    return entries if isinstance(entries, tuple) else ()
