"""When an adviser receives clients, and when there is room for one."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.consultations.application.draft_card import draft_card
from services.consultations.application.find_free_slots import find_free_slots
from services.consultations.application.read_working_hours import read_working_hours
from services.consultations.application.set_working_exception import set_working_exception
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.application.working_time_commands import (
    FreeSlotsQuery,
    WorkingHoursQuery,
)
from services.consultations.domain.refusals import AdviserNotFound, EndsBeforeItStarts
from services.consultations.domain.session import Session
from services.consultations.domain.stretches import joined, minutes_of, without
from services.consultations.domain.working_hours import Hours, WeeklyHours, WorkingWeek
from services.consultations.domain.working_time_refusals import (
    AbsentWithHours,
    HoursOverlap,
    TimeOfAnother,
)
from shared.contracts.consultations import (
    WorkingExceptionKind,
    WorkingExceptionSet,
    WorkingHoursSet,
)
from shared.kernel.command import Role
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COLLEAGUE_ID,
    NOW,
    TODAY,
    an_actor,
    an_adviser,
    to_draft,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    TUESDAYS,
    to_set_exception,
    to_set_hours,
)

ABSENT, ADDITIONAL = WorkingExceptionKind.ABSENT, WorkingExceptionKind.ADDITIONAL
EVENING = Hours(started_at=time(17), ended_at=time(19))


def free(work: FakeWork, first: date = TODAY, last: date = TODAY) -> list[str]:
    query = FreeSlotsQuery(actor=ADVISER, adviser_id=ADVISER_ID, period=Period(first, last))
    return [
        f"{slot.held_on:%d.%m} {slot.started_at:%H:%M}-{slot.ended_at:%H:%M}"
        for slot in find_free_slots(query, work)
    ]


def test_a_week_of_hours_is_published_in_minutes(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)

    (event,) = at_work.journal.events
    assert event == WorkingHoursSet(
        occurred_at=NOW,
        subject_version=1,
        adviser_id=ADVISER_ID,
        valid_from=date(2009, 6, 1),
        weekly_minutes=360,
    )


def test_hours_are_read_with_whose_they_are(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)

    read = read_working_hours(WorkingHoursQuery(actor=ADVISER, adviser_id=ADVISER_ID), at_work)
    of_colleague = WorkingHoursQuery(actor=ADVISER, adviser_id=COLLEAGUE_ID)

    assert (read.adviser.full_name, read.hours.weeks) == ("Anna Zięba", (TUESDAYS,))
    assert read_working_hours(of_colleague, at_work).hours.weeks == ()


def test_a_day_that_differs_is_published_in_minutes(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)
    set_working_exception(to_set_exception(ADDITIONAL, EVENING), at_work, NOW)

    event = at_work.journal.events[-1]
    assert event == WorkingExceptionSet(
        occurred_at=NOW,
        subject_version=2,
        adviser_id=ADVISER_ID,
        day=TODAY,
        kind=ADDITIONAL,
        minutes=120,
    )


def test_an_adviser_is_free_in_the_usual_hours_of_the_weekday(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)

    slots = free(at_work, date(2009, 7, 6), date(2009, 7, 14))

    assert slots == [
        "07.07 09:00-13:00",
        "07.07 14:00-16:00",
        "14.07 09:00-13:00",
        "14.07 14:00-16:00",
    ]


def test_an_adviser_who_said_nothing_is_never_free(at_work: FakeWork) -> None:
    assert free(at_work) == []


def test_a_new_week_takes_over_on_its_first_day(at_work: FakeWork) -> None:
    later = WorkingWeek(
        valid_from=date(2009, 7, 14),
        hours=(WeeklyHours(weekday=2, started_at=time(8), ended_at=time(9)),),
    )
    set_working_hours(to_set_hours(later), at_work, NOW)
    set_working_hours(to_set_hours(), at_work, NOW)

    slots = free(at_work, TODAY, date(2009, 7, 14))

    assert slots == ["07.07 09:00-13:00", "07.07 14:00-16:00", "14.07 08:00-09:00"]


def test_who_is_absent_is_not_free(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)
    set_working_exception(to_set_exception(ABSENT), at_work, NOW)

    assert free(at_work) == []


def test_hours_besides_the_usual_ones_are_free_too(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)
    overlapping = Hours(started_at=time(15), ended_at=time(18))
    set_working_exception(to_set_exception(ADDITIONAL, overlapping), at_work, NOW)

    assert free(at_work) == ["07.07 09:00-13:00", "07.07 14:00-18:00"]


def test_what_was_said_last_about_a_day_holds(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)
    set_working_exception(to_set_exception(ABSENT), at_work, NOW)
    set_working_exception(to_set_exception(ADDITIONAL), at_work, NOW)

    assert free(at_work) == ["07.07 09:00-13:00", "07.07 14:00-16:00"]


def test_on_a_public_holiday_there_are_only_hours_besides(at_work: FakeWork) -> None:
    corpus_christi = date(2009, 6, 11)
    thursdays = WorkingWeek(
        valid_from=date(2009, 6, 1),
        hours=(WeeklyHours(weekday=4, started_at=time(9), ended_at=time(13)),),
    )
    set_working_hours(to_set_hours(thursdays), at_work, NOW)
    assert free(at_work, corpus_christi, corpus_christi) == []

    set_working_exception(to_set_exception(ADDITIONAL, EVENING, day=corpus_christi), at_work, NOW)

    assert free(at_work, corpus_christi, corpus_christi) == ["11.06 17:00-19:00"]


def test_what_a_card_takes_is_not_free(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)
    draft_card(to_draft(uuid4()), at_work, NOW)

    assert free(at_work) == ["07.07 09:00-10:00", "07.07 11:30-13:00", "07.07 14:00-16:00"]


def test_who_does_not_work_here_any_more_is_not_free(at_work: FakeWork) -> None:
    set_working_hours(to_set_hours(), at_work, NOW)
    at_work.advisers.records[ADVISER_ID] = an_adviser(active_to=TODAY)

    slots = free(at_work, TODAY, date(2009, 7, 14))

    assert slots == ["07.07 09:00-13:00", "07.07 14:00-16:00"]


def test_nobody_unknown_is_free(at_work: FakeWork) -> None:
    query = FreeSlotsQuery(actor=ADVISER, adviser_id=uuid4(), period=Period(TODAY, TODAY))

    with pytest.raises(AdviserNotFound):
        find_free_slots(query, at_work)


def test_hours_of_one_weekday_do_not_overlap(at_work: FakeWork) -> None:
    twice = WorkingWeek(
        valid_from=TODAY,
        hours=(*TUESDAYS.hours, WeeklyHours(weekday=2, started_at=time(12), ended_at=time(15))),
    )

    with pytest.raises(HoursOverlap):
        set_working_hours(to_set_hours(twice), at_work, NOW)


def test_hours_of_different_weekdays_may_be_the_same(at_work: FakeWork) -> None:
    every_day = WorkingWeek(
        valid_from=TODAY,
        hours=tuple(
            WeeklyHours(weekday=weekday, started_at=time(9), ended_at=time(10))
            for weekday in range(1, 8)
        ),
    )

    set_working_hours(to_set_hours(every_day), at_work, NOW)

    (event,) = at_work.journal.events
    assert isinstance(event, WorkingHoursSet)
    assert event.weekly_minutes == 420


def test_hours_end_after_they_start(at_work: FakeWork) -> None:
    backwards = Hours(started_at=time(19), ended_at=time(17))

    with pytest.raises(EndsBeforeItStarts):
        set_working_exception(to_set_exception(ADDITIONAL, backwards), at_work, NOW)


def test_hours_besides_do_not_overlap_each_other(at_work: FakeWork) -> None:
    with pytest.raises(HoursOverlap):
        set_working_exception(to_set_exception(ADDITIONAL, EVENING, EVENING), at_work, NOW)


def test_who_is_absent_has_no_hours(at_work: FakeWork) -> None:
    with pytest.raises(AbsentWithHours):
        set_working_exception(to_set_exception(ABSENT, EVENING), at_work, NOW)


def test_an_adviser_sets_only_their_own_hours(at_work: FakeWork) -> None:
    colleague = an_actor(COLLEAGUE_ID, Role.ADVISER)

    with pytest.raises(TimeOfAnother):
        set_working_hours(to_set_hours(actor=colleague), at_work, NOW)
    with pytest.raises(TimeOfAnother):
        set_working_exception(to_set_exception(ABSENT, actor=colleague), at_work, NOW)


def sessions() -> st.SearchStrategy[list[Session]]:
    """Give stretches of two days, to the minute and close together, so that many overlap."""

    def made(day: int, minute: int, length: int) -> Session:
        end = minute + length
        return Session(
            held_on=date(2009, 7, day),
            started_at=time(10, minute),
            ended_at=time(10 + end // 60, end % 60),
        )

    return st.lists(st.builds(made, st.integers(6, 7), st.integers(0, 59), st.integers(1, 30)))


def minutes_in(stretches: list[Session] | tuple[Session, ...]) -> set[tuple[date, int]]:
    return {
        (each.held_on, minute)
        for each in stretches
        for minute in range(
            each.started_at.hour * 60 + each.started_at.minute,
            each.ended_at.hour * 60 + each.ended_at.minute,
        )
    }


@given(sessions())
def test_joined_stretches_have_the_same_minutes_each_once_and_do_not_touch(
    stretches: list[Session],
) -> None:
    whole = joined(stretches)

    assert minutes_in(whole) == minutes_in(stretches)
    assert minutes_of(stretches) == len(minutes_in(stretches))
    assert all(
        one.held_on < other.held_on or one.ended_at < other.started_at
        for one, other in pairwise(whole)
    )


@given(sessions(), sessions())
def test_what_is_without_others_has_the_minutes_that_are_in_none_of_them(
    stretches: list[Session], taken: list[Session]
) -> None:
    rest = without(stretches, taken)

    assert minutes_in(rest) == minutes_in(stretches) - minutes_in(taken)
