"""As of: what a figure once gave, it gives for ever (architecture.md 2.9)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from services.reporting.counting_months import count_months
from services.reporting.domain.as_of import AsOf
from services.reporting.domain.refusals import ReportingRefusal
from services.reporting.figures import as_of
from services.reporting.figures.as_of import FoldedDifferently, Shown
from services.reporting.projection.client_sets import client_sets
from services.reporting.projection.matches import matches
from services.reporting.projection.tables import advice_fact, facts
from services.reporting.projection.totals import totals
from services.reporting.storage.tables import metadata
from shared.database import Database
from shared.messaging.tables import checkpoint, incoming, outgoing, projection
from tests.storage.reporting.advice_told import Faults, Node, Reporting, a_card, a_client
from tests.storage.reporting.operations import Operations
from tests.storage.reporting.people_told import Desk, a_record

CARDS = 3
APPOINTMENTS, REFERRALS = 100, 200
"""From where their records are numbered."""
KINDS = (
    *("approve", "approve", "approve", "annul", "confirm"),
    *("duty", "appointment", "merge", "refer"),
    *("fold", "fold", "fold", "fold", "fail", "fail", "cure"),
    *("discard", "discard", "take_back", "take_back"),
    *("look", "count", "look", "rebuild"),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.integers(0, 1), st.integers(1, CARDS), st.integers(1, 300)
    ),
    min_size=20,
    max_size=50,
)


@pytest.fixture
def bare(database_url: str) -> Iterator[Database]:
    """Give tables that can be emptied between two examples."""
    database = Database(database_url)
    with database.write() as connection:
        for tables in (outgoing, incoming, facts, totals, client_sets, matches, metadata):
            tables.create_all(connection)
    yield database
    database.close()


def emptied(database: Database) -> Reporting:
    with database.write() as connection:
        for tables in (outgoing, incoming, facts, totals, client_sets, matches, metadata):
            for table in reversed(tables.sorted_tables):
                connection.execute(delete(table))
    return Reporting(database, Faults())


class Story:
    """Two nodes that tell, and a reporting that folds, fails, is cured, and is looked at."""

    def __init__(self, reporting: Reporting) -> None:
        self.reporting = reporting
        self.operations = Operations(reporting)
        self.nodes = (Node("zarska"), Node("cistor"))
        self.desks = {node.name: Desk(node) for node in self.nodes}
        self.approved: set[tuple[str, int]] = set()
        self.closed: set[tuple[str, int]] = set()
        self.seen: list[tuple[AsOf, dict[str, int]]] = []
        for node in self.nodes:
            reporting.receive(node, [node.heartbeat()])
            reporting.fold(node)

    def approve(self, node: Node, card: int, minutes: int) -> None:
        """Approve a card, or correct one that is approved."""
        clients = tuple(a_client(client) for client in range(minutes % 3))
        tell = node.correct if (node.name, card) in self.approved else node.approve
        self.approved.add((node.name, card))
        tell(card, minutes, clients=clients)

    def annul(self, node: Node, card: int, minutes: int) -> None:
        if (node.name, card) in self.approved:
            node.annul(card)
        else:
            self.approve(node, card, minutes)

    def confirm(self, node: Node, card: int, _minutes: int) -> None:
        node.confirm(card)

    def duty(self, node: Node, duty: int, minutes: int) -> None:
        """Hold a duty, or correct or annul one that was held."""
        desk = self.desks[node.name]
        if a_record(duty) in node.versions:
            desk.corrected_duty(duty, minutes, counted=minutes % 3 > 0)
        else:
            desk.duty(duty, minutes)

    def appointment(self, node: Node, number: int, choice: int) -> None:
        desk = self.desks[node.name]
        appointment = APPOINTMENTS + number
        tellings = (desk.scheduled, desk.held, desk.missed, desk.cancelled)
        told_before = a_record(appointment) in node.versions
        tell = tellings[choice % len(tellings)] if told_before else desk.requested
        tell(appointment)

    def merge(self, node: Node, client: int, _choice: int) -> None:
        """Close a file; the next lower one goes on."""
        if (node.name, client) not in self.closed:
            self.closed.add((node.name, client))
            self.desks[node.name].merge(client, into=client - 1)

    def refer(self, node: Node, referral: int, _choice: int) -> None:
        """Send a client to the other node, or receive one whom that node sent."""
        (other,) = (each for each in self.nodes if each is not node)
        at_node, at_other = (a_record(REFERRALS + referral) in n.versions for n in (node, other))
        if at_other and not at_node:
            self.desks[node.name].received(REFERRALS + referral, sender=other)
        elif not at_node:
            self.desks[node.name].referred(REFERRALS + referral, to=other)

    def fold(self, node: Node, _card: int, minutes: int) -> None:
        self.reporting.receive(node)
        self.reporting.fold(node, limit=1 + minutes % 3)

    def fail(self, _node: Node, card: int, _minutes: int) -> None:
        self.reporting.faults.cards.add(a_card(card))

    def cure(self, _node: Node, card: int, _minutes: int) -> None:
        self.reporting.cure([a_card(card)])

    def discard(self, _node: Node, _card: int, choice: int) -> None:
        self.decide(self.operations.discard, choice)

    def take_back(self, _node: Node, _card: int, choice: int) -> None:
        self.decide(self.operations.take_back, choice)

    def look(self, _node: Node, _card: int, _minutes: int) -> None:
        self.seen.append((self.reporting.now(), self.reporting.values()))

    def count(self, _node: Node, _card: int, _minutes: int) -> None:
        count_months(self.reporting.database)

    def rebuild(self, _node: Node, _card: int, _minutes: int) -> None:
        # What was folded before its fold began to fail would fail now; that is no difference of
        # the archive.
        self.reporting.cure()
        assert self.reporting.rebuild().differences == ()

    def decide(self, about: Callable[[str, int], object], choice: int) -> None:
        """Let operations decide about something that is parked; a refusal changes nothing."""
        parked = self.reporting.parked()
        if not parked:
            return
        origin = parked[choice % len(parked)].origin
        try:
            about(origin.source, origin.position)
        except ReportingRefusal as refusal:
            event(type(refusal).__name__)
        else:
            event(about.__name__)

    def prove_what_was_seen(self) -> None:
        for moment, figures in self.seen:
            again = AsOf.from_json(moment.to_json())
            assert self.reporting.values(again) == figures


@given(steps=STEPS)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_told_and_in_whatever_order_it_is_folded_what_was_seen_stays(
    bare: Database, steps: list[tuple[str, int, int, int]]
) -> None:
    story = Story(emptied(bare))

    for what, number, card, minutes in steps:
        getattr(story, what)(story.nodes[number], card, minutes)
    story.look(story.nodes[0], 0, 0)
    story.prove_what_was_seen()
    story.reporting.take_in(*story.nodes)
    story.reporting.cure()

    story.prove_what_was_seen()
    assert story.reporting.rebuild().differences == ()
    story.prove_what_was_seen()


def test_a_later_correction_leaves_what_was_seen_before(reporting: Reporting, node: Node) -> None:
    node.approve(minutes=90)
    reporting.take_in(node)
    seen = reporting.now()
    node.correct(minutes=30)
    reporting.take_in(node)

    asked = reporting.ask("hours_of_advice", at=seen)

    assert (asked.value, reporting.value("hours_of_advice")) == (90, 30)
    with reporting.reading() as connection:
        assert asked.recomputed(connection) == 90


def test_what_is_cured_later_did_not_count_then(reporting: Reporting, node: Node) -> None:
    node.approve(1, minutes=90)
    node.approve(2, minutes=20)
    node.correct(1, minutes=30)
    reporting.faults.cards.add(a_card(2))
    reporting.take_in(node)
    seen = reporting.now()

    reporting.cure()

    assert seen.unfolded == ((node.source, 1, 2),)
    assert reporting.value("hours_of_advice") == 50
    assert reporting.ask("hours_of_advice", at=seen).value == 30


def test_a_source_that_was_not_known_then_counts_for_nothing(
    reporting: Reporting, node: Node
) -> None:
    node.approve()
    reporting.take_in(node)
    seen = reporting.now()
    newcomer = Node("cistor")
    newcomer.approve()

    reporting.take_in(newcomer)

    assert reporting.ask("number_of_advices", at=seen).value == 1
    assert reporting.value("number_of_advices") == 2


def test_a_moment_is_the_same_after_it_was_written_down(reporting: Reporting, node: Node) -> None:
    node.approve()
    node.unreadable(2)
    reporting.take_in(node)

    moment = reporting.now()

    assert AsOf.from_json(moment.to_json()) == moment
    assert moment.to_json() == (
        '{"positions":{"/nodes/zarska/consultations":[1,2]},"projection_version":2,'
        '"unfolded":[["/nodes/zarska/consultations",1,2]]}'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "1",
        "{}",
        '{"projection_version":1,"positions":{"a":[1]},"unfolded":[]}',
        '{"projection_version":1,"positions":{"a":["x",1]},"unfolded":[]}',
        '{"projection_version":1,"positions":{},"unfolded":[1]}',
        '{"projection_version":null,"positions":{},"unfolded":[]}',
    ],
)
def test_another_text_is_no_moment(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        AsOf.from_json(text)


def test_what_other_folds_made_cannot_be_given_again(reporting: Reporting, node: Node) -> None:
    node.approve()
    reporting.take_in(node)
    seen = reporting.now()
    with reporting.database.write() as connection:
        connection.execute(update(projection).values(version=9))

    with pytest.raises(FoldedDifferently, match="2, 9"):
        reporting.ask("hours_of_advice", at=seen)

    assert reporting.now() == replace(seen, projection_version=9)


def test_places_of_another_epoch_are_compared_by_epoch_first(
    reporting: Reporting, node: Node
) -> None:
    for card in (1, 2, 3):
        node.approve(card)
    reporting.take_in(node)
    before = reporting.now()
    with reporting.database.write() as connection:
        # The node went on in a new epoch from position 3, and told there of a correction.
        connection.execute(update(checkpoint).values(epoch=2, position=3))
        row = connection.execute(select(advice_fact).where(advice_fact.c.position == 3)).one()
        told = dict(row._mapping) | {"epoch": 2, "card_id": a_card(4)}
        connection.execute(insert(advice_fact).values(told))
        connection.execute(
            update(advice_fact)
            .where(advice_fact.c.position == 1)
            .values(superseded_epoch=2, superseded_position=3)
        )

    after = reporting.now()

    assert reporting.ask("number_of_advices", at=before).value == 3
    assert reporting.ask("number_of_advices", at=after).value == 3
    assert {row.values["card_id"] for row in reporting.rows("number_of_advices")} == {
        a_card(2),
        a_card(3),
        a_card(4),
    }


def test_the_condition_of_a_table_is_made_once(reporting: Reporting, node: Node) -> None:
    node.approve()
    reporting.take_in(node)
    with reporting.reading() as connection:
        shown = as_of.shown(connection, reporting.projection, reporting.now())

    assert shown.valid(advice_fact) is shown.valid(advice_fact)
    assert shown == Shown(1, reporting.now())
