"""Bus processes killed at chosen points and at any other (reliability.md 5: F1-F3, F7, F31)."""

import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import select

from shared.messaging.relay_lock import RelayLock
from shared.messaging.tables import cursor, journal
from tests.bus.checking import archive_of, chain_of, check, settle, wait_until_sent
from tests.bus.desk import Desk, Members, working
from tests.bus.network import BusProcess, Network, RunningNode, wait_for

KILLED = -signal.SIGKILL
KILLS = 2
BEFORE_THE_CURSORS = (
    "after_numbering",
    "in_the_middle_of_publishing",
    "after_publishing_to_the_node",
    "after_publishing_to_the_centre",
)


@pytest.fixture
def network(network_at_work: Network) -> Network:
    return network_at_work


@contextmanager
def relay_held_back(node: RunningNode) -> Iterator[None]:
    """Be the relay of a node's consultations and do nothing: what is committed waits."""
    lock = RelayLock(node.databases["consultations"], node.sources[0])
    wait_for(lock.hold, "the test holds the relay's lock")
    try:
        yield
    finally:
        lock.release()


def drafts_journaled(node: RunningNode, card_id: str) -> int:
    with node.databases["consultations"].read() as connection:
        rows = connection.execute(
            select(journal.c.journal_id).where(journal.c.subject == f"advice-card/{card_id}")
        )
        return len(rows.all())


def sent_to(node: RunningNode, name: str) -> int:
    with node.databases["consultations"].read() as connection:
        position: int = connection.execute(
            select(cursor.c.position).where(cursor.c.name == name)
        ).scalar_one()
    return position


def archived_all(network: Network) -> bool:
    told = chain_of(network.partner.databases["consultations"])
    return archive_of(network.centre, network.partner.sources[0]) == told


@pytest.mark.fault("F1")
@pytest.mark.parametrize(
    ("point", "journaled"), [("before_the_commit", 0), ("after_the_commit", 1)]
)
def test_a_service_killed_around_its_commit_has_done_all_or_nothing(
    network: Network, point: str, journaled: int
) -> None:
    desk, partner = Desk(network.partner), network.partner
    card_id = str(uuid4())
    partner.run(point)

    with ThreadPoolExecutor(max_workers=1) as pool:
        asked: Future[Members] = pool.submit(desk.ask_again, "draft_card", desk.drafting(card_id))
        assert partner.bus.wait_for_exit() == KILLED
        assert drafts_journaled(partner, card_id) == journaled
        partner.run()
        answer = asked.result()

    assert answer["card_id"] == card_id
    assert drafts_journaled(partner, card_id) == 1
    check(network)


@pytest.mark.fault("F2")
@pytest.mark.parametrize("point", BEFORE_THE_CURSORS)
def test_a_relay_killed_on_its_way_sends_the_same_positions_again(
    network: Network, point: str
) -> None:
    desk, partner = Desk(network.partner), network.partner
    settle(network)
    partner.bus.kill()
    cursors = {name: sent_to(partner, name) for name in ("local", "uplink")}
    numbered_before = len(chain_of(partner.databases["consultations"]))

    with relay_held_back(partner):
        partner.run(point)
        desk.approved_cards(3)
    assert partner.bus.wait_for_exit() == KILLED
    numbered = chain_of(partner.databases["consultations"])
    cursors_left = {name: sent_to(partner, name) for name in cursors}
    partner.run()
    check(network)

    assert len(numbered) == numbered_before + 9
    assert cursors_left == cursors
    assert chain_of(partner.databases["consultations"]) == numbered


@pytest.mark.fault("F7")
@pytest.mark.parametrize(
    "point",
    [
        "ingest_before_the_commit",
        "ingest_before_the_acknowledgement",
        "ingest_after_the_acknowledgement",
        "projector_before_the_commit",
        "projector_after_the_commit",
    ],
)
def test_a_centre_killed_while_it_takes_in_counts_everything_once(
    network: Network, point: str
) -> None:
    desk = Desk(network.partner)
    settle(network)
    network.centre.run(point)

    desk.approved_cards(3)
    died = network.centre.bus.wait_for_exit()
    wait_until_sent(network, network.partner)
    # While its node stands still nobody can send again what the broker might have let go of.
    network.partner.bus.send(signal.SIGSTOP)
    try:
        network.centre.run()
        wait_for(lambda: archived_all(network), "the centre has all of it from the broker alone")
    finally:
        network.partner.bus.send(signal.SIGCONT)

    assert died == KILLED
    check(network)


@pytest.mark.fault("F3")
def test_of_two_relays_of_one_journal_the_second_waits_and_says_so(network: Network) -> None:
    partner, desk = network.partner, Desk(network.partner)
    second = BusProcess(partner.place.home)
    try:
        second.wait_until_ready()
        wait_for(lambda: "relay_waits_for_another" in second.log, "the second says that it waits")

        desk.approved_cards(2)
        settle(network)
        said_while_waiting = second.log.count("relay_waits_for_another")
        partner.bus.kill()
        desk.approved_cards(2)
        check(network)
    finally:
        second.kill()

    assert said_while_waiting == len(network.partner.sources)
    assert "Fenced" not in second.log


@pytest.mark.fault("F1", "F2", "F7")
def test_processes_killed_at_any_moment_under_load_lose_and_double_nothing(
    network: Network,
) -> None:
    random = Random(1)  # noqa: S311 - moments, not secrets; the same ones in every run

    with working(network.partner) as work:
        for node in (*network.nodes,) * KILLS:
            chain_before = chain_of(network.partner.databases["consultations"])
            work.wait_for_more(random.randint(1, 3))
            node.bus.kill()
            chain_after = chain_of(network.partner.databases["consultations"])
            node.run()
            assert chain_after[: len(chain_before)] == chain_before

    check(network)


@pytest.mark.fault("F31")
def test_a_process_that_is_told_to_end_under_load_ends_in_time_and_loses_nothing(
    network: Network,
) -> None:
    random = Random(2)  # noqa: S311 - moments, not secrets; the same ones in every run
    codes = []

    with working(network.partner) as work:
        for node in network.nodes:
            work.wait_for_more(random.randint(1, 3))
            codes.append(node.bus.stop())
            node.run()

    check(network)
    assert codes == [0, 0]


@pytest.mark.fault("F31")
@pytest.mark.parametrize("moment", ["told_to_end_while_it_sets_up", "told_to_end_while_it_starts"])
def test_a_process_that_is_told_to_end_while_it_starts_ends_in_time(
    network: Network, moment: str
) -> None:
    network.partner.bus.kill()

    starting = BusProcess(network.partner.place.home, moment)
    code = starting.wait_for_exit()

    assert code == 0
    assert "ended_unfinished" not in starting.log


def test_a_process_whose_work_does_not_end_is_ended_all_the_same_and_says_so(
    network: Network,
) -> None:
    partner = network.partner
    partner.run("told_to_end_and_never_done")

    code = partner.bus.stop()

    assert code == 0
    assert "ended_unfinished" in partner.bus.log


def test_a_process_that_was_stopped_for_a_while_goes_on(network: Network) -> None:
    desk = Desk(network.partner)
    network.centre.bus.send(signal.SIGSTOP)
    try:
        desk.approved_cards(3)
    finally:
        network.centre.bus.send(signal.SIGCONT)

    check(network)
