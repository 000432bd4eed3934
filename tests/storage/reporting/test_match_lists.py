"""Match lists: a whole one replaces the one before it, whatever comes twice, late or not at all."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy import func, select

from services.reporting.projection.matches import match_entry, match_list
from services.reporting.storage import match_lists
from shared.database import Database
from shared.messaging.control import Match, MatchList

SOURCE, OTHER = "/nodes/zarska/consultations", "/nodes/torunska/consultations"
START = datetime(2009, 7, 7, 12, 0, tzinfo=UTC)
MUCH_LATER = START + timedelta(days=1)


def moment(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def a_list(
    made_at: datetime, *clients: int, part: int = 1, parts: int = 1, source: str = SOURCE
) -> MatchList:
    return MatchList(
        source=source,
        made_at=made_at,
        part=part,
        parts=parts,
        matches=tuple(Match(UUID(int=client), "nip", f"{client:064x}") for client in clients),
    )


def keep(database: Database, *parts: MatchList, received_at: datetime = MUCH_LATER) -> None:
    for part in parts:
        with database.write() as connection:
            match_lists.keep(connection, part, received_at)


def whole_list(database: Database, source: str = SOURCE) -> tuple[datetime | None, set[int]]:
    """Return when the whole list of a source was made, and whom it names."""
    with database.read() as connection:
        made_at = connection.execute(
            select(match_list.c.made_at).where(match_list.c.source == source, match_list.c.complete)
        ).scalar_one_or_none()
        clients = connection.execute(
            select(match_entry.c.client_id).where(
                match_entry.c.source == source, match_entry.c.made_at == made_at
            )
        ).scalars()
        return made_at, {client.int for client in clients}


def rows(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(match_entry)).scalar_one()


def test_a_newer_list_replaces_an_older_one_and_forgets_who_is_no_longer_in_it(
    database: Database,
) -> None:
    keep(database, a_list(moment(0), 1, 2), a_list(moment(0), 7, source=OTHER))

    keep(database, a_list(moment(5), 2, 3))

    assert whole_list(database) == (moment(5), {2, 3})
    assert whole_list(database, OTHER) == (moment(0), {7})
    assert rows(database) == 3


def test_a_list_of_nobody_replaces_one_too(database: Database) -> None:
    keep(database, a_list(moment(0), 1, 2))

    keep(database, a_list(moment(5)))

    assert whole_list(database) == (moment(5), set())
    assert rows(database) == 0


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_parts_come_in_any_order_and_twice(on_sqlite: Database, order: tuple[int, ...]) -> None:
    parts = [a_list(moment(5), 10 * part, 10 * part + 1, part=part, parts=3) for part in (1, 2, 3)]
    keep(on_sqlite, a_list(moment(0), 1))

    for place in order:
        assert whole_list(on_sqlite) == (moment(0), {1})
        keep(on_sqlite, parts[place], parts[place])
    keep(on_sqlite, *parts)

    assert whole_list(on_sqlite) == (moment(5), {10, 11, 20, 21, 30, 31})
    assert rows(on_sqlite) == 6


def test_an_older_list_that_comes_late_changes_nothing(database: Database) -> None:
    keep(database, a_list(moment(5), 3))

    keep(database, a_list(moment(0), 1, 2))

    assert whole_list(database) == (moment(5), {3})
    assert rows(database) == 1


def test_a_list_that_never_came_whole_gives_way_to_the_next_one(database: Database) -> None:
    keep(database, a_list(moment(0), 1))

    keep(database, a_list(moment(5), 2, part=1, parts=2))
    keep(database, a_list(moment(10), 3, part=2, parts=2))

    assert whole_list(database) == (moment(0), {1})
    assert rows(database) == 2
    keep(database, a_list(moment(10), 4, part=1, parts=2))
    assert whole_list(database) == (moment(10), {3, 4})
    assert rows(database) == 2


def test_a_list_from_the_future_gives_way_once_the_clock_is_right(database: Database) -> None:
    keep(database, a_list(moment(1_000), 1), received_at=moment(0))

    keep(database, a_list(moment(5), 2), received_at=moment(5))

    assert whole_list(database) == (moment(5), {2})
    assert rows(database) == 1


def test_a_large_list_is_kept_in_bulk(database: Database) -> None:
    keep(database, a_list(moment(0), *range(1, 1001)))

    assert whole_list(database) == (moment(0), set(range(1, 1001)))
