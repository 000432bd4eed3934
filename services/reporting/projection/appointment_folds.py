"""Appointments as facts: each has one state at a time, and the day of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from services.reporting.projection.programmes import programme_of
from services.reporting.projection.tables import appointment_fact
from shared.messaging.projection import Add, Change, Folding, Supersede

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from shared.contracts.consultations import (
        AdviceCancelled,
        AdviceHeld,
        AdviceRequested,
        AdviceScheduled,
        ClientDidNotShowUp,
    )
    from shared.contracts.consultations.appointments import AskedAdvice


class AppointmentState(StrEnum):
    """What became of an appointment so far (domain.md 2.5)."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


def requested(folding: Folding[AdviceRequested]) -> Iterator[Change]:
    """Keep that advice was asked for."""
    event = folding.event
    yield from _state(folding, AppointmentState.REQUESTED, event.requested_on, _about(event))


def scheduled(folding: Folding[AdviceScheduled]) -> Iterator[Change]:
    """Keep the day that was agreed, instead of one that was agreed before."""
    event = folding.event
    yield from _state(folding, AppointmentState.SCHEDULED, event.scheduled_on, _about(event))


def held(folding: Folding[AdviceHeld]) -> Iterator[Change]:
    """Keep that they met; hours count only from an approved card."""
    event = folding.event
    yield from _state(folding, AppointmentState.HELD, event.held_on, _about(event))


def missed(folding: Folding[ClientDidNotShowUp]) -> Iterator[Change]:
    """Keep that the client did not come."""
    event = folding.event
    yield from _state(folding, AppointmentState.NO_SHOW, event.scheduled_on, _about(event))


def cancelled(folding: Folding[AdviceCancelled]) -> Iterator[Change]:
    """Keep that it was given up."""
    day = folding.event.cancelled_on
    yield from _state(folding, AppointmentState.CANCELLED, day, dict.fromkeys(_ABOUT))


_ABOUT = ("client_id", "client_kind", "field_of_advice", "form_of_contact")


def _about(event: AskedAdvice) -> dict[str, Any]:
    return {
        "client_id": event.client_id,
        "client_kind": event.client_kind.value,
        "field_of_advice": event.field_of_advice,
        "form_of_contact": event.form_of_contact,
    }


def _state(
    folding: Folding[Any], state: AppointmentState, day: date, about: dict[str, Any]
) -> Iterator[Change]:
    key = {"appointment_id": folding.event.appointment_id}
    yield Supersede(appointment_fact, key)
    yield Add(
        appointment_fact,
        {
            "node": folding.origin.node,
            "programme": programme_of(folding),
            **key,
            "state": state.value,
            "day": day,
            **about,
        },
    )
