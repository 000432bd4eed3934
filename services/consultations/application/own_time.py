"""Whose working time somebody may ask about or set."""

from __future__ import annotations

from uuid import UUID

from services.consultations.domain.working_time_refusals import TimeOfAnother
from shared.kernel.command import Actor, Role


def refuse_time_of_another(actor: Actor, adviser_id: UUID) -> None:
    """Raise `TimeOfAnother` for an adviser's time that is neither the actor's nor in their care."""
    if Role.COORDINATOR not in actor.roles and actor.staff_id != adviser_id:
        raise TimeOfAnother
