"""Nothing gives way inside a write transaction on SQLite (architecture.md 3).

It would hold the database's one write lock while other green threads run, and each of those that
wants to write would wait, and with a timeout of the driver's own hold the whole process.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bus.checking import check
from tests.bus.desk import Desk, at_work, working
from tests.bus.network import Ground, Network
from tests.servers.rabbitmq import RabbitmqServer

GAVE_WAY = 70
"""The exit code with which `altered_bus.py` ends when somebody gives way."""

FIGURE = {"name": "hours_of_advice", "first": "2009-06-01", "last": "2009-12-31"}


@pytest.fixture
def on_sqlite(rabbitmq_server: RabbitmqServer, tmp_path: Path) -> Iterator[Network]:
    ground = Ground(rabbitmq_server)
    with at_work(tmp_path, centre=ground, partner=ground) as installed:
        yield installed


def transactions_watched(log: str) -> int:
    """Return how many write transactions the watch has seen so far, as it says itself."""
    said = [line.split() for line in log.splitlines() if line.startswith("watched ")]
    return int(said[-1][1])


def test_at_its_normal_work_a_bus_never_gives_way_inside_a_write_transaction(
    on_sqlite: Network,
) -> None:
    for node in on_sqlite.nodes:
        node.run("nobody_gives_way")

    with working(on_sqlite.partner) as one, working(on_sqlite.partner) as another:
        one.wait_for_more(10)
        another.wait_for_more(10)
        # A node's own reporting answers while it takes in, and the link comes back with a crowd.
        on_sqlite.cut()
        one.wait_for_more(10)
        on_sqlite.partner.ask("reporting", "figure", **FIGURE)
        on_sqlite.link()
    check(on_sqlite)

    for node in on_sqlite.nodes:
        assert node.bus.is_running, node.bus.log
        assert transactions_watched(node.bus.log) > 20


def test_whoever_gives_way_inside_a_write_transaction_is_found(on_sqlite: Network) -> None:
    desk, partner = Desk(on_sqlite.partner), on_sqlite.partner
    partner.run("somebody_gives_way")

    with ThreadPoolExecutor(max_workers=1) as pool:
        asked = pool.submit(desk.draft)
        code = partner.bus.wait_for_exit()
        said = partner.bus.log
        partner.run()
        asked.result()

    assert code == GAVE_WAY
    assert "gave way while writing to sqlite" in said
