"""A rebuild on all cores makes what one process makes."""

from pathlib import Path

from services.node.spreading import spread_over_cores
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.messaging.rebuilding import rebuild
from shared.migrations import upgrade
from tests.storage.reporting.advice_told import NOW, Node, Reporting


def test_sources_that_processes_of_their_own_fold_come_to_the_same(
    postgresql_url: str, migrations: Path
) -> None:
    upgrade(postgresql_url, migrations)
    database = Database(postgresql_url)
    reporting = Reporting(database)
    nodes = [Node("zarska"), Node("cistor"), Node("gorzow")]
    for node in nodes:
        node.approve(1, minutes=90)
        node.approve(2, minutes=30)
        node.correct(1, minutes=60)
    reporting.take_in(*nodes)
    before = reporting.values()

    with spread_over_cores(database) as spread:
        rebuilt = rebuild(database, MINISTRY_FACTS, now=NOW, spread=spread)

    assert spread is not None
    assert (rebuilt.differences, rebuilt.switched) == ((), True)
    assert reporting.values() == before
    database.close()


def test_on_sqlite_where_one_writes_nothing_is_spread(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'reporting.sqlite'}")

    with spread_over_cores(database) as spread:
        assert spread is None

    database.close()
