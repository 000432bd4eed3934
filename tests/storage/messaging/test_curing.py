"""Parked domain events: kept with their reason, and folded again where they stand."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from shared.messaging import curing, parking
from shared.messaging.chain import first_prevdigest, seal
from shared.messaging.parking import Parked
from shared.messaging.projection import Origin
from shared.messaging.projector import Folded
from shared.messaging.tables import discarded, parked
from tests.storage.messaging.node_and_centre import Centre, Parcels, moment
from tests.storage.messaging.parcels import (
    OLD_CATALOGUE,
    Faults,
    ParcelWeighed,
    projection,
    weight_fact,
)


def listed(centre: Centre) -> list[Parked]:
    with centre.database.read() as connection:
        return parking.listed(connection, centre.projected.name, 1)


def kinds(centre: Centre) -> list[tuple[int, str]]:
    return [(row.origin.position, row.kind) for row in listed(centre)]


def known(centre: Centre) -> list[tuple[int, int, int | None]]:
    """Return (position, grams, superseded by) of every fact."""
    return [
        (row["position"], row["grams"], row["superseded_position"])
        for row in centre.rows(weight_fact)
    ]


@pytest.fixture
def faults(centre: Centre) -> Faults:
    """Let whatever concerns parcel `a` fail."""
    faults = Faults(frozenset({"a"}))
    centre.projected = projection(faults=faults)
    return faults


@pytest.mark.usefixtures("faults")
def test_a_failed_one_is_parked_its_subject_waits_and_the_rest_goes_on(
    node: Parcels, centre: Centre
) -> None:
    node.weigh(("a", 1), ("b", 2), ("a", 3), ("b", 4))
    centre.receive(node.published())

    folded = centre.fold(node, now=moment(9))

    assert folded == Folded(taken=4, parked=2)
    assert known(centre) == [(2, 2, 4), (4, 4, None)]
    assert listed(centre) == [
        Parked(
            Origin(node.source, 1, 1),
            "pl.owss.parcels.parcel_weighed.v1",
            "parcel/a",
            "failed",
            "FoldFails: a",
        ),
        Parked(
            Origin(node.source, 1, 3),
            "pl.owss.parcels.parcel_weighed.v1",
            "parcel/a",
            "waiting",
            "waits behind an earlier domain event of parcel/a",
        ),
    ]
    assert {row["parked_at"] for row in centre.rows(parked)} == {moment(9)}


@pytest.mark.usefixtures("faults")
def test_later_ones_wait_in_later_turns_too(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1), ("b", 2), ("a", 3))
    centre.receive(node.published())

    for _ in range(3):
        centre.fold(node, limit=1)

    assert kinds(centre) == [(1, "failed"), (3, "waiting")]


def test_what_is_folded_after_the_cure_counts_where_it_stands(
    node: Parcels, centre: Centre, faults: Faults
) -> None:
    node.weigh(("a", 1), ("b", 2), ("a", 3))
    centre.receive(node.published())
    centre.fold(node)
    faults.parcels = frozenset()

    still = centre.retry("a")

    assert still == []
    assert listed(centre) == []
    assert known(centre) == [(1, 1, 3), (2, 2, None), (3, 3, None)]


@pytest.mark.usefixtures("faults")
def test_what_is_not_cured_stays_parked_since_when_it_was(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1), ("a", 2))
    centre.receive(node.published())
    centre.fold(node, now=moment(9))
    before = centre.rows(parked)

    assert centre.retry("a") == ["parcel/a", "parcel/a"]

    assert centre.rows(parked) == before


def test_after_a_cure_the_subject_goes_on(node: Parcels, centre: Centre, faults: Faults) -> None:
    node.weigh(("a", 1))
    centre.receive(node.published())
    centre.fold(node)
    faults.parcels = frozenset()
    centre.retry("a")

    node.weigh(("a", 2))
    centre.receive(node.published())

    assert centre.fold(node) == Folded(taken=1, parked=0)
    assert known(centre) == [(1, 1, 2), (2, 2, None)]


def test_an_unknown_version_waits_until_the_software_is_newer(
    node: Parcels, centre: Centre
) -> None:
    centre.projected = projection(OLD_CATALOGUE)
    node.record(node.measured("a", 1), node.weighed("a", 2), node.measured("b", 3))
    centre.receive(node.published())
    centre.fold(node)
    before = kinds(centre)

    with centre.database.write() as connection:
        too_early = curing.retry_known(connection, centre.projected)
    centre.projected = projection()
    with centre.database.write() as connection:
        in_time = curing.retry_known(connection, centre.projected)

    assert before == [(1, "unknown"), (2, "waiting"), (3, "unknown")]
    assert (too_early, in_time) == ([], [])
    assert known(centre) == [(1, 1, 2), (2, 2, None), (3, 3, None)]
    assert listed(centre) == []


def test_unknown_versions_are_no_failures_in_a_row(node: Parcels, centre: Centre) -> None:
    centre.projected = projection(OLD_CATALOGUE)
    node.record(*(node.measured(f"p{number}", 1) for number in range(30)))
    centre.receive(node.published())

    assert centre.fold(node) == Folded(taken=30, parked=30)
    assert centre.mark()["failed_in_a_row"] == 0


def test_data_that_are_not_of_their_type_are_parked_with_what_is_wrong(
    node: Parcels, centre: Centre
) -> None:
    node.weigh(("a", 1))
    node.number()
    # As from software that checks less than ours before it publishes.
    wrong = node.chained()[0].body.replace(b'"grams":1', b'"grams":-1')
    link = seal(wrong, epoch=1, position=1, prevdigest=first_prevdigest(node.source))

    centre.receive([node.delivery(link.message)])
    centre.fold(node)

    (one,) = listed(centre)
    assert one.kind == "failed"
    assert one.reason.startswith("the data are not of pl.owss.parcels.parcel_weighed.v1: ")
    assert "grams" in one.reason


@pytest.mark.parametrize("text", ["\x00", "\ud800", "x" * 5000], ids=["nul", "half", "long"])
def test_a_reason_is_kept_whatever_it_holds(node: Parcels, centre: Centre, text: str) -> None:
    def raising(_folding: object) -> list[object]:
        raise ValueError(text)

    centre.projected = replace(centre.projected, folds={ParcelWeighed: raising})  # type: ignore[dict-item]  # raises before it returns
    node.weigh(("a", 1))
    centre.receive(node.published())

    centre.fold(node)

    (one,) = listed(centre)
    assert one.reason.startswith("ValueError: ")
    assert len(one.reason) <= parking.REASON_LIMIT


def test_a_discarded_one_is_left_out_and_holds_nobody_up(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1), ("a", 2), ("b", 3))
    centre.receive(node.published())
    discard(node, centre, 1)

    folded = centre.fold(node)

    assert folded == Folded(taken=3, parked=1)
    assert kinds(centre) == [(1, "discarded")]
    assert known(centre) == [(2, 2, None), (3, 3, None)]
    with centre.database.write() as connection:
        assert curing.subjects_parked(connection, centre.projected) == []


@pytest.mark.usefixtures("faults")
def test_discarding_what_failed_frees_what_waits_behind_it(
    node: Parcels, centre: Centre, faults: Faults
) -> None:
    node.weigh(("a", 1))
    centre.receive(node.published())
    centre.fold(node)
    faults.parcels = frozenset()
    node.weigh(("a", 2))
    centre.receive(node.published())
    centre.fold(node)
    before = kinds(centre)

    discard(node, centre, 1)
    still = centre.retry("a")

    assert before == [(1, "failed"), (2, "waiting")]
    assert still == ["parcel/a"]
    assert kinds(centre) == [(1, "discarded")]
    assert known(centre) == [(2, 2, None)]


@pytest.mark.usefixtures("faults")
def test_every_subject_that_is_parked_is_listed_once(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1), ("b", 2), ("a", 3))
    centre.receive(node.published())
    centre.fold(node)

    with centre.database.write() as connection:
        subjects = curing.subjects_parked(connection, centre.projected)

    assert subjects == [(node.source, "parcel/a")]


def test_retrying_what_is_not_parked_does_nothing(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1))
    centre.receive(node.published())
    centre.fold(node)

    assert centre.retry("a", "b") == []
    assert known(centre) == [(1, 1, None)]


def discard(node: Parcels, centre: Centre, position: int) -> None:
    with centre.database.write() as connection:
        row = {"source": node.source, "epoch": 1, "position": position}
        connection.execute(insert(discarded).values(**row))
