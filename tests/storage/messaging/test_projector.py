"""The projector: in order, without a gap, each domain event once."""

from dataclasses import replace

import pytest

from shared.messaging import folding, projector, watchdog
from shared.messaging.chain import seal
from shared.messaging.projection import Add, Folding, Origin
from shared.messaging.projector import Folded
from shared.messaging.tables import checkpoint, inbox, parked, projection
from tests.storage.messaging.node_and_centre import (
    START,
    Centre,
    Crash,
    Parcels,
    allow_changes,
    crashing,
    moment,
)
from tests.storage.messaging.parcels import (
    HEAVIEST,
    OLD_CATALOGUE,
    Faults,
    ParcelWeighed,
    weight_fact,
)
from tests.storage.messaging.parcels import projection as weights


def filled(node: Parcels, centre: Centre, count: int) -> None:
    node.weigh(*((f"p{number}", number) for number in range(1, count + 1)))
    centre.receive(node.published())


def grams(centre: Centre) -> list[int]:
    return [row["grams"] for row in centre.rows(weight_fact)]


def has_more(node: Parcels, centre: Centre) -> bool:
    with centre.database.read() as connection:
        return node.source in projector.with_more(connection, centre.projected)


def test_each_domain_event_becomes_a_fact_with_its_origin(node: Parcels, centre: Centre) -> None:
    filled(node, centre, 2)

    folded = centre.fold(node)

    assert folded == Folded(taken=2, parked=0)
    assert centre.rows(weight_fact) == [
        {
            "generation": 1,
            "source": node.source,
            "epoch": 1,
            "position": position,
            "superseded_epoch": None,
            "superseded_position": None,
            "parcel": f"p{position}",
            "grams": position,
        }
        for position in (1, 2)
    ]
    assert Origin(node.source, 1, 1).node == node.node


@pytest.mark.parametrize("count", [5, 50])
def test_what_was_folded_is_not_folded_again(node: Parcels, centre: Centre, count: int) -> None:
    filled(node, centre, count)

    turns = [centre.fold(node).taken, centre.fold(node).taken]
    centre.receive(node.published())

    assert turns == [count, 0]
    assert centre.fold(node).taken == 0
    assert grams(centre) == list(range(1, count + 1))


def test_a_crash_before_the_commit_leaves_neither_facts_nor_a_checkpoint(
    node: Parcels, centre: Centre
) -> None:
    filled(node, centre, 3)

    with crashing(), centre.database.write() as connection:
        projector.fold_source(connection, centre.projected, node.source, now=START, limit=10)
        raise Crash

    assert centre.rows(weight_fact) == centre.rows(checkpoint) == []
    assert centre.fold(node).taken == 3
    assert grams(centre) == [1, 2, 3]


def test_no_more_is_taken_than_the_limit(node: Parcels, centre: Centre) -> None:
    filled(node, centre, 5)

    assert [centre.fold(node, limit=2).taken for _ in range(4)] == [2, 2, 1, 0]
    assert grams(centre) == [1, 2, 3, 4, 5]


def test_a_gap_is_not_stepped_over(node: Parcels, centre: Centre) -> None:
    node.weigh(*((f"p{number}", number) for number in range(1, 6)))
    deliveries = node.published()

    centre.receive(deliveries[:2] + deliveries[3:])
    before = centre.fold(node)
    centre.receive(deliveries[2:3])
    after = centre.fold(node)

    assert (before.taken, after.taken) == (2, 3)
    assert centre.mark()["stopped_because"] is None


def test_a_domain_event_that_no_fold_wants_is_passed(node: Parcels, centre: Centre) -> None:
    node.record(node.stamped("a"), node.weighed("a", 5))
    centre.receive(node.published())

    assert centre.fold(node) == Folded(taken=2, parked=0)
    assert [(row["position"], row["grams"]) for row in centre.rows(weight_fact)] == [(2, 5)]


