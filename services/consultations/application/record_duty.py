"""An adviser, or a coordinator for them, records a duty that was held."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.own_time import refuse_time_of_another
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.working_time_commands import RecordDuty
from services.consultations.domain.duty import Duty, DutyCircumstances
from services.consultations.domain.programme_versions import in_force
from services.consultations.domain.session import Session


def record_duty(command: RecordDuty, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_time_of_another(command.actor, command.adviser_id)
    programme = in_force(command.programme, command.held_on, work.programmes.known())
    (adviser,) = work.advisers.hold([command.adviser_id])
    duty = Duty(
        id=command.duty_id,
        programme=programme.reference,
        adviser_id=adviser.id,
        session=Session(
            held_on=command.held_on, started_at=command.started_at, ended_at=command.ended_at
        ),
        recorded_at=now,
    )
    others = work.duties.sessions(adviser.id, command.held_on, apart_from=duty.id)
    held = duty.record(
        DutyCircumstances(
            now=now,
            programme=programme,
            adviser=adviser,
            others=others,
            closed_months=work.timesheets.closed_months([adviser.id]),
        )
    )
    work.duties.add(duty)
    work.journal.append(held, caused_by=command, programme=duty.programme)
