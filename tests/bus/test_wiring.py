"""Everything is wired (R9): entrypoints, the queues that are read, and folds, as a stored list.

With `topology.txt` this is the list of exchanges, queues, policies, bindings, entrypoints and
handlers. What stands in it is what the code says, and what a real broker says of running nodes.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.wire.published import CATALOGUE
from tests.bus.network import PROJECT, Network, RunningNode, wait_for

STORED = Path(__file__).parent / "wiring.txt"
NOT_FOLDED = "not folded"


@pytest.fixture
def network(network_at_work: Network) -> Network:
    return network_at_work


def part(title: str) -> list[str]:
    """Return the lines of one part of the stored list."""
    parts = STORED.read_text(encoding="utf-8").split("\n\n")
    [found] = [lines for lines in (one.strip().splitlines() for one in parts) if lines[0] == title]
    return found[1:]


def folds() -> Iterator[str]:
    for entry in sorted(CATALOGUE.types, key=lambda entry: entry.type):
        fold = MINISTRY_FACTS.folds.get(entry.contract)
        done = NOT_FOLDED if fold is None else f"{MINISTRY_FACTS.name}: {fold.__name__}"
        yield f"{entry.type} -> {done}"


def queues_read(network: Network, node: RunningNode) -> set[str]:
    """Return the queues that somebody reads, with the nodes' names as the stored list has them.

    Queues that are deleted with their reader are those of whoever waits for an RPC's answer.
    """
    names = {network.centre.name: "CENTRE", network.partner.name: "PARTNER"}
    read = set()
    for queue in node.management.queues(node.name):
        if queue.get("consumers", 0) and not queue["name"].startswith("rpc.reply-"):
            name = str(queue["name"])
            for own, stored in names.items():
                name = name.replace(own, stored)
            read.add(name)
    return read


def test_the_stored_entrypoints_are_those_of_the_services() -> None:
    # In a process of its own: it imports the services, which nameko makes of green threads.
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bus.entrypoints"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.splitlines() == part("# Entrypoints: service, method, what calls it")


def test_the_stored_folds_are_those_of_the_projection() -> None:
    assert list(folds()) == part("# Folds: type of domain event, projection, fold")


def test_every_fold_is_of_a_type_in_the_catalogue() -> None:
    published = {entry.contract for entry in CATALOGUE.types}

    assert [contract for contract in MINISTRY_FACTS.folds if contract not in published] == []


@pytest.mark.parametrize("place", ["partner", "centre"])
def test_the_stored_queues_are_those_that_running_nodes_read(network: Network, place: str) -> None:
    node = network.partner if place == "partner" else network.centre
    stored = set(part(f"# Queues that are read at the {place}'s broker"))

    wait_for(
        lambda: queues_read(network, node) == stored,
        f"the queues read are {sorted(stored)}, now {sorted(queues_read(network, node))}",
    )


def test_every_rpc_queue_hears_what_is_asked_of_its_service(network: Network) -> None:
    asked = {
        (binding["source"], binding["destination"], binding["routing_key"])
        for binding in network.partner.management.bindings(network.partner.name)
        if binding["destination"].startswith("rpc-") and binding["source"]
    }

    assert asked == {
        ("nameko-rpc", f"rpc-{service}", f"{service}.*")
        for service in ("consultations", "reporting", "season")
    }
