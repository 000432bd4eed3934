"""What the domain events about working time say that the row of their subject must hold."""

from __future__ import annotations

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
        case _:
            raise UnknownEventType(type(event).__name__)


def _time_of(event: contracts.DutyHeld | contracts.DutyCorrected) -> Values:
    return {
        "held_on": event.held_on,
        "minutes": event.minutes,
        "minutes_from_times": event.minutes,
    }


def entries_of(values: Values, name: str) -> tuple[object, ...]:
    """Return what was told so far of which there may be many."""
    entries = values[name]
    return entries if isinstance(entries, tuple) else ()
