"""Appointments in their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, case, select, update

from services.consultations.domain.appointment import (
    Agreement,
    Appointment,
    AppointmentState,
    AskedAdvice,
    Cancellation,
)
from services.consultations.domain.appointment_refusals import AppointmentNotFound
from services.consultations.domain.session import Session
from services.consultations.storage.inserting import add_record
from services.consultations.storage.saving import save_record
from services.consultations.storage.working_time_tables import appointment as table
from shared.contracts.consultations import CancelledBy, ClientKind

AnyRow = Row[tuple[Any, ...]]


@dataclass(frozen=True)
class StoredAppointments:
    """The appointments of this node, inside one transaction."""

    connection: Connection

    def add(self, appointment: Appointment) -> None:
        add_record(self.connection, table, _values(appointment))

    def get(self, appointment_id: UUID) -> Appointment:
        row = self.connection.execute(
            select(table).where(table.c.appointment_id == appointment_id)
        ).one_or_none()
        if row is None:
            raise AppointmentNotFound(appointment_id)
        return Appointment(
            id=row.appointment_id,
            programme=row.programme,
            asked=AskedAdvice(
                client_id=row.client_id,
                client_kind=ClientKind(row.client_kind),
                field_of_advice=row.field_of_advice,
                form_of_contact=row.form_of_contact,
            ),
            wish=row.wish,
            requested_on=row.requested_on,
            state=AppointmentState(row.state),
            agreement=_agreement(row),
            cancellation=_cancellation(row),
            version=row.version,
        )

    def save(self, appointment: Appointment) -> None:
        save_record(self.connection, table, _values(appointment))

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """Blank the texts, not the versions: nothing happened that is ever told."""
        of_clients = table.c.client_id.in_(client_ids)
        forgotten = self.connection.execute(
            select(table.c.appointment_id).where(of_clients).order_by(table.c.appointment_id)
        ).scalars()
        no_remarks = case((table.c.cancellation_remarks.is_not(None), ""), else_=None)
        ids = tuple(forgotten)
        self.connection.execute(
            update(table).where(of_clients).values(wish="", cancellation_remarks=no_remarks)
        )
        return ids


def _values(appointment: Appointment) -> dict[str, Any]:
    agreement, cancellation = appointment.agreement, appointment.cancellation
    return {
        "appointment_id": appointment.id,
        "version": appointment.version,
        "programme": appointment.programme,
        "state": appointment.state,
        **asdict(appointment.asked),
        "wish": appointment.wish,
        "requested_on": appointment.requested_on,
        "adviser_id": agreement and agreement.adviser_id,
        "held_on": agreement and agreement.session.held_on,
        "started_at": agreement and agreement.session.started_at,
        "ended_at": agreement and agreement.session.ended_at,
        "outside_hours": agreement and agreement.outside_hours,
        "cancelled_on": cancellation and cancellation.cancelled_on,
        "cancelled_by": cancellation and cancellation.cancelled_by,
        "cancellation_remarks": cancellation and cancellation.remarks,
    }


def _agreement(row: AnyRow) -> Agreement | None:
    if row.adviser_id is None:
        return None
    return Agreement(
        adviser_id=row.adviser_id,
        session=Session(held_on=row.held_on, started_at=row.started_at, ended_at=row.ended_at),
        outside_hours=row.outside_hours,
    )


def _cancellation(row: AnyRow) -> Cancellation | None:
    if row.cancelled_on is None:
        return None
    return Cancellation(
        cancelled_on=row.cancelled_on,
        cancelled_by=CancelledBy(row.cancelled_by),
        remarks=row.cancellation_remarks,
    )
