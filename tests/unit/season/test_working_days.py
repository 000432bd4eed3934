from datetime import UTC, date, datetime, time
from random import Random
from uuid import UUID

import pytest

from services.node.season.working_days import Diary, NobodyFree, Slot, WorkingDays, moment

DAY = date(2009, 6, 1)
ADVISER = UUID(int=1)


@pytest.fixture
def random() -> Random:
    return Random(1)  # noqa: S311 - drawn dates, no secret


def test_corpus_christi_and_weekends_are_free() -> None:
    days = WorkingDays.between(date(2009, 6, 8), date(2009, 6, 15))

    assert [day.day for day in days.days] == [8, 9, 10, 12, 15]


def test_a_day_that_became_free_only_later_is_a_working_day() -> None:
    days = WorkingDays.between(date(2009, 1, 5), date(2009, 1, 7))

    assert date(2009, 1, 6) in days.days


def test_working_days_are_counted_over_holidays() -> None:
    days = WorkingDays.between(date(2009, 6, 1), date(2009, 6, 30))

    assert days.after(date(2009, 6, 10), 0) == date(2009, 6, 10)
    assert days.after(date(2009, 6, 10), 1) == date(2009, 6, 12)
    assert days.after(date(2009, 6, 11), 2) == date(2009, 6, 15)


def test_a_month_has_only_its_own_days() -> None:
    days = WorkingDays.between(date(2009, 6, 1), date(2009, 7, 31))

    assert {day.month for day in days.in_month(date(2009, 7, 1))} == {7}


def test_a_diary_is_full_when_every_hour_is_taken(random: Random) -> None:
    diary = Diary(time(8), time(10))
    first = diary.book(random, [ADVISER], [DAY], 60)
    second = diary.book(random, [ADVISER], [DAY], 60)

    with pytest.raises(NobodyFree, match="2009-06: nie ma wolnych 60 minut"):
        diary.book(random, [ADVISER], [DAY], 60)

    assert not first.overlaps(second)


def test_two_advisers_are_booked_together_or_not_at_all(random: Random) -> None:
    diary = Diary(time(8), time(9))
    diary.book(random, [ADVISER], [DAY], 60)

    with pytest.raises(NobodyFree):
        diary.book(random, [UUID(int=2), ADVISER], [DAY], 60)

    assert diary.book(random, [UUID(int=2)], [DAY], 60) == Slot(DAY, time(8), time(9))


def test_a_cut_slot_ends_earlier_and_begins_at_the_same_time() -> None:
    assert Slot(DAY, time(8), time(9)).cut(15) == Slot(DAY, time(8), time(8, 45))


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2009, 7, 1), 6), (date(2009, 12, 1), 7)], ids=["summer", "winter"]
)
def test_a_time_of_day_is_that_of_the_centre(day: date, hour: int) -> None:
    assert moment(day, time(8)) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
