"""A projection can be dropped and folded again, and it is proved that this changes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from shared.database import Database
from shared.messaging import projector, rebuilding
from shared.messaging.projection import Add, Change, Folding, Projection
from shared.messaging.projector import Folded
from shared.messaging.rebuilding import ProjectionChanged, Rebuilt, rebuild
from shared.messaging.tables import checkpoint, parked, rebuilt
from shared.messaging.tables import projection as projections
from tests.storage.messaging.node_and_centre import START, Centre, Parcels, make_tables, moment
from tests.storage.messaging.parcels import (
    CATALOGUE,
    Faults,
    ParcelWeighed,
    projection,
    weight_fact,
)


def doubled(folding: Folding[ParcelWeighed]) -> Iterator[Change]:
    """Make other facts than before, as a newer version of a fold may."""
    event = folding.event
    yield Add(weight_fact, {"parcel": event.parcel, "grams": event.grams * 2})


DOUBLED = Projection(
    name="weights",
    version=2,
    catalogue=CATALOGUE,
    folds={ParcelWeighed: doubled},
    tables=(weight_fact,),
)


@pytest.fixture
def folded(node: Parcels, centre: Centre) -> Centre:
    """Give a centre that has folded five weights, of which three count."""
    node.weigh(("a", 1), ("b", 2), ("a", 3), ("c", 4), ("b", 5))
    centre.receive(node.published())
    centre.fold(node)
    return centre


def again(centre: Centre, *, accept: str | None = None) -> Rebuilt:
    return rebuild(centre.database, centre.projected, now=moment(60), accept=accept)


def facts(centre: Centre) -> list[dict[str, object]]:
    return [{**row, "generation": None} for row in centre.rows(weight_fact)]


def generations(centre: Centre) -> set[int]:
    tables = (weight_fact, checkpoint, parked)
    return {row["generation"] for table in tables for row in centre.rows(table)}


def test_the_same_folds_give_the_same_facts_and_those_are_shown(folded: Centre) -> None:
    before = facts(folded)

    result = again(folded)

    assert result == Rebuilt(
        generation=2,
        positions={folded.nodes[0].source: 5},
        facts=5,
        differences=(),
        switched=True,
    )
    assert facts(folded) == before
    assert generations(folded) == {2}
    assert folded.row(projections)["generation"] == 2


def test_each_rebuild_has_a_number_of_its_own_and_is_noted(folded: Centre) -> None:
    assert [again(folded).generation, again(folded).generation] == [2, 3]

    noted = folded.rows(rebuilt)
    assert [(row["generation"], row["differences"]) for row in noted] == [(2, 0), (3, 0)]
    assert [row["accepted_because"] for row in noted] == [None, None]
    assert {row["switched_at"] for row in noted} == {moment(60)}


def test_folding_goes_on_behind_a_rebuild(folded: Centre) -> None:
    again(folded)
    (node,) = folded.nodes
    node.weigh(("c", 6))
    folded.receive(node.published())

    assert folded.fold(node).taken == 1
    assert not again(folded).differences


def test_an_archive_of_nothing_is_rebuilt_too(centre: Centre) -> None:
    result = again(centre)

    assert (result.facts, result.switched) == (0, True)


def test_what_differs_is_named_and_nothing_is_switched(folded: Centre) -> None:
    before = facts(folded)
    folded.projected = DOUBLED

    result = again(folded)

    assert not result.switched
    assert {(each.table, each.only_in) for each in result.differences} == {
        ("weight_fact", "shown"),
        ("weight_fact", "rebuilt"),
    }
    assert any("grams=10" in each.row for each in result.differences)
    assert facts(folded) == before
    assert generations(folded) == {1}
    assert folded.row(projections)["version"] == 1
    assert folded.rows(rebuilt) == []


def test_what_differs_is_switched_to_if_somebody_says_why(folded: Centre) -> None:
    folded.projected = DOUBLED

    result = again(folded, accept="grams are told in halves")

    assert result.switched
    assert [row["grams"] for row in folded.rows(weight_fact)] == [2, 4, 6, 8, 10]
    assert folded.row(projections)["version"] == 2
    noted = folded.row(rebuilt)
    assert noted["accepted_because"] == "grams are told in halves"
    assert noted["differences"] == len(result.differences)


def test_a_fact_that_was_altered_by_the_side_is_found(folded: Centre) -> None:
    with folded.database.write() as connection:
        connection.execute(update(weight_fact).where(weight_fact.c.position == 4).values(grams=99))

    result = again(folded)

    assert sorted((each.only_in, each.row.split("grams=")[1]) for each in result.differences) == [
        ("rebuilt", "4"),
        ("shown", "99"),
    ]


def test_no_more_differences_are_shown_than_the_limit(
    folded: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "SHOWN_DIFFERENCES", 2)
    folded.projected = DOUBLED

    assert len(again(folded).differences) == 4


def test_parked_domain_events_are_parked_again(node: Parcels, centre: Centre) -> None:
    centre.projected = projection(faults=Faults(frozenset({"a"})))
    node.weigh(("a", 1), ("b", 2), ("a", 3))
    centre.receive(node.published())
    centre.fold(node)

    assert not again(centre).differences
    assert [(row["position"], row["kind"]) for row in centre.rows(parked)] == [
        (1, "failed"),
        (3, "waiting"),
    ]


def test_a_cure_shows_as_a_difference(node: Parcels, centre: Centre) -> None:
    centre.projected = projection(faults=Faults(frozenset({"a"})))
    node.weigh(("a", 1))
    centre.receive(node.published())
    centre.fold(node)
    centre.projected = projection()

    tables = {(each.table, each.only_in) for each in again(centre).differences}

    assert tables == {("parked", "shown"), ("weight_fact", "rebuilt")}


def test_the_archive_is_folded_in_as_many_turns_as_it_takes(
    folded: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "BATCH_SIZE", 2)

    assert not again(folded).differences


def test_what_arrives_meanwhile_is_folded_on_both_sides(
    folded: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    (node,) = folded.nodes
    fold_some = rebuilding._fold_some

    def while_more_arrives(*_: object) -> int:
        node.weigh(("late", 7))
        folded.receive(node.published())
        monkeypatch.setattr(rebuilding, "_fold_some", fold_some)
        return 0

    monkeypatch.setattr(rebuilding, "_fold_some", while_more_arrives)
    result = again(folded)

    assert not result.differences
    assert result.positions == {node.source: 6}
    assert folded.mark()["position"] == 6


def test_what_an_unfinished_rebuild_left_is_cleared(folded: Centre) -> None:
    (node,) = folded.nodes
    with folded.database.write() as connection:
        projector.fold_into(connection, DOUBLED, node.source, generation=2, now=START, limit=3)

    assert not again(folded).differences
    assert generations(folded) == {2}


def test_of_two_rebuilds_at_once_only_one_is_shown(
    folded: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    fold_some = rebuilding._fold_some

    def while_another_finishes(*_: object) -> int:
        monkeypatch.setattr(rebuilding, "_fold_some", fold_some)
        again(folded)
        return 0

    monkeypatch.setattr(rebuilding, "_fold_some", while_another_finishes)

    with pytest.raises(ProjectionChanged, match="shows generation 2 now, not 1"):
        again(folded)

    assert generations(folded) == {2}
    assert len(folded.rows(rebuilt)) == 1


def test_a_halted_projection_goes_on_after_a_rebuild_that_somebody_accepts(
    folded: Centre,
) -> None:
    (node,) = folded.nodes
    with folded.database.write() as connection:
        connection.execute(update(projections).values(halted_because="a test", halted_at=START))
    node.weigh(("late", 7))
    folded.receive(node.published())

    refused, accepted = again(folded), again(folded, accept="it was halted")

    assert [refused.switched, accepted.switched] == [False, True]
    assert folded.row(projections)["halted_because"] is None
    assert folded.mark()["position"] == 6


def test_on_postgresql_what_comes_during_the_switch_is_no_difference(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On SQLite nobody takes in while the switch holds the one write lock.
    database = Database(postgresql_url)
    make_tables(database)
    node = Parcels(database)
    centre = Centre(database, (node,))
    node.take_over()
    node.weigh(("a", 1))
    centre.receive(node.published())
    centre.fold(node)
    node.weigh(("b", 2))
    fold, late = projector.fold_into, node.published()

    def fold_and_take_in(*args: Any, generation: int, **options: Any) -> Folded:
        folded = fold(*args, generation=generation, **options)
        if late and generation == 2 and folded.taken == 0:
            centre.receive(late)
            late.clear()
        return folded

    monkeypatch.setattr(rebuilding, "fold_into", fold_and_take_in)
    # All of it is left for the switch.
    monkeypatch.setattr(rebuilding, "_one_by_one", lambda *_: {})

    result = again(centre)
    database.close()

    assert late == []
    assert (result.differences, result.switched) == ((), True)
    assert result.positions == {node.source: 2}
