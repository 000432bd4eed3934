from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.consultations.domain.refusals import EndsBeforeItStarts
from services.consultations.domain.session import Session
from tests.unit.consultations.examples import TODAY, a_session

minutes_of_day = st.integers(0, 24 * 60 - 1)


def session(start: int, end: int) -> Session:
    return a_session(started_at=time(*divmod(start, 60)), ended_at=time(*divmod(end, 60)))


def test_minutes_are_computed_from_the_times() -> None:
    assert a_session(started_at=time(10, 15), ended_at=time(12)).minutes == 105


@pytest.mark.parametrize("ended_at", [time(10), time(9, 59)])
def test_a_session_that_does_not_end_after_its_start_is_refused(ended_at: time) -> None:
    with pytest.raises(EndsBeforeItStarts) as refusal:
        a_session(started_at=time(10), ended_at=ended_at)

    assert refusal.value.args == ("10:00", f"{ended_at:%H:%M}")


def test_sessions_of_different_days_do_not_overlap() -> None:
    yesterday = a_session(held_on=TODAY - timedelta(days=1))

    assert not a_session().overlaps(yesterday)


@given(times=st.tuples(minutes_of_day, minutes_of_day, minutes_of_day, minutes_of_day))
def test_sessions_overlap_exactly_if_they_share_a_minute(times: tuple[int, int, int, int]) -> None:
    first, second = sorted(times[:2]), sorted(times[2:])
    if first[0] == first[1] or second[0] == second[1]:
        return
    shared = set(range(*first)) & set(range(*second))

    overlapping = session(*first).overlaps(session(*second))

    assert overlapping is bool(shared)
