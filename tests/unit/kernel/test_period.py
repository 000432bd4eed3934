from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.period import Period, PeriodEndsBeforeItBegins

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
PERIODS = st.tuples(DAYS, st.integers(0, 900)).map(
    lambda drawn: Period(drawn[0], drawn[0] + timedelta(days=drawn[1]))
)


def test_a_period_of_one_day_has_that_day() -> None:
    day = date(2009, 7, 7)

    period = Period(day, day)

    assert day in period
    assert day + timedelta(days=1) not in period


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodEndsBeforeItBegins, match="2009-07-07 … 2009-07-06"):
        Period(date(2009, 7, 7), date(2009, 7, 6))


def test_february_of_a_leap_year_ends_on_the_29th() -> None:
    assert Period.of_month(2008, 2).last == date(2008, 2, 29)


def test_pieces_at_both_ends_are_parts_of_months() -> None:
    period = Period(date(2009, 11, 20), date(2010, 1, 10))

    assert period.months() == (
        Period(date(2009, 11, 20), date(2009, 11, 30)),
        Period(date(2009, 12, 1), date(2009, 12, 31)),
        Period(date(2010, 1, 1), date(2010, 1, 10)),
    )


@given(PERIODS)
def test_the_months_of_a_period_hold_each_of_its_days_once(period: Period) -> None:
    months = period.months()

    assert (months[0].first, months[-1].last) == (period.first, period.last)
    for before, after in pairwise(months):
        assert after.first - before.last == timedelta(days=1)
    assert all(month.first.month == month.last.month for month in months)


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        (date(2009, 6, 1), date(2009, 11, 30), True),
        (date(2009, 6, 2), date(2009, 11, 30), False),
        (date(2009, 6, 1), date(2009, 11, 29), False),
    ],
)
def test_whole_months_begin_on_a_first_and_end_on_a_last_day(
    first: date, last: date, *, whole: bool
) -> None:
    assert Period(first, last).is_whole_months is whole


def test_the_overlap_is_what_both_have() -> None:
    summer = Period(date(2009, 6, 1), date(2009, 8, 31))
    july_on = Period(date(2009, 7, 15), date(2009, 12, 31))

    assert summer.overlap(july_on) == Period(date(2009, 7, 15), date(2009, 8, 31))
    assert summer.overlap(Period.of_month(2010, 1)) is None


def test_the_days_of_a_period_come_in_order_with_both_ends() -> None:
    period = Period(date(2009, 6, 29), date(2009, 7, 2))

    assert [day.day for day in period.days()] == [29, 30, 1, 2]