def test_a_broken_link_stops_the_source_and_says_where(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    first, _, third = node.published()
    other = seal(node.chained()[1].body, epoch=1, position=2, prevdigest="0" * 64)

    centre.receive([first])
    centre.fold(node)
    centre.receive([node.delivery(other.message), third])
    before = has_more(node, centre)
    folded = centre.fold(node)

    assert before
    assert folded.taken == 0
    assert centre.mark()["position"] == 1
    assert centre.mark()["stopped_because"] == ("position 2 does not follow on what came before it")
    assert not has_more(node, centre)


def test_an_altered_row_of_the_archive_stops_the_source(node: Parcels, centre: Centre) -> None:
    filled(node, centre, 3)
    with centre.database.write() as connection:
        allow_changes(connection, "inbox")
        second = centre.rows(inbox)[1]["body"]
        connection.execute(
            inbox.update()
            .where(inbox.c.position == 2)
            .values(body=second.replace(b'"grams":2', b'"grams":7'))
        )

    folded = centre.fold(node)

    assert folded.taken == 1
    assert centre.mark()["stopped_because"] == "position 2 was altered in the archive"
    assert grams(centre) == [1]


def test_a_row_that_was_put_right_is_folded_after_all_is_resumed(
    node: Parcels, centre: Centre
) -> None:
    filled(node, centre, 2)
    good = centre.rows(inbox)[1]["body"]
    for body in (good[:-1] + b"x", good):
        with centre.database.write() as connection:
            if body != good:
                allow_changes(connection, "inbox")
            connection.execute(inbox.update().where(inbox.c.position == 2).values(body=body))
        centre.fold(node)
        stopped = centre.mark()["stopped_because"]
        assert (stopped is None) == (body == good)

    assert grams(centre) == [1, 2]


def test_a_source_is_known_by_what_it_sent_or_by_its_heartbeat(
    node: Parcels, centre: Centre
) -> None:
    silent = Parcels(node.database, node="cistor")
    both = Centre(centre.database, (node, silent))
    filled(node, both, 1)
    both.receive([node.heartbeat(START), silent.heartbeat(START, position=0)])

    with both.database.read() as connection:
        known = projector.sources(connection)

    assert known == [silent.source, node.source]
    assert [both.fold(silent).taken, both.fold(node).taken] == [0, 1]


def test_there_is_more_until_everything_is_folded(node: Parcels, centre: Centre) -> None:
    filled(node, centre, 3)
    seen = [has_more(node, centre)]

    for _ in range(2):
        centre.fold(node, limit=2)
        seen.append(has_more(node, centre))

    assert seen == [True, True, False]


def test_a_source_that_was_never_looked_at_has_more(node: Parcels, centre: Centre) -> None:
    newcomer = Parcels(node.database, node="cistor")
    both = Centre(centre.database, (node, newcomer))
    filled(node, both, 1)
    both.fold(node)

    both.receive([newcomer.heartbeat(START, position=0)])

    assert has_more(newcomer, both)
    assert not has_more(node, both)


def test_a_source_is_complete_to_its_newest_heartbeat_once_all_is_folded(
    node: Parcels, centre: Centre
) -> None:
    node.weigh(("a", 1), ("b", 2))
    node.number()
    centre.receive([node.heartbeat(moment(15))])
    centre.fold(node)
    before = centre.mark()["complete_to"]

    centre.receive(node.published(1, 1))
    centre.fold(node)
    half = centre.mark()["complete_to"]
    centre.receive(node.published(2, 2))
    centre.fold(node)

    assert (before, half) == (None, None)
    assert centre.mark()["complete_to"] == moment(15)


def test_a_newer_heartbeat_moves_the_completeness_on_without_new_events(
    node: Parcels, centre: Centre
) -> None:
    filled(node, centre, 1)
    centre.fold(node)
    seen = [has_more(node, centre)]

    for seconds in (15, 30):
        centre.receive([node.heartbeat(moment(seconds))])
        seen.append(has_more(node, centre))
        centre.fold(node)
        assert centre.mark()["complete_to"] == moment(seconds)

    assert seen == [False, True, True]
    assert not has_more(node, centre)


def test_what_waits_for_a_position_at_the_node_is_not_there_yet(
    node: Parcels, centre: Centre
) -> None:
    filled(node, centre, 1)
    node.weigh(("late", 1))
    centre.receive([node.heartbeat(moment(15))])

    centre.fold(node)

    assert centre.mark()["complete_to"] is None
    assert not has_more(node, centre)


def test_a_source_that_has_told_nothing_yet_is_complete(node: Parcels, centre: Centre) -> None:
    centre.receive([node.heartbeat(moment(15))])
    before = has_more(node, centre)

    centre.fold(node)

    assert before
    assert centre.mark()["complete_to"] == moment(15)
    assert not has_more(node, centre)
    with centre.database.read() as connection:
        assert [held.position for held in watchdog.holdings(connection)] == [0]


def test_too_many_failures_in_a_row_stop_the_projection(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_failures(monkeypatch, 3)
    faults = Faults(frozenset(f"p{number}" for number in range(2, 7)))
    centre.projected = weights(faults=faults)
    filled(node, centre, 9)

    folded = centre.fold(node, now=moment(5))

    state = centre.row(projection)
    assert folded == Folded(taken=4, parked=3)
    assert state["halted_because"] == f"3 domain events of {node.source} failed in a row"
    assert state["halted_at"] == moment(5)
    assert not has_more(node, centre)
    assert centre.fold(node) == Folded()


def test_failures_are_counted_across_turns(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_failures(monkeypatch, 3)
    centre.projected = weights(faults=Faults(frozenset({"p1", "p2", "p3", "p4"})))
    filled(node, centre, 9)

    turns = [centre.fold(node, limit=2).taken for _ in range(3)]

    assert turns == [2, 1, 0]
    assert centre.row(projection)["halted_because"] is not None


def test_a_success_ends_the_count(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_failures(monkeypatch, 3)
    centre.projected = weights(faults=Faults(frozenset({"p1", "p2", "p4", "p5", "p7", "p8"})))
    filled(node, centre, 9)

    assert centre.fold(node) == Folded(taken=9, parked=6)
    assert centre.row(projection)["halted_because"] is None
    assert centre.mark()["failed_in_a_row"] == 0


def test_a_halted_projection_goes_on_where_it_stopped_once_it_is_resumed(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_failures(monkeypatch, 2)
    faults = Faults(frozenset({"p1", "p2", "p3"}))
    centre.projected = weights(faults=faults)
    filled(node, centre, 4)
    centre.fold(node)
    faults.parcels = frozenset()

    with centre.database.write() as connection:
        projector.resume(connection, centre.projected)
    folded = centre.fold(node)

    assert folded == Folded(taken=2, parked=0)
    assert grams(centre) == [3, 4]
    assert centre.row(projection)["halted_because"] is None
    assert centre.retry("p1", "p2") == []
    assert grams(centre) == [1, 2, 3, 4]


def test_a_rebuild_that_fails_does_not_stop_what_is_shown(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_failures(monkeypatch, 2)
    filled(node, centre, 3)
    centre.fold(node)
    newer = weights(faults=Faults(frozenset({"p1", "p2", "p3"})))

    with centre.database.write() as connection:
        folded = projector.fold_into(
            connection, newer, node.source, generation=2, now=START, limit=10
        )

    assert folded.parked == 2
    assert centre.row(projection)["halted_because"] is None


def test_facts_that_the_database_refuses_are_found_one_by_one(
    node: Parcels, centre: Centre
) -> None:
    node.weigh(("a", 1), ("b", HEAVIEST + 1), ("c", 3), ("b", 4), ("d", 5))
    node.weigh(*((f"p{number}", number) for number in range(30)))
    centre.receive(node.published())
    refusing_weights_over(centre, HEAVIEST)

    folded = centre.fold(node)

    assert folded == Folded(taken=35, parked=2)
    assert [(row["position"], row["kind"]) for row in centre.rows(parked)] == [
        (2, "failed"),
        (4, "waiting"),
    ]
    assert [row["position"] for row in centre.rows(weight_fact)] == [1, 3, *range(5, 36)]


def test_a_refusal_elsewhere_does_not_hold_back_what_was_before_a_failure(
    node: Parcels, centre: Centre
) -> None:
    # Of `a` the first is well, the third is not known here; the second, of `b`, is refused.
    node.record(
        node.weighed("a", 1),
        node.weighed("b", HEAVIEST + 1),
        node.measured("a", 3),
        node.weighed("a", 4),
    )
    centre.receive(node.published())
    refusing_weights_over(centre, HEAVIEST)
    centre.projected = weights(OLD_CATALOGUE)

    centre.fold(node)

    assert [(row["position"], row["kind"]) for row in centre.rows(parked)] == [
        (2, "failed"),
        (3, "unknown"),
        (4, "waiting"),
    ]
    assert grams(centre) == [1]


def test_refusals_by_the_database_count_as_failures_in_a_row(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit_failures(monkeypatch, 3)
    heavy = HEAVIEST + 1
    node.weigh(("a", heavy), ("b", heavy), ("c", 3), ("d", heavy), ("e", 5))
    centre.receive(node.published())
    refusing_weights_over(centre, HEAVIEST)

    centre.fold(node)

    assert centre.row(projection)["halted_because"] is None
    assert centre.mark()["failed_in_a_row"] == 0

    node.weigh(("f", heavy), ("g", heavy), ("h", heavy), ("i", 1))
    centre.receive(node.published())
    centre.fold(node)
    assert centre.row(projection)["halted_because"] is not None


@pytest.mark.parametrize("rows", [1, 30])
def test_trouble_with_the_database_parks_nothing(node: Parcels, centre: Centre, rows: int) -> None:
    filled(node, centre, rows)
    with centre.database.write() as connection:
        weight_fact.drop(connection)

    with pytest.raises(Exception, match="weight_fact"):
        centre.fold(node)
    with centre.database.write() as connection:
        weight_fact.create(connection)

    assert centre.rows(parked) == centre.rows(checkpoint) == []
    assert centre.fold(node) == Folded(taken=rows, parked=0)


def test_two_folds_may_name_their_columns_in_another_order(node: Parcels, centre: Centre) -> None:
    def turned(folding: Folding[ParcelWeighed]) -> list[Add]:
        values = {"grams": folding.event.grams, "parcel": folding.event.parcel}
        if folding.origin.position % 2:
            values = dict(reversed(values.items()))
        return [Add(weight_fact, values)]

    filled(node, centre, 50)
    centre.projected = replace(weights(), folds={ParcelWeighed: turned})

    centre.fold(node)

    assert grams(centre) == list(range(1, 51))


def limit_failures(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    for module in (folding, projector):
        monkeypatch.setattr(module, "FAILURES_IN_A_ROW", limit)


def refusing_weights_over(centre: Centre, heaviest: int) -> None:
    """SQLite stores whatever it gets; let it refuse what PostgreSQL's column refuses."""
    if centre.database.is_postgresql:
        return
    with centre.database.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER too_heavy BEFORE INSERT ON weight_fact "
            f"WHEN NEW.grams > {heaviest} BEGIN SELECT RAISE(ABORT, 'too heavy'); END"
        )
