"""A node whose clocks are two days wrong (reliability.md 5, F29)."""

from datetime import timedelta

import pytest

from services.reporting.figures.freshness import SILENT_AFTER
from tests.bus.checking import check, freshness_of, settle
from tests.bus.desk import DAYS, MINUTES, Desk
from tests.bus.network import Network, wait_for

TWO_DAYS = timedelta(days=2)


@pytest.fixture
def network(mixed_network: Network) -> Network:
    return mixed_network


def minutes_on(network: Network, day: str) -> int:
    """Return the minutes of advice that the centre counts on one business day."""
    answered = network.centre.ask(
        "reporting", "figure", name="hours_of_advice", first=day, last=day
    )
    return int(answered["value"])


def skew(network: Network) -> timedelta:
    return timedelta(seconds=freshness_of(network)["clock_skew_seconds"])


@pytest.mark.fault("F29")
@pytest.mark.parametrize(
    ("clock", "wrong_by"),
    [("clock_two_days_ahead", TWO_DAYS), ("clock_two_days_behind", -TWO_DAYS)],
)
def test_a_clock_that_is_two_days_wrong_moves_no_advice_to_another_day_and_shows(
    network: Network, clock: str, wrong_by: timedelta
) -> None:
    desk = Desk(network.partner)
    settle(network)
    before = [minutes_on(network, day) for day in DAYS]
    network.partner.bus.stop()
    network.partner.run(clock)

    desk.approved_cards(2)
    settle(network)
    wait_for(lambda: abs(skew(network) - wrong_by) < SILENT_AFTER, "the skew is shown")
    counted = [minutes_on(network, day) for day in DAYS]
    network.partner.bus.stop()
    network.partner.run()
    wait_for(lambda: abs(skew(network)) < SILENT_AFTER, "the clock is right again")

    check(network)
    assert counted == [before[0] + 2 * MINUTES, *before[1:]]
