"""Whose views of a list are kept, seen, changed and opened first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.database import Database
from shared.workplace.saved_views import SavedView, ViewNameTaken, ViewNotFound
from shared.workplace.stored_views import StoredSavedViews

ANNA, EWA = UUID(int=1), UUID(int=2)
CARDS = "/consultations/cards"
MINE = SavedView(
    id=UUID(int=11),
    owner_id=ANNA,
    path=CARDS,
    name="Moje z lipca",
    query="first=2009-07-01&rows=100",
    is_shared=False,
    saved_at=datetime(2009, 7, 7, 8, 30, tzinfo=UTC),
)
OTHER = replace(MINE, id=UUID(int=12), name="Inny", query="sort=-held_on")


def views_of(database: Database, staff_id: UUID) -> list[str]:
    with database.read() as connection:
        found = StoredSavedViews(connection).of_list(CARDS, staff_id)
    return [view.name for view in found]


def test_a_view_is_seen_by_whoever_saved_it_until_it_is_shared(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(MINE)
    before = views_of(database, ANNA), views_of(database, EWA)

    with database.write() as connection:
        StoredSavedViews(connection).save(replace(MINE, is_shared=True))

    assert before == (["Moje z lipca"], [])
    assert views_of(database, EWA) == ["Moje z lipca"]


def test_a_view_is_read_back_as_it_was_kept(database: Database) -> None:
    with database.write() as connection:
        StoredSavedViews(connection).add(MINE)

    with database.read() as connection:
        assert StoredSavedViews(connection).get(MINE.id, ANNA) == MINE


def test_a_view_that_is_not_shared_is_not_there_for_others(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(MINE)

        with pytest.raises(ViewNotFound):
            stored.get(MINE.id, EWA)
        with pytest.raises(ViewNotFound):
            stored.get(UUID(int=99), ANNA)


def test_a_shared_view_is_changed_only_by_whoever_saved_it(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(replace(MINE, is_shared=True))

        assert stored.own(MINE.id, ANNA).name == "Moje z lipca"
        with pytest.raises(ViewNotFound):
            stored.own(MINE.id, EWA)


def test_the_same_view_saved_twice_is_there_once(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        first = stored.add(MINE)
        again = stored.add(replace(MINE, id=UUID(int=13)))

    assert first == again == MINE
    assert views_of(database, ANNA) == ["Moje z lipca"]


def test_two_views_of_one_person_have_two_names(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(MINE)
        stored.add(OTHER)
        stored.add(replace(MINE, id=UUID(int=14), owner_id=EWA, query=""))

        with pytest.raises(ViewNameTaken):
            stored.add(replace(OTHER, id=UUID(int=13), name=MINE.name))
        with pytest.raises(ViewNameTaken), connection.begin_nested():
            stored.save(replace(OTHER, name=MINE.name))


def test_a_list_opens_with_the_view_that_was_chosen_last(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(MINE)
        stored.add(OTHER)
        before = stored.default_of(CARDS, ANNA)
        stored.let_open_with(MINE, ANNA)
        stored.let_open_with(OTHER, ANNA)
        chosen, of_another = stored.default_of(CARDS, ANNA), stored.default_of(CARDS, EWA)
        stored.open_plainly(CARDS, ANNA)

        assert (before, chosen, of_another) == (None, OTHER, None)
        assert stored.default_of(CARDS, ANNA) is None


def test_nobody_opens_a_list_with_a_view_that_is_no_longer_shared(database: Database) -> None:
    shared = replace(MINE, is_shared=True)
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(shared)
        stored.let_open_with(shared, ANNA)
        stored.let_open_with(shared, EWA)

        stored.save(MINE)

        assert stored.default_of(CARDS, ANNA) == MINE
        assert stored.default_of(CARDS, EWA) is None


def test_a_view_that_is_removed_opens_no_list(database: Database) -> None:
    with database.write() as connection:
        stored = StoredSavedViews(connection)
        stored.add(MINE)
        stored.let_open_with(MINE, ANNA)

        stored.remove(MINE)

        assert stored.default_of(CARDS, ANNA) is None
    assert views_of(database, ANNA) == []
