"""Commands about the staff's working time as the tests of consultations use them."""

from __future__ import annotations

from datetime import time
from uuid import UUID, uuid4

from services.consultations.application import working_time_commands as commands
from services.consultations.domain.duty import Duty
from services.consultations.domain.session import Session
from shared.contracts.consultations import DutyCorrectionReason
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COORDINATOR,
    NOW,
    TODAY,
    changed,
)

DUTY_ID = UUID(int=51)
DUTY_SESSION = Session(held_on=TODAY, started_at=time(9), ended_at=time(13))


def a_duty(duty_id: UUID = DUTY_ID, /, **changes: object) -> Duty:
    duty = Duty(
        id=duty_id,
        programme="owss-2009/1",
        adviser_id=ADVISER_ID,
        session=DUTY_SESSION,
        recorded_at=NOW,
    )
    return changed(duty, changes)


def to_record_duty(duty_id: UUID = DUTY_ID, /, **changes: object) -> commands.RecordDuty:
    command = commands.RecordDuty(
        command_id=uuid4(),
        actor=ADVISER,
        duty_id=duty_id,
        adviser_id=ADVISER_ID,
        held_on=TODAY,
        started_at=time(9),
        ended_at=time(13),
        programme="owss-2009",
    )
    return changed(command, changes)


def to_correct_duty(duty_id: UUID = DUTY_ID, /, **changes: object) -> commands.CorrectDuty:
    command = commands.CorrectDuty(
        command_id=uuid4(),
        actor=COORDINATOR,
        duty_id=duty_id,
        held_on=TODAY,
        started_at=time(9),
        ended_at=time(12),
        reason=DutyCorrectionReason.WRONG_DATE_OR_TIME,
        remarks="Do dwunastej.",
        counted=True,
    )
    return changed(command, changes)


def to_annul_duty(duty_id: UUID = DUTY_ID, /, **changes: object) -> commands.CorrectDuty:
    annulled = {"reason": DutyCorrectionReason.ANNULLED, "counted": False, "ended_at": time(13)}
    return to_correct_duty(duty_id, **annulled | changes)
