from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.node.season.clock import SeasonClock, SeasonClockService
from shared.kernel.clock import CENTRE_TIME

BEGINS = datetime(2009, 6, 1, 6, tzinfo=UTC)
LATER = BEGINS + timedelta(days=1, minutes=5)


@pytest.fixture
def clock(tmp_path: Path) -> SeasonClock:
    return SeasonClock(tmp_path / "season.clock", BEGINS)


def test_a_clock_that_nobody_moved_stands_at_the_beginning(clock: SeasonClock) -> None:
    assert clock.now() == BEGINS


def test_a_clock_goes_on_where_it_was_before_a_restart(clock: SeasonClock) -> None:
    clock.advance(LATER)

    restarted = SeasonClock(clock.file, BEGINS)

    assert restarted.now() == LATER


def test_a_clock_never_goes_back(clock: SeasonClock) -> None:
    clock.advance(LATER)

    assert clock.advance(BEGINS) == LATER
    assert clock.now() == LATER


def test_a_clock_tells_utc_whatever_the_zone_in_which_it_was_moved(clock: SeasonClock) -> None:
    clock.advance(LATER.astimezone(CENTRE_TIME))

    assert clock.now() == LATER
    assert clock.now().tzinfo == UTC


def test_the_service_moves_the_clock_and_says_what_time_it_is(clock: SeasonClock) -> None:
    service = SeasonClockService()
    service.clock = clock

    moved = service.advance("2009-06-02T08:05:00+02:00")

    assert moved == service.now() == "2009-06-02T06:05:00+00:00"
