"""When advisers are taken, out of the tables of cards and of appointments."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select, union_all

from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.session import Session
from services.consultations.storage.tables import advice_card, card_adviser
from services.consultations.storage.working_time_tables import appointment
from shared.kernel.period import Period

TAKING = (AppointmentState.SCHEDULED, AppointmentState.HELD)


@dataclass(frozen=True)
class StoredDiaries:
    """What cards and appointments say of the time of this node's advisers."""

    connection: Connection

    def taken(
        self, adviser_id: UUID, period: Period, *, apart_from: UUID | None = None
    ) -> tuple[Session, ...]:
        by_card = (
            select(advice_card.c.held_on, advice_card.c.started_at, advice_card.c.ended_at)
            .join_from(advice_card, card_adviser)
            .where(
                card_adviser.c.adviser_id == adviser_id,
                advice_card.c.held_on.between(period.first, period.last),
                advice_card.c.counted,
            )
        )
        by_appointment = select(
            appointment.c.held_on, appointment.c.started_at, appointment.c.ended_at
        ).where(
            appointment.c.adviser_id == adviser_id,
            appointment.c.held_on.between(period.first, period.last),
            appointment.c.state.in_(TAKING),
        )
        if apart_from is not None:
            by_appointment = by_appointment.where(appointment.c.appointment_id != apart_from)
        rows = self.connection.execute(
            union_all(by_card, by_appointment).order_by("held_on", "started_at")
        )
        return tuple(
            Session(held_on=row.held_on, started_at=row.started_at, ended_at=row.ended_at)
            for row in rows
        )
