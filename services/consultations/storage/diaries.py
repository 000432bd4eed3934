"""When advisers are taken and what they worked, out of the tables of what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Label, Row, Table, case, func, select, union_all

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.month_of_work import TimeEntry, WorkKind
from services.consultations.domain.session import Session
from services.consultations.domain.timesheet_list import TimeOfMonth
from services.consultations.storage.tables import advice_card, card_adviser, card_correction
from services.consultations.storage.working_time_tables import (
    appointment,
    duty,
    duty_correction,
)
from shared.kernel.period import Period

TAKING = (AppointmentState.SCHEDULED, AppointmentState.HELD)


@dataclass(frozen=True)
class StoredDiaries:
    """What cards, appointments and duties say of the time of this node's advisers."""

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
        return tuple(_session(row) for row in rows)

    def worked(self, adviser_id: UUID, period: Period) -> tuple[TimeEntry, ...]:
        cards = self.connection.execute(
            select(
                advice_card,
                _last_correction(card_correction, card_correction.c.card_id, advice_card.c.card_id),
            )
            .join_from(advice_card, card_adviser)
            .where(
                card_adviser.c.adviser_id == adviser_id,
                advice_card.c.held_on.between(period.first, period.last),
                advice_card.c.counted,
            )
        )
        duties = self.connection.execute(
            select(
                duty, _last_correction(duty_correction, duty_correction.c.duty_id, duty.c.duty_id)
            ).where(
                duty.c.adviser_id == adviser_id,
                duty.c.held_on.between(period.first, period.last),
                duty.c.counted,
            )
        )
        return (
            *(
                TimeEntry(
                    kind=WorkKind.ADVICE,
                    record_id=row.card_id,
                    number=row.card_number,
                    programme=row.programme,
                    session=_session(row),
                    entered_at=row.drafted_at,
                    corrected_at=row.last_corrected_at,
                    approved=row.state == CardState.APPROVED,
                )
                for row in cards
            ),
            *(
                TimeEntry(
                    kind=WorkKind.DUTY,
                    record_id=row.duty_id,
                    number="",
                    programme=row.programme,
                    session=_session(row),
                    entered_at=row.recorded_at,
                    corrected_at=row.last_corrected_at,
                    approved=True,
                )
                for row in duties
            ),
        )

    def time_of_month(self, period: Period) -> Mapping[UUID, TimeOfMonth]:
        approved = advice_card.c.state == CardState.APPROVED
        cards = self.connection.execute(
            select(
                card_adviser.c.adviser_id,
                func.sum(case((approved, advice_card.c.minutes), else_=0)).label("minutes"),
                func.sum(case((approved, 0), else_=1)).label("pending"),
            )
            .join_from(advice_card, card_adviser)
            .where(advice_card.c.held_on.between(period.first, period.last), advice_card.c.counted)
            .group_by(card_adviser.c.adviser_id)
        )
        duties = self.connection.execute(
            select(duty.c.adviser_id, func.sum(duty.c.minutes).label("minutes"))
            .where(duty.c.held_on.between(period.first, period.last), duty.c.counted)
            .group_by(duty.c.adviser_id)
        )
        time = {
            row.adviser_id: TimeOfMonth(
                advice_minutes=int(row.minutes), pending_cards=int(row.pending)
            )
            for row in cards
        }
        for row in duties:
            advised = time.get(row.adviser_id, TimeOfMonth())
            time[row.adviser_id] = replace(advised, duty_minutes=int(row.minutes))
        return time


def _last_correction(
    corrections: Table, of_record: Column[UUID], record: Column[UUID]
) -> Label[Any]:
    return (
        select(func.max(corrections.c.corrected_at))
        .where(of_record == record)
        .scalar_subquery()
        .label("last_corrected_at")
    )


def _session(row: Row[tuple[Any, ...]]) -> Session:
    return Session(held_on=row.held_on, started_at=row.started_at, ended_at=row.ended_at)
