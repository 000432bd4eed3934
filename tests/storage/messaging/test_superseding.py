"""Facts only grow; what was known at any position can be asked for ever after."""

import pytest
from sqlalchemy import and_, or_, select

from shared.messaging.projection import Add, Change, Origin, Supersede, apply_changes
from tests.storage.messaging.node_and_centre import Centre, Parcels
from tests.storage.messaging.parcels import weight_fact

SOURCE = "/nodes/spoldzielnia/parcels"


def at(position: int, source: str = SOURCE) -> Origin:
    return Origin(source, 1, position)


def weight(parcel: str, grams: int) -> Add:
    return Add(weight_fact, {"parcel": parcel, "grams": grams})


def instead(**key: object) -> Supersede:
    return Supersede(weight_fact, key)


def known(centre: Centre) -> list[tuple[int, int | None]]:
    return [(row["position"], row["superseded_position"]) for row in centre.rows(weight_fact)]


def apply(centre: Centre, *changes: tuple[Origin, Change]) -> None:
    with centre.database.write() as connection:
        apply_changes(connection, 1, changes)


def grams_as_of(centre: Centre, position: int) -> list[int]:
    """Return the weights that counted when folding had reached a position."""
    valid = and_(
        weight_fact.c.position <= position,
        or_(
            weight_fact.c.superseded_position.is_(None),
            weight_fact.c.superseded_position > position,
        ),
    )
    with centre.database.read() as connection:
        found = select(weight_fact.c.grams).where(valid).order_by(weight_fact.c.position)
        return list(connection.execute(found).scalars())


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_what_counted_at_a_position_counts_there_for_ever(
    node: Parcels, centre: Centre, limit: int
) -> None:
    node.weigh(("a", 1), ("b", 2), ("a", 3), ("a", 4), ("b", 5))
    centre.receive(node.published())

    while centre.fold(node, limit=limit).taken:
        pass

    assert known(centre) == [(1, 3), (2, 5), (3, 4), (4, None), (5, None)]
    assert [grams_as_of(centre, position) for position in range(6)] == [
        [],
        [1],
        [1, 2],
        [2, 3],
        [2, 4],
        [4, 5],
    ]


def test_a_fact_that_supersedes_does_not_supersede_itself(centre: Centre) -> None:
    apply(centre, (at(1), instead(parcel="a")), (at(1), weight("a", 1)))

    assert known(centre) == [(1, None)]


def test_only_facts_of_the_same_source_are_superseded(centre: Centre) -> None:
    elsewhere = "/nodes/cistor/parcels"

    apply(
        centre,
        (at(1), weight("a", 1)),
        (at(1, elsewhere), weight("a", 1)),
        (at(2), instead(parcel="a")),
    )

    rows = {row["source"]: row["superseded_position"] for row in centre.rows(weight_fact)}
    assert rows == {SOURCE: 2, elsewhere: None}


def test_only_facts_of_the_same_generation_are_superseded(centre: Centre) -> None:
    with centre.database.write() as connection:
        for generation in (1, 2):
            apply_changes(connection, generation, [(at(1), weight("a", 1))])
        apply_changes(connection, 2, [(at(2), instead(parcel="a"))])

    rows = [(row["generation"], row["superseded_position"]) for row in centre.rows(weight_fact)]
    assert rows == [(1, None), (2, 2)]


def test_the_first_to_supersede_counts_whatever_the_keys_are(centre: Centre) -> None:
    apply(
        centre,
        (at(1), weight("a", 7)),
        (at(2), instead(parcel="b")),
        (at(3), instead(parcel="a", grams=7)),
        (at(4), instead(parcel="a")),
    )

    assert known(centre) == [(1, 3)]


def test_in_whatever_order_they_come(centre: Centre) -> None:
    apply(centre, (at(1), weight("a", 7)), (at(4), instead(parcel="a")))
    apply(centre, (at(3), instead(parcel="a")))

    assert known(centre) == [(1, 3)]


def test_the_place_that_superseded_a_fact_is_complete(centre: Centre) -> None:
    apply(centre, (at(1), weight("a", 7)), (at(4), instead(parcel="a")))

    row = centre.row(weight_fact)

    assert (row["superseded_epoch"], row["superseded_position"]) == (1, 4)
