"""What the domain events of an appointment say that its row must hold."""

from __future__ import annotations

from services.consultations.domain.appointment import AppointmentState
from shared.contracts import consultations as contracts

Values = dict[str, object]
AppointmentEvent = (
    contracts.AdviceRequested
    | contracts.AdviceScheduled
    | contracts.AdviceCancelled
    | contracts.ClientDidNotShowUp
    | contracts.AdviceHeld
)


def told_of_appointment(event: AppointmentEvent, programme: str | None, before: Values) -> Values:
    """Return the values of a row after a domain event, from those before it."""
    match event:
        case contracts.AdviceRequested():
            nothing_yet = ("adviser_id", "held_on", "minutes", "cancelled_on", "cancelled_by")
            return {
                **dict.fromkeys(nothing_yet),
                **before,
                **_asked(event),
                "programme": programme,
                "state": AppointmentState.REQUESTED,
                "requested_on": event.requested_on,
            }
        case contracts.AdviceScheduled():
            return {
                **before,
                **_asked(event),
                "state": AppointmentState.SCHEDULED,
                "adviser_id": event.adviser_id,
                "held_on": event.scheduled_on,
                "minutes": event.minutes,
            }
        case contracts.AdviceCancelled():
            return {
                **before,
                "state": AppointmentState.CANCELLED,
                "cancelled_on": event.cancelled_on,
                "cancelled_by": event.cancelled_by,
            }
        case contracts.ClientDidNotShowUp():
            return {
                **before,
                **_asked(event),
                "state": AppointmentState.NO_SHOW,
                "adviser_id": event.adviser_id,
                "held_on": event.scheduled_on,
            }
        case contracts.AdviceHeld():
            return {
                **before,
                **_asked(event),
                "state": AppointmentState.HELD,
                "adviser_id": event.adviser_id,
                "held_on": event.held_on,
            }


def _asked(event: contracts.AskedAdvice) -> Values:
    return {
        "client_id": event.client_id,
        "client_kind": event.client_kind,
        "field_of_advice": event.field_of_advice,
        "form_of_contact": event.form_of_contact,
    }
