"""Commands about the staff's working time as the tests of consultations use them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

from services.consultations.application import (
    appointment_commands,
    deputy_commands,
    timesheet_commands,
)
from services.consultations.application import working_time_commands as commands
from services.consultations.domain.appointment import Agreement, Appointment, AskedAdvice
from services.consultations.domain.deputy import Deputy
from services.consultations.domain.duty import Duty
from services.consultations.domain.session import Session
from services.consultations.domain.timesheet import Closing
from services.consultations.domain.working_hours import (
    Hours,
    WeeklyHours,
    WorkingException,
    WorkingWeek,
)
from shared.contracts.consultations import (
    CancelledBy,
    ClientKind,
    DutyCorrectionReason,
    ProgrammeTime,
    ReopeningReason,
    WorkingExceptionKind,
)
from shared.kernel.command import Role
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    CLIENT_ID,
    COORDINATOR,
    COORDINATOR_ID,
    NOW,
    TODAY,
    an_actor,
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


APPOINTMENT_ID = UUID(int=61)
ASKED = AskedAdvice(
    client_id=CLIENT_ID,
    client_kind=ClientKind.INDIVIDUAL,
    field_of_advice="legal",
    form_of_contact="in_person",
)
TUESDAYS = WorkingWeek(
    valid_from=date(2009, 6, 1),
    hours=(
        WeeklyHours(weekday=2, started_at=time(9), ended_at=time(13)),
        WeeklyHours(weekday=2, started_at=time(14), ended_at=time(16)),
    ),
)
"""TODAY is a Tuesday."""


def an_appointment(appointment_id: UUID = APPOINTMENT_ID, /, **changes: object) -> Appointment:
    appointment = Appointment(
        id=appointment_id,
        programme="owss-2009/1",
        asked=ASKED,
        wish="Statut spółdzielni.",
        requested_on=TODAY,
    )
    return changed(appointment, changes)


def an_agreement(**changes: object) -> Agreement:
    session = Session(held_on=TODAY, started_at=time(9), ended_at=time(10))
    agreement = Agreement(adviser_id=ADVISER_ID, session=session, outside_hours=False)
    return changed(agreement, changes)


def to_set_hours(week: WorkingWeek = TUESDAYS, **changes: object) -> commands.SetWorkingHours:
    command = commands.SetWorkingHours(
        command_id=uuid4(), actor=ADVISER, adviser_id=ADVISER_ID, week=week
    )
    return changed(command, changes)


def to_set_exception(
    kind: WorkingExceptionKind, *hours: Hours, day: date = TODAY, **changes: object
) -> commands.SetWorkingException:
    command = commands.SetWorkingException(
        command_id=uuid4(),
        actor=ADVISER,
        adviser_id=ADVISER_ID,
        exception=WorkingException(day=day, kind=kind, hours=hours),
    )
    return changed(command, changes)


def to_request(
    appointment_id: UUID = APPOINTMENT_ID, /, **changes: object
) -> appointment_commands.RequestAdvice:
    command = appointment_commands.RequestAdvice(
        command_id=uuid4(),
        actor=ADVISER,
        appointment_id=appointment_id,
        programme="owss-2009",
        client_id=CLIENT_ID,
        field_of_advice="legal",
        form_of_contact="in_person",
        wish="Statut spółdzielni.",
    )
    return changed(command, changes)


def to_schedule(
    appointment_id: UUID = APPOINTMENT_ID, /, **changes: object
) -> appointment_commands.ScheduleAdvice:
    command = appointment_commands.ScheduleAdvice(
        command_id=uuid4(),
        actor=ADVISER,
        appointment_id=appointment_id,
        adviser_id=ADVISER_ID,
        held_on=TODAY,
        started_at=time(9),
        ended_at=time(10),
        outside_hours=False,
    )
    return changed(command, changes)


def to_cancel(
    appointment_id: UUID = APPOINTMENT_ID, /, **changes: object
) -> appointment_commands.CancelAdvice:
    command = appointment_commands.CancelAdvice(
        command_id=uuid4(),
        actor=ADVISER,
        appointment_id=appointment_id,
        cancelled_by=CancelledBy.CLIENT,
        remarks="Choroba.",
    )
    return changed(command, changes)


def to_record_no_show(
    appointment_id: UUID = APPOINTMENT_ID, /, **changes: object
) -> appointment_commands.RecordNoShow:
    command = appointment_commands.RecordNoShow(
        command_id=uuid4(), actor=ADVISER, appointment_id=appointment_id
    )
    return changed(command, changes)


def to_record_held(
    appointment_id: UUID = APPOINTMENT_ID, /, **changes: object
) -> appointment_commands.RecordAdviceHeld:
    command = appointment_commands.RecordAdviceHeld(
        command_id=uuid4(), actor=ADVISER, appointment_id=appointment_id
    )
    return changed(command, changes)


JULY = date(2009, 7, 1)
AUGUST_BEGINS = datetime(2009, 8, 1, 8, 0, tzinfo=UTC)
DEPUTY_ID, DEPUTY_STAFF_ID = UUID(int=71), UUID(int=10)
DEPUTY = an_actor(DEPUTY_STAFF_ID, Role.DEPUTY_COORDINATOR)


def to_close(**changes: object) -> timesheet_commands.CloseTimesheet:
    command = timesheet_commands.CloseTimesheet(
        command_id=uuid4(), actor=COORDINATOR, adviser_id=ADVISER_ID, month=JULY
    )
    return changed(command, changes)


def to_reopen(**changes: object) -> timesheet_commands.ReopenTimesheet:
    command = timesheet_commands.ReopenTimesheet(
        command_id=uuid4(),
        actor=COORDINATOR,
        adviser_id=ADVISER_ID,
        month=JULY,
        reason=ReopeningReason.LATE_CARD,
        remarks="Karta znaleziona w teczce.",
    )
    return changed(command, changes)


def to_appoint(deputy_id: UUID = DEPUTY_ID, /, **changes: object) -> deputy_commands.AppointDeputy:
    command = deputy_commands.AppointDeputy(
        command_id=uuid4(),
        actor=COORDINATOR,
        deputy_id=deputy_id,
        staff_id=DEPUTY_STAFF_ID,
        full_name="Ewa Żyła",
        organisation="MOPS w Olsztynie",
        valid_from=TODAY,
        valid_to=date(2009, 7, 31),
    )
    return changed(command, changes)


def to_recall(deputy_id: UUID = DEPUTY_ID, /, **changes: object) -> deputy_commands.RecallDeputy:
    command = deputy_commands.RecallDeputy(
        command_id=uuid4(), actor=COORDINATOR, deputy_id=deputy_id
    )
    return changed(command, changes)


def a_deputy(deputy_id: UUID = DEPUTY_ID, /, **changes: object) -> Deputy:
    deputy = Deputy(
        id=deputy_id,
        staff_id=DEPUTY_STAFF_ID,
        full_name="Ewa Żyła",
        organisation="MOPS w Olsztynie",
        valid_from=TODAY,
        valid_to=date(2009, 7, 31),
    )
    return changed(deputy, changes)


def a_closing(**changes: object) -> Closing:
    closing = Closing(
        number=1,
        closed_by=COORDINATOR_ID,
        closed_at=AUGUST_BEGINS,
        late_entries=2,
        time=(ProgrammeTime(programme="owss-2009", advice_minutes=90, duty_minutes=240),),
    )
    return changed(closing, changes)
