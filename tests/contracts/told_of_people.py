"""What the stored samples tell of clients, appointments and working time; invented people."""

from datetime import UTC, date, datetime
from uuid import UUID

from shared.contracts.consultations import (
    AdviceCancelled,
    AdviceHeld,
    AdviceRequested,
    AdviceScheduled,
    CancelledBy,
    ClientAnswersChanged,
    ClientDidNotShowUp,
    ClientErased,
    ClientKind,
    ClientsMerged,
    DeputyAppointed,
    DeputyRecalled,
    DutyCorrected,
    DutyCorrectionReason,
    DutyHeld,
    ErasureGround,
    FollowUpOutcome,
    FollowUpRecorded,
    PathClient,
    PathOutcome,
    ProgrammeTime,
    ReferralMade,
    ReferralReceived,
    ReopeningReason,
    SupportPathClosed,
    SupportPathOpened,
    TimesheetClosed,
    TimesheetReopened,
    WorkingExceptionKind,
    WorkingExceptionSet,
    WorkingHoursSet,
)
from shared.contracts.domain_event import DomainEvent

ADVISER = UUID("01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11")
COORDINATOR = UUID("01219a7d-6a20-7c13-8b07-2f4de1a95c32")
PERSON = UUID("01219c92-b0c0-7f21-a6d4-51c38e0f7a43")
SECOND_FILE = UUID("0122c1f0-1a40-7b52-9c0e-73d1f5a2b864")
GROUP = UUID("0122a1e0-7c30-7d18-a45b-90e2c3f71d05")
SUPPORT_PATH = UUID("0122a1f3-9be0-7b68-8c1d-37a50e94f265")
APPOINTMENT = UUID("0122a0b4-55d0-7e3c-8f16-2ac94d70b3e8")
MISSED = UUID("0122a0c9-1f80-7a95-b3d7-d40c6e8152fa")
DUTY = UUID("0122a5d0-08e0-7c47-9e6a-b1f35d9c2074")
TIMESHEET = UUID("0123061c-8b00-7f0d-a29e-5c84e7136bd2")
REFERRAL = UUID("0122b2e7-4d60-7963-8ad1-0f97c5e3b418")
SENT_HERE = UUID("0122bc15-e2a0-7d74-b60f-84e1a9c3752d")
FOLLOW_UP = UUID("0126639a-6f40-7b20-9f58-c6d2071e4ba3")
DEPUTY = UUID("01219a90-2b60-7ce1-8d34-a05f7e92c61b")
STAND_IN = UUID("01219a90-7e10-7a08-b5c9-3d61f84e07a2")

