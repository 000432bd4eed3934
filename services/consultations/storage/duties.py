"""Duties in their tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select

from services.consultations.domain.duty import Duty, DutyCorrection
from services.consultations.domain.session import Session
from services.consultations.domain.working_time_refusals import DutyNotFound
from services.consultations.storage.inserting import add_record
from services.consultations.storage.saving import save_record
from services.consultations.storage.working_time_tables import duty as duties
from services.consultations.storage.working_time_tables import duty_correction as corrections
from shared.contracts.consultations import DutyCorrectionReason

AnyRow = Row[tuple[Any, ...]]


@dataclass(frozen=True)
class StoredDuties:
    """The duties of this node's advisers, inside one transaction."""

    connection: Connection

    def add(self, duty: Duty) -> None:
        add_record(self.connection, duties, _values(duty))

    def get(self, duty_id: UUID) -> Duty:
        row = self.connection.execute(
            select(duties).where(duties.c.duty_id == duty_id)
        ).one_or_none()
        if row is None:
            raise DutyNotFound(duty_id)
        entries = self.connection.execute(
            select(corrections)
            .where(corrections.c.duty_id == duty_id)
            .order_by(corrections.c.correction_number)
        )
        return Duty(
            id=row.duty_id,
            programme=row.programme,
            adviser_id=row.adviser_id,
            session=_session(row),
            recorded_at=row.recorded_at,
            counted=row.counted,
            corrections=tuple(_correction(entry) for entry in entries),
            version=row.version,
        )

    def save(self, duty: Duty) -> None:
        """Write one correction; the earlier ones stay as they are."""
        save_record(self.connection, duties, _values(duty))
        entry = duty.corrections[-1]
        self.connection.execute(
            insert(corrections).values(
                duty_id=duty.id,
                correction_number=entry.number,
                reason=entry.reason,
                remarks=entry.remarks,
                counted=entry.counted,
                corrected_by=entry.corrected_by,
                corrected_at=entry.corrected_at,
            )
        )

    def sessions(self, adviser_id: UUID, day: date, *, apart_from: UUID) -> tuple[Session, ...]:
        rows = self.connection.execute(
            select(duties)
            .where(
                duties.c.adviser_id == adviser_id,
                duties.c.held_on == day,
                duties.c.counted,
                duties.c.duty_id != apart_from,
            )
            .order_by(duties.c.started_at)
        )
        return tuple(_session(row) for row in rows)


def _values(duty: Duty) -> dict[str, Any]:
    return {
        "duty_id": duty.id,
        "version": duty.version,
        "adviser_id": duty.adviser_id,
        "programme": duty.programme,
        "recorded_at": duty.recorded_at,
        "counted": duty.counted,
        "held_on": duty.session.held_on,
        "started_at": duty.session.started_at,
        "ended_at": duty.session.ended_at,
        "minutes": duty.session.minutes,
    }


def _session(row: AnyRow) -> Session:
    return Session(held_on=row.held_on, started_at=row.started_at, ended_at=row.ended_at)


def _correction(row: AnyRow) -> DutyCorrection:
    return DutyCorrection(
        number=row.correction_number,
        reason=DutyCorrectionReason(row.reason),
        remarks=row.remarks,
        counted=row.counted,
        corrected_by=row.corrected_by,
        corrected_at=row.corrected_at,
    )
