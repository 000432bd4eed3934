"""Duty as facts: it is work time, never an advice hour (V5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.projection.programmes import programme_of
from services.reporting.projection.tables import duty_fact
from shared.messaging.projection import Add, Change, Folding, Supersede

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.contracts.consultations import DutyCorrected, DutyHeld


def duty_held(folding: Folding[DutyHeld]) -> Iterator[Change]:
    """Count a duty."""
    yield _duty(folding)


def duty_corrected(folding: Folding[DutyCorrected]) -> Iterator[Change]:
    """Count what the correction says instead; nothing if it annuls the duty."""
    yield Supersede(duty_fact, {"duty_id": folding.event.duty_id})
    if folding.event.counted:
        yield _duty(folding)


def _duty(folding: Folding[DutyHeld] | Folding[DutyCorrected]) -> Add:
    event = folding.event
    return Add(
        duty_fact,
        {
            "node": folding.origin.node,
            "programme": programme_of(folding),
            "duty_id": event.duty_id,
            "adviser_id": event.adviser_id,
            "held_on": event.held_on,
            "minutes": event.minutes,
        },
    )
