"""A person's month: added up from cards and duty, closed, and opened again if it must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_card import change_card
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.correct_card import correct_card
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.draft_card import draft_card
from services.consultations.application.read_timesheet import TimesheetRead, read_timesheet
from services.consultations.application.record_duty import record_duty
from services.consultations.application.register_client import register_client
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.application.sign_card import sign_card
from services.consultations.application.timesheet_commands import TimesheetQuery
from services.consultations.domain.month_of_work import WorkKind
from services.consultations.domain.working_time_refusals import (
    CardsNotApproved,
    MonthClosed,
    MonthNotOver,
    OwnWorkingTime,
    TimeOfAnother,
    TimesheetAlreadyClosed,
    TimesheetNotClosed,
)
from shared.contracts.consultations import (
    AdviceCardApproved,
    CorrectionReason,
    ProgrammeTime,
    ReopeningReason,
    TimesheetClosed,
    TimesheetReopened,
)
from shared.contracts.programme import CardRules
from shared.kernel.command import Actor, Role
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    COORDINATOR_ID,
    NOW,
    PROGRAMME,
    TODAY,
    a_programme,
    an_actor,
    to_annul,
    to_approve,
    to_change,
    to_correct,
    to_draft,
    to_register_client,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    AUGUST_BEGINS,
    JULY,
    to_annul_duty,
    to_close,
    to_correct_duty,
    to_record_duty,
    to_reopen,
)

CARD_ID, OTHER_CARD_ID = UUID(int=41), UUID(int=42)
IN_AUGUST = told(held_on=date(2009, 8, 1))


def read(work: FakeWork, actor: Actor = ADVISER, month: date = JULY) -> TimesheetRead:
    query = TimesheetQuery(actor=actor, adviser_id=ADVISER_ID, month=month)
    return read_timesheet(query, work, NOW)


def approved(work: FakeWork, card_id: UUID = CARD_ID, **advice: object) -> None:
    draft_card(to_draft(card_id, advice=told(**advice)), work, NOW)
    sign_card(to_sign(card_id), work, NOW)
    approve_card(to_approve(card_id), work, NOW)


@pytest.fixture
def worked(at_work: FakeWork) -> FakeWork:
    """Give a node with a duty from 9 to 13 and approved advice in it, from 10 to 11:30."""
    record_duty(to_record_duty(), at_work, NOW)
    approved(at_work)
    at_work.journal.published.clear()
    return at_work


@pytest.fixture
def closed(worked: FakeWork) -> FakeWork:
    close_timesheet(to_close(), worked, AUGUST_BEGINS)
    worked.journal.published.clear()
    return worked


def test_v5_duty_never_enters_advice_hours_and_work_is_not_counted_twice(worked: FakeWork) -> None:
    month = read(worked).work

    assert month.time == (
        ProgrammeTime(programme="owss-2009", advice_minutes=90, duty_minutes=240),
    )
    assert month.minutes_at_work == 240


def test_a_month_is_read_day_by_day_with_the_sums_of_each(worked: FakeWork) -> None:
    approved(worked, OTHER_CARD_ID, held_on=TODAY - timedelta(days=1))

    yesterday, today = read(worked).work.days

    assert [entry.number for entry in yesterday.entries] == ["2/2009/zarska"]
    assert (yesterday.day, yesterday.minutes_at_work) == (TODAY - timedelta(days=1), 90)
    assert [entry.kind for entry in today.entries] == [WorkKind.DUTY, WorkKind.ADVICE]
    assert (today.advice_minutes, today.duty_minutes, today.minutes_at_work) == (90, 240, 240)


def test_advice_besides_duty_adds_to_the_time_at_work(worked: FakeWork) -> None:
    approved(worked, OTHER_CARD_ID, started_at=time(12, 30), ended_at=time(14))

    month = read(worked).work

    assert month.minutes_at_work == 300
    assert [entry.kind for entry in month.entries] == [
        WorkKind.DUTY,
        WorkKind.ADVICE,
        WorkKind.ADVICE,
    ]


def test_v6_a_persons_hours_are_summed_over_programmes_and_shown_by_each(worked: FakeWork) -> None:
    other = replace(PROGRAMME, code="pokl-2009")
    worked.programmes.add(other)
    duty = to_record_duty(uuid4(), programme="pokl-2009", started_at=time(13), ended_at=time(15))
    record_duty(duty, worked, NOW)

    month = read(worked).work

    assert month.time == (
        ProgrammeTime(programme="owss-2009", advice_minutes=90, duty_minutes=240),
        ProgrammeTime(programme="pokl-2009", advice_minutes=0, duty_minutes=120),
    )
    assert month.minutes_at_work == 360


def test_versions_of_a_programme_are_one_programme(worked: FakeWork) -> None:
    worked.programmes.add(a_programme(version=2, valid_from=date(2009, 7, 7)))
    afternoon = to_record_duty(uuid4(), started_at=time(15), ended_at=time(16))
    record_duty(afternoon, worked, NOW)

    (programme,) = read(worked).work.time

    assert programme.duty_minutes == 300


def test_v2_an_hour_of_advice_has_60_minutes_and_follows_from_the_times(worked: FakeWork) -> None:
    entry = read(worked).work.entries[-1]

    assert (entry.session.started_at, entry.session.ended_at) == (time(10), time(11, 30))
    assert entry.session.minutes == 90


def test_a_card_counts_once_whatever_the_number_of_clients_or_advisers(at_work: FakeWork) -> None:
    second = UUID(int=23)
    register_client(to_register_client(client_id=second, although_duplicate=True), at_work, NOW)
    approved(at_work, client_ids=(CLIENT_ID, second), adviser_ids=(ADVISER_ID, COLLEAGUE_ID))

    mine = read(at_work).work
    (approval,) = [
        event for event in at_work.journal.events if isinstance(event, AdviceCardApproved)
    ]

    assert (len(mine.entries), mine.minutes_at_work) == (1, 90)
    assert approval.minutes == 90
    assert [each.minutes for each in approval.advisers] == [90, 90]


def test_what_was_annulled_or_belongs_to_another_month_or_person_is_no_work(
    worked: FakeWork,
) -> None:
    correct_card(to_annul(CARD_ID), worked, NOW)
    correct_duty(to_annul_duty(), worked, NOW)
    approved(worked, OTHER_CARD_ID, held_on=date(2009, 6, 30))

    assert read(worked).work.entries == ()
    assert read(worked, month=date(2009, 6, 1)).work.minutes_at_work == 90


def test_a_card_that_waits_for_approval_is_named_and_not_counted(at_work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), at_work, NOW)

    month = read(at_work).work

    assert (month.entries, month.time, month.minutes_at_work) == ((), (), 0)
    assert [entry.number for entry in month.pending] == ["1/2009/zarska"]


@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_what_is_entered_more_than_a_week_later_is_late_and_has_both_times(
    at_work: FakeWork, days: int, *, late: bool
) -> None:
    entered_at = NOW + timedelta(days=days)
    record_duty(to_record_duty(), at_work, entered_at)

    (entry,) = read(at_work).work.entries

    assert (entry.session.held_on, entry.entered_at, entry.late) == (TODAY, entered_at, late)


@pytest.mark.parametrize(("days", "late"), [(2, False), (3, True)])
def test_the_programmes_term_for_cards_says_what_is_late(
    at_work: FakeWork, days: int, *, late: bool
) -> None:
    rules = CardRules(shortest_subject=5, shortest_advice=10, days_to_draft=2)
    at_work.programmes.add(a_programme(version=2, valid_from=TODAY, card_rules=rules))

    record_duty(to_record_duty(), at_work, NOW + timedelta(days=days))

    assert [entry.late for entry in read(at_work).work.entries] == [late]


def test_a_month_is_closed_with_its_sums(worked: FakeWork) -> None:
    answer = close_timesheet(to_close(), worked, AUGUST_BEGINS)

    (published,) = worked.journal.published
    assert published.programme is None
    assert published.event == TimesheetClosed(
        occurred_at=AUGUST_BEGINS,
        subject_version=1,
        timesheet_id=answer.timesheet_id,
        adviser_id=ADVISER_ID,
        month=JULY,
        closed_by=COORDINATOR_ID,
        late_entries=0,
        time=(ProgrammeTime(programme="owss-2009", advice_minutes=90, duty_minutes=240),),
    )
    assert answer.closing_number == 1
    assert read(worked).sheet.closing is not None


def test_a_month_without_work_may_be_closed(at_work: FakeWork) -> None:
    close_timesheet(to_close(), at_work, AUGUST_BEGINS)

    (event,) = at_work.journal.events
    assert isinstance(event, TimesheetClosed)
    assert event.time == ()


def test_a_month_with_cards_that_are_not_approved_is_not_closed(worked: FakeWork) -> None:
    afternoon = told(started_at=time(14), ended_at=time(15))
    draft_card(to_draft(OTHER_CARD_ID, advice=afternoon), worked, NOW)

    with pytest.raises(CardsNotApproved) as refusal:
        close_timesheet(to_close(), worked, AUGUST_BEGINS)

    assert refusal.value.args == ("2/2009/zarska",)


@pytest.mark.parametrize(
    ("moment", "refused"),
    [
        (datetime(2009, 7, 30, 21, 59, tzinfo=UTC), True),
        (datetime(2009, 7, 30, 22, 0, tzinfo=UTC), False),
    ],
    ids=["the day before, in Warsaw", "its last day, in Warsaw"],
)
def test_a_month_is_closed_on_its_last_day_or_later(
    worked: FakeWork, moment: datetime, *, refused: bool
) -> None:
    if refused:
        with pytest.raises(MonthNotOver):
            close_timesheet(to_close(), worked, moment)
    else:
        close_timesheet(to_close(), worked, moment)


def test_a_closed_month_is_not_closed_again(closed: FakeWork) -> None:
    with pytest.raises(TimesheetAlreadyClosed):
        close_timesheet(to_close(), closed, AUGUST_BEGINS)


def test_nobody_closes_or_opens_their_own_month(worked: FakeWork) -> None:
    both = an_actor(ADVISER_ID, Role.ADVISER, Role.COORDINATOR)
    with pytest.raises(OwnWorkingTime):
        close_timesheet(to_close(actor=both), worked, AUGUST_BEGINS)
    close_timesheet(to_close(), worked, AUGUST_BEGINS)

    with pytest.raises(OwnWorkingTime):
        reopen_timesheet(to_reopen(actor=both), worked, AUGUST_BEGINS)


def draft_in_july(work: FakeWork) -> None:
    advice = told(started_at=time(15), ended_at=time(16))
    draft_card(to_draft(OTHER_CARD_ID, advice=advice), work, AUGUST_BEGINS)


def draft_with_a_colleague(work: FakeWork) -> None:
    times = {"started_at": time(15), "ended_at": time(16)}
    advice = told(adviser_ids=(COLLEAGUE_ID, ADVISER_ID), **times)
    actor = an_actor(COLLEAGUE_ID, Role.ADVISER)
    draft_card(to_draft(OTHER_CARD_ID, actor=actor, advice=advice), work, AUGUST_BEGINS)


def move_a_draft_into_july(work: FakeWork) -> None:
    draft_card(to_draft(OTHER_CARD_ID, advice=IN_AUGUST), work, AUGUST_BEGINS)
    into = told(started_at=time(15), ended_at=time(16))
    change_card(to_change(OTHER_CARD_ID, advice=into), work, AUGUST_BEGINS)


def correct_out_of_july(work: FakeWork) -> None:
    correct_card(to_correct(CARD_ID, advice=IN_AUGUST), work, AUGUST_BEGINS)


def hand_on_to_a_colleague(work: FakeWork) -> None:
    advice = told(adviser_ids=(COLLEAGUE_ID,))
    correct_card(to_correct(CARD_ID, advice=advice), work, AUGUST_BEGINS)


def annul_the_card(work: FakeWork) -> None:
    correct_card(to_annul(CARD_ID), work, AUGUST_BEGINS)


def correct_into_july(work: FakeWork) -> None:
    draft_card(to_draft(OTHER_CARD_ID, advice=IN_AUGUST), work, AUGUST_BEGINS)
    sign_card(to_sign(OTHER_CARD_ID), work, AUGUST_BEGINS)
    approve_card(to_approve(OTHER_CARD_ID), work, AUGUST_BEGINS)
    into = told(started_at=time(15), ended_at=time(16))
    correct_card(to_correct(OTHER_CARD_ID, advice=into), work, AUGUST_BEGINS)


def record_a_duty(work: FakeWork) -> None:
    later = to_record_duty(uuid4(), started_at=time(15), ended_at=time(16))
    record_duty(later, work, AUGUST_BEGINS)


def correct_the_duty_out_of_july(work: FakeWork) -> None:
    correct_duty(to_correct_duty(held_on=date(2009, 8, 1)), work, AUGUST_BEGINS)


def correct_a_duty_into_july(work: FakeWork) -> None:
    duty_id = uuid4()
    record_duty(to_record_duty(duty_id, held_on=date(2009, 8, 1)), work, AUGUST_BEGINS)
    into = to_correct_duty(duty_id, started_at=time(15), ended_at=time(16))
    correct_duty(into, work, AUGUST_BEGINS)


def annul_the_duty(work: FakeWork) -> None:
    correct_duty(to_annul_duty(), work, AUGUST_BEGINS)


@pytest.mark.parametrize(
    "late",
    [
        draft_in_july,
        draft_with_a_colleague,
        move_a_draft_into_july,
        correct_out_of_july,
        hand_on_to_a_colleague,
        annul_the_card,
        correct_into_july,
        record_a_duty,
        correct_the_duty_out_of_july,
        correct_a_duty_into_july,
        annul_the_duty,
    ],
)
def test_v4_nothing_dated_in_a_closed_month_is_entered_or_put_right(
    closed: FakeWork, late: Callable[[FakeWork], None]
) -> None:
    with pytest.raises(MonthClosed) as refusal:
        late(closed)

    assert refusal.value.args == ("2009-07",)


@pytest.mark.parametrize(
    "late",
    [draft_in_july, correct_out_of_july, annul_the_card, record_a_duty, annul_the_duty],
)
def test_after_a_month_was_opened_entries_are_accepted(
    closed: FakeWork, late: Callable[[FakeWork], None]
) -> None:
    reopen_timesheet(to_reopen(), closed, AUGUST_BEGINS)

    late(closed)

    assert not isinstance(closed.journal.events[-1], TimesheetReopened)


def test_a_closed_month_of_one_adviser_is_open_for_another(closed: FakeWork) -> None:
    colleague = an_actor(COLLEAGUE_ID, Role.ADVISER)
    advice = told(adviser_ids=(COLLEAGUE_ID,))

    draft_card(to_draft(OTHER_CARD_ID, actor=colleague, advice=advice), closed, AUGUST_BEGINS)

    assert closed.cards.get(OTHER_CARD_ID).number == "2/2009/zarska"


def test_an_opened_month_says_why_and_keeps_the_words_here(closed: FakeWork) -> None:
    reopen_timesheet(to_reopen(), closed, AUGUST_BEGINS)

    (event,) = closed.journal.events
    sheet = read(closed).sheet
    (remark,) = closed.history.of(sheet.id)
    assert event == TimesheetReopened(
        occurred_at=AUGUST_BEGINS,
        subject_version=2,
        timesheet_id=sheet.id,
        adviser_id=ADVISER_ID,
        month=JULY,
        reopened_by=COORDINATOR_ID,
        reason=ReopeningReason.LATE_CARD,
    )
    assert remark.after == "Karta znaleziona w teczce."


def test_what_is_not_closed_is_not_opened(closed: FakeWork) -> None:
    reopen_timesheet(to_reopen(), closed, AUGUST_BEGINS)

    with pytest.raises(TimesheetNotClosed):
        reopen_timesheet(to_reopen(), closed, AUGUST_BEGINS)


def test_closed_again_a_month_has_what_was_added_and_counts_it_as_late(closed: FakeWork) -> None:
    reopen_timesheet(to_reopen(), closed, AUGUST_BEGINS)
    # Entered the next morning, so it would be in time, had the month not been closed before.
    record_duty(
        to_record_duty(uuid4(), held_on=date(2009, 7, 31)),
        closed,
        AUGUST_BEGINS + timedelta(hours=1),
    )

    answer = close_timesheet(to_close(), closed, AUGUST_BEGINS + timedelta(hours=2))

    event = closed.journal.events[-1]
    assert isinstance(event, TimesheetClosed)
    assert (event.subject_version, event.late_entries, answer.closing_number) == (3, 1, 2)
    assert event.time[0].duty_minutes == 480
    first, second = read(closed).sheet.closings
    assert first.reopening is not None
    assert (first.time[0].duty_minutes, second.reopening) == (240, None)


def test_what_was_put_right_after_a_closing_is_late(closed: FakeWork) -> None:
    reopen_timesheet(to_reopen(), closed, AUGUST_BEGINS)
    later = AUGUST_BEGINS + timedelta(hours=1)
    other = to_correct(CARD_ID, reason=CorrectionReason.OTHER, advice=told())
    correct_card(other, closed, later)

    entries = read(closed).work.entries

    assert [(entry.kind, entry.late) for entry in entries] == [
        (WorkKind.DUTY, False),
        (WorkKind.ADVICE, True),
    ]
    assert entries[1].corrected_at == later


def test_an_adviser_reads_only_their_own_month(worked: FakeWork) -> None:
    assert read(worked, COORDINATOR).adviser.full_name == "Anna Zięba"
    with pytest.raises(TimeOfAnother):
        read(worked, an_actor(COLLEAGUE_ID, Role.ADVISER))
