"""A coordinator puts a recorded duty right by an entry."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.working_time_commands import CorrectDuty
from services.consultations.domain.duty import DutyCircumstances
from services.consultations.domain.session import Session
from services.consultations.domain.text_changes import text_changes


def correct_duty(command: CorrectDuty, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    coordinator = command.actor.staff_id
    duty = work.duties.get(command.duty_id)
    (adviser,) = work.advisers.hold([duty.adviser_id])
    corrected = duty.correct(
        Session(held_on=command.held_on, started_at=command.started_at, ended_at=command.ended_at),
        command.reason,
        command.remarks,
        DutyCircumstances(
            now=now,
            programme=work.programmes.get(duty.programme),
            adviser=adviser,
            others=work.duties.sessions(adviser.id, command.held_on, apart_from=duty.id),
            closed_months=work.timesheets.closed_months([adviser.id]),
        ),
        counted=command.counted,
        by=coordinator,
    )
    work.duties.save(duty)
    remarks = text_changes({}, {"correction_remarks": command.remarks})
    work.history.record(duty.id, remarks, by=coordinator, now=now)
    work.journal.append(corrected, caused_by=command, programme=duty.programme)
