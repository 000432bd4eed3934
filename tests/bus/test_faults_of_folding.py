"""Domain events that arrive well and cannot be folded (reliability.md 5, F14 and F15)."""

from typing import Any
from uuid import uuid4

import pytest

from shared.messaging.folding import FAILURES_IN_A_ROW
from tests.bus.checking import check, freshness_of, settle
from tests.bus.desk import MINUTES, Desk
from tests.bus.network import Network, wait_for

FAULTY_MINUTES = 50
"""What the fold of `one_fold_raises` in `altered_bus.py` stumbles over."""

HOURS = {"name": "hours_of_advice", "first": "2009-06-01", "last": "2009-12-31"}


@pytest.fixture
def network(network_at_work: Network) -> Network:
    return network_at_work


def hours(network: Network, as_of: str | None = None) -> Any:
    return network.centre.ask("reporting", "figure", **HOURS, as_of=as_of)


def retry_parked(network: Network) -> Any:
    actor = {"staff_id": str(uuid4()), "roles": ["operations"]}
    return network.centre.ask("reporting", "retry_parked", command_id=str(uuid4()), actor=actor)


def run_as_it_should(network: Network) -> None:
    """End the altered bus in order: killed, it would leave a request that is asked again."""
    network.centre.bus.stop()
    network.centre.run()


@pytest.mark.fault("F14")
def test_what_cannot_be_folded_waits_with_its_subject_and_the_rest_goes_on(
    network: Network,
) -> None:
    desk = Desk(network.partner)
    settle(network)
    before = hours(network)["value"]
    network.centre.run("one_fold_raises")

    faulty = desk.approved_card(minutes=FAULTY_MINUTES)
    desk.confirm(faulty)
    desk.approved_cards(2)
    wait_for(lambda: hours(network)["value"] == before + 2 * MINUTES, "the others count")
    meanwhile = hours(network)
    wait_for(lambda: freshness_of(network)["missing"] == 0, "everything has come")
    fresh = freshness_of(network)
    retried_too_early = retry_parked(network)
    run_as_it_should(network)
    retried = retry_parked(network)

    assert (fresh["state"], fresh["parked"]) == ("behind", 2)
    assert retried_too_early == {"subjects": 1, "still_parked": 2}
    assert retried == {"subjects": 1, "still_parked": 0}
    check(network)
    assert hours(network)["value"] == before + 2 * MINUTES + FAULTY_MINUTES
    assert hours(network, as_of=meanwhile["as_of"])["value"] == meanwhile["value"]
    wait_for(lambda: freshness_of(network)["state"] == "complete", "it is complete again")


@pytest.mark.fault("F15")
def test_a_projector_that_fails_on_everything_stops_says_so_and_goes_on_once_it_is_cured(
    network: Network,
) -> None:
    desk = Desk(network.partner)
    settle(network)
    network.centre.run("every_fold_raises")

    cards = [desk.signed_card() for _ in range(FAILURES_IN_A_ROW + 2)]
    for card_id in cards:
        desk.approve(card_id)
    wait_for(lambda: hours(network)["freshness"]["halted_because"] is not None, "it says so")
    halted = hours(network)["freshness"]
    run_as_it_should(network)
    retried = retry_parked(network)

    assert network.partner.sources[0] in halted["halted_because"]
    assert halted["complete"] is False
    assert retried == {"subjects": FAILURES_IN_A_ROW, "still_parked": 0}
    check(network)
