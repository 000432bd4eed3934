"""A node, a centre and whatever may happen between them, as a state machine (reliability.md 5a).

The queue stands for everything between relay and ingest: the node's broker, the shovel, the
centre's broker. Processes crash at every point at which they hold something half done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import Row, func, select

from shared.contracts.domain_event import DomainEvent
from shared.database import Database
from shared.messaging import curing, inbox, projector, relay, watchdog, witness
from shared.messaging.chain import body_of, first_prevdigest, unseal
from shared.messaging.control import Echo
from shared.messaging.delivery import Delivery
from shared.messaging.rebuilding import Rebuilt, rebuild
from shared.messaging.tables import arrival, checkpoint, cursor, parked, pending
from shared.messaging.tables import inbox as archive
from shared.messaging.verification import verify_archive, verify_journal
from shared.messaging.watchdog import Held
from shared.wire.envelope import read
from tests.storage.messaging.node_and_centre import (
    Centre,
    Crash,
    Parcels,
    crashing,
    moment,
)
from tests.storage.messaging.parcels import (
    OLD_CATALOGUE,
    Faults,
    command,
    projection,
    weight_fact,
)

Databases = Callable[[], tuple[Database, Database]]

HEALING_ROUNDS = 30
FOLDED = {"pl.owss.parcels.parcel_weighed.v1", "pl.owss.parcels.parcel_measured.v1"}

parcels = st.sampled_from("abcd")
kinds = st.sampled_from(["weighed", "weighed", "measured", "stamped"])
changes = st.lists(st.tuples(kinds, parcels, st.integers(0, 9)), min_size=1, max_size=4)
few = st.integers(1, 6)
orders = st.permutations(range(6))
FATES = ("lost", "lost", "doubled", "mixed up", "late")
STEPS = ("number", "publish", "deliver", "project")


@dataclass(frozen=True)
class Seen:
    """What stands in both databases between two steps."""

    chained: Sequence[Row[Any, Any, Any, Any, Any]]
    waiting: int
    cursors: dict[str, int]
    archived: list[dict[str, Any]]
    arrivals: list[dict[str, Any]]
    folded_to: int
    complete_to: datetime | None
    stopped_because: str | None
    parked: dict[int, str]
    facts: list[tuple[int, str, int, int | None]]

    @classmethod
    def of(cls, node: Parcels, centre: Centre) -> Seen:
        with node.database.read() as connection:
            waiting = connection.execute(select(func.count()).select_from(pending)).scalar_one()
            cursors = {row.name: row.position for row in connection.execute(select(cursor))}
        nothing: dict[str, Any] = {"position": 0, "complete_to": None, "stopped_because": None}
        mark = next(iter(centre.rows(checkpoint)), nothing)
        return cls(
            chained=node.chained(),
            waiting=waiting,
            cursors=cursors,
            archived=centre.rows(archive),
            arrivals=centre.rows(arrival),
            folded_to=mark["position"],
            complete_to=mark["complete_to"],
            stopped_because=mark["stopped_because"],
            parked={row["position"]: row["kind"] for row in centre.rows(parked)},
            facts=[
                (row["position"], row["parcel"], row["grams"], row["superseded_position"])
                for row in centre.rows(weight_fact)
            ],
        )


class Network(RuleBasedStateMachine):
    """One node and one centre; whatever is lost or doubled, in the end all is told once."""

    def __init__(self, open_databases: Databases) -> None:
        super().__init__()
        mine, theirs = open_databases()
        self.node = Parcels(mine)
        self.node.take_over()
        self.faults = Faults()
        self.centre = Centre(theirs, (self.node,), projection(OLD_CATALOGUE, self.faults))
        self.queue: list[Delivery] = []
        self.echoes: list[Echo] = []
        self.looked: list[Held] = []
        self.committed: list[tuple[str, str, int]] = []
        self.committed_at: list[int] = []
        self.time = 0

    @initialize(made=changes, again=changes)
    def begin(self, made: list[tuple[str, str, int]], again: list[tuple[str, str, int]]) -> None:
        """Begin with something on its way: an empty network would stay dull for long."""
        self.commit(made)
        self.commit(again)
        self.number(limit=9, crash=False)
        self.publish(limit=9, sent=9, crash=False)

    @rule(to=st.sampled_from(STEPS), limit=few)
    def go_on(self, to: str, limit: int) -> None:
        """Let the processes work in their order, as far as one of them."""
        for step in STEPS[: STEPS.index(to) + 1]:
            getattr(self, step)(limit)

    @rule(to=st.sampled_from(STEPS), limit=few)
    def go_further(self, to: str, limit: int) -> None:
        """Do the same: hypothesis leaves some rules out of each example."""
        self.go_on(to, limit)

    # What people at the node do

    @rule(made=changes)
    def commit(self, made: list[tuple[str, str, int]]) -> None:
        self.time += 1
        self.node.record(*self.events(made))
        self.committed += made
        self.committed_at += [self.time] * len(made)

    @rule(made=changes)
    def roll_back(self, made: list[tuple[str, str, int]]) -> None:
        versions = dict(self.node.versions)
        with crashing(), self.node.database.write() as connection:
            for event in self.events(made):
                self.node.journal(connection).append(event, caused_by=command())
            raise Crash
        self.node.versions = versions

    # What the relay does

    @rule(limit=few, crash=st.booleans())
    def number(self, limit: int, crash: bool = False) -> None:  # noqa: FBT001, FBT002 - drawn
        with crashing(), self.node.database.write() as connection:
            relay.number(
                connection,
                source=self.node.source,
                generation=self.node.generation,
                limit=limit,
            )
            self.end_here(crash)

    @rule(limit=few, sent=few, crash=st.booleans())
    def publish(self, limit: int, sent: int = 0, crash: bool = False) -> None:  # noqa: FBT001, FBT002 - drawn
        """Send what follows the cursor; a crash may come after any message, and before saving."""
        with self.node.database.read() as connection:
            head = relay.sent_to(connection, relay.UPLINK)
        assert head is not None
        links = self.node.links(head.position + 1, head.position + limit)
        with crashing():
            for link in links[:sent] if crash else links:
                self.queue.append(self.node.delivery(link.message))
            self.end_here(crash)
            if links:
                with self.node.database.write() as connection:
                    relay.move_cursor(connection, relay.UPLINK, links[-1], moment(self.time))

    @rule()
    def heartbeat(self) -> None:
        self.time += 1
        self.queue.append(self.node.heartbeat(moment(self.time)))

    # What happens on the way

    @rule(what=st.sampled_from(FATES), limit=few, at=st.integers(0, 20), order=orders)
    def befall(self, what: str, limit: int, at: int, order: list[int]) -> None:
        """Send something, and let it be lost, doubled or mixed up."""
        self.number(limit)
        self.publish(limit)
        if self.queue:
            at %= len(self.queue)
            window = self.queue[at : at + limit]
            self.queue[at : at + limit] = {
                "lost": [],
                "doubled": window + window,
                "mixed up": [window[index] for index in order if index < len(window)],
                "late": window,
            }[what]
            if what == "late":
                self.queue += self.queue[at : at + limit]
                del self.queue[at : at + limit]

    @rule(what=st.sampled_from(FATES), limit=few, at=st.integers(0, 20), order=orders)
    def befall_as_well(self, what: str, limit: int, at: int, order: list[int]) -> None:
        """Do the same: hypothesis leaves some rules out of each example."""
        self.befall(what, limit, at, order)

    @rule(what=st.sampled_from(["the broker is wiped", "another relay", "retried", "rebuilt"]))
    def operate(self, what: str) -> None:
        """Do what somebody has to do now and then."""
        if what == "the broker is wiped":
            self.wipe_the_broker()
        elif what == "another relay":
            self.another_relay_takes_over()
        elif what == "retried":
            self.retry()
        else:
            self.rebuilt(accept="a test says so")

    def wipe_the_broker(self) -> None:
        self.queue.clear()
        with self.node.database.write() as connection:
            relay.rewind(connection)

    def another_relay_takes_over(self) -> None:
        older = replace(self.node)
        self.node.take_over()

        with pytest.raises(relay.Fenced):
            older.number()

    # What the centre does

    @rule(size=st.integers(1, 30), crash=st.sampled_from(["", "", "before", "after"]))
    def deliver(self, size: int, crash: str = "") -> None:
        """Take a batch in; a crash comes before the commit, or before the acknowledgement."""
        self.time += 1
        batch = self.queue[:size]
        if crash != "before":
            self.delivering(batch)
        with crashing():
            with self.centre.database.write() as connection:
                inbox.store(
                    connection,
                    batch,
                    {self.node.inbound.queue: self.node.inbound},
                    moment(self.time),
                )
                self.end_here(crash == "before")
            self.end_here(crash == "after")
            del self.queue[:size]

    @rule(limit=few, crash=st.booleans())
    def project(self, limit: int, crash: bool = False) -> None:  # noqa: FBT001, FBT002 - drawn
        with crashing(), self.centre.database.write() as connection:
            projector.fold_source(
                connection,
                self.centre.projected,
                self.node.source,
                now=moment(self.time),
                limit=limit,
            )
            self.end_here(crash)

    @rule()
    def look(self) -> None:
        """Ask for what is missing, and say what is held."""
        with self.centre.database.read() as connection:
            holdings = watchdog.holdings(connection)
            requests = watchdog.requests(
                connection,
                holdings,
                {held.source: held for held in self.looked},
                exchange="owss.uplink",
            )
        self.looked = holdings
        self.echoes += [echo for _, echo in watchdog.echoes(holdings)]
        for _, request in requests:
            for link in self.node.links(request.first, request.last):
                self.queue.append(self.node.delivery(link.message))

    @precondition(lambda self: self.echoes)
    @rule(at=st.integers(0, 50), again=st.booleans())
    def hear(self, at: int, again: bool) -> None:  # noqa: FBT001 - drawn
        echo = self.echoes[at % len(self.echoes)]
        if not again:
            self.echoes.remove(echo)
        with self.node.database.write() as connection:
            agrees = witness.acknowledge(connection, echo, moment(self.time))
        self.heard(echo, agrees=agrees)

    # What developers and operations do

    @rule(failing=st.frozensets(parcels, max_size=3))
    def break_some_folds(self, failing: frozenset[str]) -> None:
        self.faults.parcels = failing

    def retry(self) -> None:
        """Try what is parked once more, whether or not that will help."""
        with self.centre.database.write() as connection:
            subjects = curing.subjects_parked(connection, self.centre.projected)
            curing.retry(connection, self.centre.projected, subjects)
            projector.resume(connection, self.centre.projected)

    @rule()
    def upgrade(self) -> None:
        """Start software that knows every type, at the centre too."""
        self.centre.projected = projection(faults=self.faults)
        with self.centre.database.write() as connection:
            curing.retry_known(connection, self.centre.projected)

    # What is always true

    @invariant()
    def all_that_is_always_true_holds(self) -> None:
        seen = Seen.of(self.node, self.centre)
        self.the_chain_is_whole(seen)
        self.nothing_is_archived_that_was_not_committed(seen)
        self.it_is_known_how_far_the_archive_has_no_gap(seen)
        self.facts_are_the_fold_of_what_was_folded(seen)
        self.whoever_is_parked_holds_back_its_own_subject_and_no_other(seen)
        self.complete_means_that_nothing_older_is_missing(seen)
        self.what_is_acknowledged_is_held(seen)

    def the_chain_is_whole(self, seen: Seen) -> None:
        told = counted(f"parcel/{parcel}" for _, parcel, _ in self.committed)
        chained = [(row.subject, row.subject_version) for row in seen.chained]

        assert [row.position for row in seen.chained] == list(range(1, len(chained) + 1))
        assert len(chained) + seen.waiting == len(self.committed)
        assert chained == told[: len(chained)]

    def nothing_is_archived_that_was_not_committed(self, seen: Seen) -> None:
        chained = {row.position: (row.digest, row.body) for row in seen.chained}

        assert seen.stopped_because is None
        for row in seen.archived:
            assert (row["digest"], body_of(row["body"])) == chained[row["position"]]

    def it_is_known_how_far_the_archive_has_no_gap(self, seen: Seen) -> None:
        held = [row for row in seen.archived if row["epoch"] == 1]
        reached, digest = 0, first_prevdigest(self.node.source)
        for position, row in enumerate(held, start=1):
            if row["position"] != position or unseal(row["body"]).prevdigest != digest:
                break
            reached, digest = position, row["digest"]

        assert bool(held) == bool(seen.arrivals)
        for noted in seen.arrivals:
            assert (noted["position"], noted["digest"]) == (reached, digest)
            assert noted["highest"] == held[-1]["position"]

    def facts_are_the_fold_of_what_was_folded(self, seen: Seen) -> None:
        told = {row["position"]: read(row["body"]) for row in seen.archived}
        folded = set(range(1, seen.folded_to + 1)) - seen.parked.keys()

        assert seen.folded_to <= max((noted["position"] for noted in seen.arrivals), default=0)
        assert seen.facts == folding_of({position: told[position] for position in folded})

    def whoever_is_parked_holds_back_its_own_subject_and_no_other(self, seen: Seen) -> None:
        blocked = set()
        for position in range(1, seen.folded_to + 1):
            subject = read(seen.archived[position - 1]["body"]).subject
            assert (position in seen.parked) or subject not in blocked
            if position in seen.parked:
                assert (seen.parked[position] == "waiting") == (subject in blocked)
                blocked.add(subject)

    def complete_means_that_nothing_older_is_missing(self, seen: Seen) -> None:
        complete_to = seen.complete_to
        if complete_to is not None:
            assert seen.folded_to >= sum(1 for at in self.committed_at if moment(at) <= complete_to)

    def what_is_acknowledged_is_held(self, seen: Seen) -> None:
        held = max((noted["position"] for noted in seen.arrivals), default=0)

        assert seen.cursors[relay.ACKNOWLEDGED] <= held
        assert seen.cursors[relay.UPLINK] <= len(seen.chained)

    # What is true in the end

    def teardown(self) -> None:
        self.faults.parcels = frozenset()
        self.upgrade()
        for _ in range(HEALING_ROUNDS):
            self.heal()
            if self.is_healed():
                break

        self.everything_was_told_once()
        self.centre.database.close()
        self.node.database.close()

    def heal(self) -> None:
        """Do what all processes do when nothing goes wrong any more."""
        self.node.number()
        self.publish(limit=10_000)
        self.heartbeat()
        self.deliver(size=10_000)
        self.look()
        while self.echoes:
            self.hear(at=-1, again=False)
        self.deliver(size=10_000)
        self.retry()
        self.project(limit=10_000)

    def is_healed(self) -> bool:
        seen = Seen.of(self.node, self.centre)
        told = len(self.committed)
        return (seen.folded_to, seen.cursors[relay.ACKNOWLEDGED], seen.parked) == (told, told, {})

    def everything_was_told_once(self) -> None:
        assert self.is_healed()
        seen = Seen.of(self.node, self.centre)
        assert [row["body"] for row in seen.archived] == [
            link.message for link in self.node.links()
        ]
        assert {parcel: grams for _, parcel, grams, by in seen.facts if by is None} == {
            parcel: grams for kind, parcel, grams in self.committed if kind != "stamped"
        }
        assert not self.rebuilt(accept=None).differences
        self.nothing_is_found_wrong()

    def nothing_is_found_wrong(self) -> None:
        with self.node.database.read() as connection:
            assert list(verify_journal(connection, self.node.source)) == []
        with self.centre.database.read() as connection:
            assert list(verify_archive(connection)) == []

    # Words used above

    def delivering(self, batch: list[Delivery]) -> None:
        """Take note of what will be committed."""

    def heard(self, echo: Echo, *, agrees: bool) -> None:
        del echo
        assert agrees

    def events(self, made: Iterable[tuple[str, str, int]]) -> list[DomainEvent]:
        node = self.node
        return [
            node.stamped(parcel) if kind == "stamped" else getattr(node, kind)(parcel, grams)
            for kind, parcel, grams in made
        ]

    def end_here(self, crash: bool) -> None:  # noqa: FBT001 - drawn
        if crash:
            raise Crash

    def rebuilt(self, *, accept: str | None) -> Rebuilt:
        return rebuild(
            self.centre.database, self.centre.projected, now=moment(self.time), accept=accept
        )


def counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Number the repetitions of each name."""
    seen: dict[str, int] = {}
    numbered = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        numbered.append((name, seen[name]))
    return numbered


def folding_of(told: dict[int, Any]) -> list[tuple[int, str, int, int | None]]:
    """Fold in the plainest way: a weight counts until the next one of the same parcel."""
    facts: list[tuple[int, str, int, int | None]] = []
    for position, envelope in sorted(told.items()):
        if envelope.type in FOLDED:
            parcel = envelope.data["parcel"]
            facts = [
                (at, name, grams, position if superseded is None and name == parcel else superseded)
                for at, name, grams, superseded in facts
            ]
            facts.append((position, parcel, envelope.data["grams"], None))
    return facts
