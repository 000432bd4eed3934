"""A time is agreed with an adviser, or another one than before."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.appointment_commands import ScheduleAdvice
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.appointment import Agreement, Diary
from services.consultations.domain.session import Session
from shared.kernel.period import Period
from shared.kernel.public_holidays import public_holidays


def schedule_advice(command: ScheduleAdvice, work: UnitOfWork, now: datetime) -> None:
    """The adviser is held before the diary is read: of many who want one time, one gets it."""
    authorise(command)
    (adviser,) = work.advisers.hold([command.adviser_id])
    appointment = work.appointments.get(command.appointment_id)
    agreement = Agreement(
        adviser_id=adviser.id,
        session=Session(
            held_on=command.held_on, started_at=command.started_at, ended_at=command.ended_at
        ),
        outside_hours=command.outside_hours,
    )
    day = Period(command.held_on, command.held_on)
    diary = Diary(
        now=now,
        adviser=adviser,
        hours=work.working_hours.of(adviser.id),
        public_holidays=public_holidays(day),
        taken=work.diaries.taken(adviser.id, day, apart_from=appointment.id),
    )
    scheduled = appointment.schedule(agreement, diary)
    work.appointments.save(appointment)
    work.journal.append(scheduled, caused_by=command, programme=appointment.programme)
