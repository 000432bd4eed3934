"""A programme goes down, a card goes up, and a figure stands at the centre, on real servers."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from nameko.exceptions import RemoteError

from services.consultations.domain.refusals import CardNotReadyForApproval
from tests.bus.checking import chain_of, check, settle
from tests.bus.desk import MINUTES, Desk
from tests.bus.network import Network, RunningNode, wait_for

PERIOD = {"first": "2009-06-01", "last": "2009-12-31"}


@pytest.fixture
def network(network_at_work: Network) -> Network:
    return network_at_work


@pytest.fixture
def desk(network: Network) -> Desk:
    return Desk(network.partner)


def figure(node: RunningNode, name: str, partner: str) -> Any:
    return node.ask("reporting", "figure", name=name, **PERIOD, filters={"node": partner})


def rows(node: RunningNode, name: str, card_id: str) -> list[dict[str, Any]]:
    """Return the rows of one card behind a figure."""
    answer = node.ask("reporting", "figure_rows", name=name, **PERIOD, limit=1000)
    return [row for row in answer["rows"] if row["card_id"] == card_id]


def events_of(network: Network) -> int:
    return len(chain_of(network.partner.databases["consultations"]))


def test_a_card_counts_at_its_own_node_and_at_the_centre_from_its_approval_on(
    network: Network, desk: Desk
) -> None:
    minutes_before = figure(network.centre, "hours_of_advice", network.partner.name)["value"]

    card_id = desk.signed_card()
    desk.ask(
        "return_card", desk.coordinator, card_id=card_id, reason="incomplete", remarks="Bez kroków."
    )
    desk.ask("change_card", desk.adviser, card_id=card_id, **desk.content(), **desk.texts())
    desk.sign(card_id)
    settle(network)
    minutes_signed = figure(network.centre, "hours_of_advice", network.partner.name)["value"]
    desk.approve(card_id)
    check(network)

    assert minutes_signed == minutes_before
    for node in network.nodes:
        counted = figure(node, "hours_of_advice", network.partner.name)
        assert counted["value"] == minutes_before + MINUTES
        assert [row["minutes"] for row in rows(node, "hours_of_advice", card_id)] == [MINUTES]


def test_a_correction_counts_instead_and_the_figure_as_of_before_stays(
    network: Network, desk: Desk
) -> None:
    card_id = desk.approved_card()
    settle(network)
    before = figure(network.centre, "hours_of_advice", network.partner.name)

    desk.ask(
        "correct_card",
        desk.coordinator,
        card_id=card_id,
        reason="wrong_date_or_time",
        remarks="Trwało dłużej.",
        counted=True,
        **desk.content(minutes=2 * MINUTES),
    )
    check(network)

    after = figure(network.centre, "hours_of_advice", network.partner.name)
    assert after["value"] == before["value"] + MINUTES
    as_before = network.centre.ask(
        "reporting",
        "figure",
        name="hours_of_advice",
        **PERIOD,
        filters={"node": network.partner.name},
        as_of=before["as_of"],
    )
    assert as_before["value"] == before["value"]


def test_each_row_shows_the_domain_event_behind_it_and_that_its_chain_verifies(
    network: Network, desk: Desk
) -> None:
    card_id = desk.approved_card()
    desk.confirm(card_id)
    check(network)

    for node in network.nodes:
        for name in ("hours_of_advice", "client_places"):
            [row] = rows(node, name, card_id)
            place = {member: row[member] for member in ("source", "epoch", "position")}
            behind = node.ask("reporting", "domain_event", **place)
            assert behind["type"] == "pl.owss.consultations.advice_card_approved.v1"
            assert behind["subject"] == f"advice-card/{card_id}"
            assert behind["subject_version"] == 3
            assert behind["verified"] is True
            assert (behind["node"], behind["programme"]) == (network.partner.name, "owss-2009/1")


def test_nothing_that_a_person_wrote_leaves_the_node(network: Network, desk: Desk) -> None:
    card_id = desk.approved_card()
    check(network)

    [row] = rows(network.centre, "client_places", card_id)
    place = {member: row[member] for member in ("source", "epoch", "position")}
    told = str(network.centre.ask("reporting", "domain_event", **place))
    written = [*desk.texts().values(), "Nowak", "Wspólny Stół"]

    assert [text for text in written if text and text in told] == []


def test_every_answer_says_how_fresh_each_node_is(network: Network, desk: Desk) -> None:
    desk.approved_card()
    check(network)

    def told() -> Any:
        return figure(network.centre, "number_of_advices", network.partner.name)["freshness"]

    wait_for(lambda: bool(told()["complete"]), "everything is complete")
    fresh = told()

    assert [node["node"] for node in fresh["nodes"]] == sorted(node.name for node in network.nodes)
    for node in fresh["nodes"]:
        assert node["state"] == "complete"
        assert datetime.fromisoformat(node["since"]) <= datetime.fromisoformat(fresh["looked_at"])


def test_a_repeated_command_gives_the_same_answer_and_does_nothing(
    network: Network, desk: Desk
) -> None:
    request = desk.drafting(str(uuid4()))
    first = desk.ask_again("draft_card", request)
    settle(network)
    events_before = events_of(network)

    again = desk.ask_again("draft_card", request)

    assert again == first
    check(network)
    assert events_of(network) == events_before


def test_what_is_refused_leaves_nothing_behind(network: Network, desk: Desk) -> None:
    card_id = desk.draft()
    settle(network)
    events_before = events_of(network)

    # nameko gives back the class itself where this process happens to know it.
    with pytest.raises((CardNotReadyForApproval, RemoteError)) as refused:
        desk.approve(card_id)
    assert "CardNotReadyForApproval" in repr(refused.value)

    check(network)
    assert events_of(network) == events_before


def test_the_programme_reaches_the_partner_and_nothing_is_unroutable(
    network: Network, desk: Desk
) -> None:
    card_id = desk.draft()

    card = desk.ask_again("card", {"actor": desk.adviser, "card_id": card_id})

    assert card["programme"] == "owss-2009/1"
    assert [network.size(node, "unroutable") for node in network.nodes] == [0, 0]