TOLD_OF_PEOPLE: dict[str, DomainEvent] = {
    "pl.owss.consultations.deputy_appointed.v1": DeputyAppointed(
        occurred_at=datetime(2009, 8, 3, 7, 0, tzinfo=UTC),
        subject_version=1,
        deputy_id=DEPUTY,
        staff_id=STAND_IN,
        valid_from=date(2009, 8, 3),
        valid_to=date(2009, 8, 14),
    ),
    "pl.owss.consultations.working_hours_set.v1": WorkingHoursSet(
        occurred_at=datetime(2009, 8, 3, 7, 5, tzinfo=UTC),
        subject_version=1,
        adviser_id=ADVISER,
        valid_from=date(2009, 8, 3),
        weekly_minutes=1200,
    ),
    "pl.owss.consultations.working_exception_set.v1": WorkingExceptionSet(
        occurred_at=datetime(2009, 8, 3, 7, 6, 40, tzinfo=UTC),
        subject_version=2,
        adviser_id=ADVISER,
        day=date(2009, 8, 14),
        kind=WorkingExceptionKind.ABSENT,
        minutes=0,
    ),
    "pl.owss.consultations.client_answers_changed.v1": ClientAnswersChanged(
        occurred_at=datetime(2009, 8, 4, 8, 20, tzinfo=UTC),
        subject_version=2,
        client_id=PERSON,
        client_kind=ClientKind.INDIVIDUAL,
        changed_on=date(2009, 8, 4),
        sex="female",
        age_band="25-34",
        gmina="0811102",
        status="refused",
    ),
    "pl.owss.consultations.support_path_opened.v1": SupportPathOpened(
        occurred_at=datetime(2009, 8, 4, 8, 25, tzinfo=UTC),
        subject_version=1,
        support_path_id=SUPPORT_PATH,
        opened_on=date(2009, 8, 4),
        clients=(
            PathClient(client_id=PERSON, client_kind=ClientKind.INDIVIDUAL),
            PathClient(client_id=GROUP, client_kind=ClientKind.INITIATIVE_GROUP),
        ),
    ),
    "pl.owss.consultations.advice_requested.v1": AdviceRequested(
        occurred_at=datetime(2009, 8, 4, 9, 0, tzinfo=UTC),
        subject_version=1,
        appointment_id=APPOINTMENT,
        client_id=PERSON,
        client_kind=ClientKind.INDIVIDUAL,
        field_of_advice="legal",
        form_of_contact="in_person",
        requested_on=date(2009, 8, 4),
    ),
    "pl.owss.consultations.advice_scheduled.v1": AdviceScheduled(
        occurred_at=datetime(2009, 8, 4, 9, 30, tzinfo=UTC),
        subject_version=2,
        appointment_id=APPOINTMENT,
        client_id=PERSON,
        client_kind=ClientKind.INDIVIDUAL,
        field_of_advice="legal",
        form_of_contact="in_person",
        adviser_id=ADVISER,
        scheduled_on=date(2009, 8, 6),
        minutes=60,
    ),
    "pl.owss.consultations.client_did_not_show_up.v1": ClientDidNotShowUp(
        occurred_at=datetime(2009, 8, 5, 12, 15, tzinfo=UTC),
        subject_version=2,
        appointment_id=MISSED,
        client_id=GROUP,
        client_kind=ClientKind.INITIATIVE_GROUP,
        field_of_advice="local_partnerships",
        form_of_contact="in_person",
        adviser_id=ADVISER,
        scheduled_on=date(2009, 8, 5),
    ),
    "pl.owss.consultations.advice_held.v1": AdviceHeld(
        occurred_at=datetime(2009, 8, 6, 10, 5, tzinfo=UTC),
        subject_version=3,
        appointment_id=APPOINTMENT,
        client_id=PERSON,
        client_kind=ClientKind.INDIVIDUAL,
        field_of_advice="legal",
        form_of_contact="in_person",
        adviser_id=ADVISER,
        held_on=date(2009, 8, 6),
    ),
    "pl.owss.consultations.advice_cancelled.v1": AdviceCancelled(
        occurred_at=datetime(2009, 8, 6, 11, 0, tzinfo=UTC),
        subject_version=2,
        appointment_id=UUID("0122b0d1-3e50-7f86-9b2c-e7a4180c5d93"),
        cancelled_on=date(2009, 8, 6),
        cancelled_by=CancelledBy.CLIENT,
    ),
    "pl.owss.consultations.duty_held.v1": DutyHeld(
        occurred_at=datetime(2009, 8, 6, 14, 0, tzinfo=UTC),
        subject_version=1,
        duty_id=DUTY,
        adviser_id=ADVISER,
        held_on=date(2009, 8, 6),
        minutes=240,
    ),
    "pl.owss.consultations.duty_corrected.v1": DutyCorrected(
        occurred_at=datetime(2009, 8, 7, 7, 10, tzinfo=UTC),
        subject_version=2,
        duty_id=DUTY,
        adviser_id=ADVISER,
        held_on=date(2009, 8, 6),
        minutes=180,
        counted=True,
        reason=DutyCorrectionReason.WRONG_DATE_OR_TIME,
        corrected_by=COORDINATOR,
    ),
    "pl.owss.consultations.referral_made.v1": ReferralMade(
        occurred_at=datetime(2009, 8, 7, 8, 0, tzinfo=UTC),
        subject_version=1,
        referral_id=REFERRAL,
        client_id=GROUP,
        client_kind=ClientKind.INITIATIVE_GROUP,
        field_of_advice="accounting_and_finance",
        to_node="cistor",
        made_on=date(2009, 8, 7),
    ),
    "pl.owss.consultations.referral_received.v1": ReferralReceived(
        occurred_at=datetime(2009, 8, 10, 9, 45, tzinfo=UTC),
        subject_version=1,
        referral_id=SENT_HERE,
        client_id=PERSON,
        client_kind=ClientKind.INDIVIDUAL,
        from_node="mops-olsztyn",
        received_on=date(2009, 8, 10),
    ),
    "pl.owss.consultations.clients_merged.v1": ClientsMerged(
        occurred_at=datetime(2009, 8, 11, 6, 30, tzinfo=UTC),
        subject_version=2,
        client_id=SECOND_FILE,
        into_client_id=PERSON,
        merged_on=date(2009, 8, 11),
        merged_by=COORDINATOR,
    ),
    "pl.owss.consultations.deputy_recalled.v1": DeputyRecalled(
        occurred_at=datetime(2009, 8, 12, 7, 0, tzinfo=UTC),
        subject_version=2,
        deputy_id=DEPUTY,
        recalled_on=date(2009, 8, 12),
    ),
    "pl.owss.consultations.support_path_closed.v1": SupportPathClosed(
        occurred_at=datetime(2009, 8, 28, 13, 0, tzinfo=UTC),
        subject_version=2,
        support_path_id=SUPPORT_PATH,
        closed_on=date(2009, 8, 28),
        outcome=PathOutcome.GOAL_REACHED,
    ),
    "pl.owss.consultations.timesheet_closed.v1": TimesheetClosed(
        occurred_at=datetime(2009, 9, 2, 9, 0, tzinfo=UTC),
        subject_version=1,
        timesheet_id=TIMESHEET,
        adviser_id=ADVISER,
        month=date(2009, 8, 1),
        closed_by=COORDINATOR,
        late_entries=1,
        time=(ProgrammeTime(programme="owss-2009", advice_minutes=60, duty_minutes=180),),
    ),
    "pl.owss.consultations.timesheet_reopened.v1": TimesheetReopened(
        occurred_at=datetime(2009, 9, 4, 9, 0, tzinfo=UTC),
        subject_version=2,
        timesheet_id=TIMESHEET,
        adviser_id=ADVISER,
        month=date(2009, 8, 1),
        reopened_by=COORDINATOR,
        reason=ReopeningReason.LATE_CARD,
    ),
    "pl.owss.consultations.follow_up_recorded.v1": FollowUpRecorded(
        occurred_at=datetime(2010, 3, 1, 10, 0, tzinfo=UTC),
        subject_version=1,
        follow_up_id=FOLLOW_UP,
        client_id=PERSON,
        client_kind=ClientKind.INDIVIDUAL,
        months=6,
        due_on=date(2010, 2, 28),
        recorded_on=date(2010, 3, 1),
        outcome=FollowUpOutcome.EMPLOYED,
    ),
    "pl.owss.consultations.client_erased.v1": ClientErased(
        occurred_at=datetime(2010, 3, 2, 11, 30, tzinfo=UTC),
        subject_version=3,
        client_id=PERSON,
        erased_on=date(2010, 3, 2),
        ground=ErasureGround.REQUESTED,
    ),
}
