"""What nodes exchange through their centre: receipts of referrals, and whom they have in common.

Two partners' nodes and a centre on a real broker, the partners on SQLite, the centre on PostgreSQL.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import amqp
import pytest
import yaml
from sqlalchemy import func, select

from services.consultations.storage.programmes import StoredProgrammes
from services.node.clocks import WallClock
from services.reporting.projection.matches import match_entry, match_list
from services.reporting.storage import receipts
from shared.messaging import control
from shared.messaging.tables import journal, quarantine
from shared.messaging.topology import CONTROL, inbound
from shared.settings import read_settings, write_settings
from tests.bus.checking import check_chains
from tests.bus.desk import PROGRAMME, Desk
from tests.bus.network import (
    PACE,
    Ground,
    Network,
    RunningNode,
    another_partner,
    network,
    wait_for,
)
from tests.bus.owss import Terminal
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer

PERIOD = {"first": "2009-06-01", "last": "2009-12-31"}
OFFICER = {"staff_id": str(UUID(int=7)), "roles": ["reporting_officer"]}


@dataclass(frozen=True)
class Exchange:
    """A centre with two partners; the first one's link may be cut."""

    network: Network
    other: RunningNode

    @property
    def centre(self) -> RunningNode:
        return self.network.centre

    @property
    def partner(self) -> RunningNode:
        return self.network.partner


@pytest.fixture(scope="module")
def modules_exchange(
    rabbitmq_server: RabbitmqServer,
    postgresql_server: PostgresqlServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Exchange]:
    home = tmp_path_factory.mktemp("nodes")
    with ExitStack() as afterwards:
        small = Ground(rabbitmq_server)
        big = Ground(
            rabbitmq_server, lambda: afterwards.enter_context(postgresql_server.database())
        )
        joined = afterwards.enter_context(network(home, centre=big, partner=small))
        other = afterwards.enter_context(another_partner(joined, home, "mops-olsztyn", small))
        for node in (*joined.nodes, other):
            # As they were left by joining: with the key that the centre gave them.
            settings = read_settings(node.place.home)
            write_settings(node.place.home, replace(settings, pace=replace(PACE, match_list=0.5)))
            node.run()
        exchange = Exchange(joined, other)
        publish_programme(exchange)
        yield exchange


@pytest.fixture
def exchange(modules_exchange: Exchange) -> Iterator[Exchange]:
    """Give the exchange as it should be, whatever the test before has done to it."""
    modules_exchange.network.run()
    modules_exchange.other.run()
    yield modules_exchange
    check_chains(modules_exchange.network)
    with modules_exchange.centre.databases["reporting"].read() as connection:
        held_apart = connection.execute(select(func.count()).select_from(quarantine))
        assert held_apart.scalar_one() == 0


def publish_programme(exchange: Exchange) -> None:
    """Publish a programme whose partners are these nodes, and wait until both have it."""
    document = yaml.safe_load(PROGRAMME.read_text(encoding="utf-8"))
    nodes = (exchange.centre, exchange.partner, exchange.other)
    document["partners"] = [
        {**partner, "node": node.name}
        for partner, node in zip(document["partners"][: len(nodes)], nodes, strict=True)
    ]
    for indicator in document["indicators"]:
        indicator.pop("targets_by_node", None)
    exchange.centre.ask(
        "reporting",
        "publish_programme",
        command_id=str(uuid4()),
        actor=OFFICER,
        document=yaml.safe_dump(document, allow_unicode=True),
    )

    def has_it(node: RunningNode) -> bool:
        with node.databases["consultations"].read() as connection:
            return StoredProgrammes(connection).known() != ()

    wait_for(
        lambda: has_it(exchange.partner) and has_it(exchange.other), "both nodes have a programme"
    )


def refer(desk: Desk, to: RunningNode) -> str:
    referral_id = str(uuid4())
    desk.ask(
        "make_referral",
        desk.adviser,
        referral_id=referral_id,
        client_id=desk.client_id,
        programme="owss-2009",
        field_of_advice="legal",
        to_node=to.name,
    )
    return referral_id


def receive(desk: Desk, referral_id: str, sender: RunningNode) -> None:
    desk.ask(
        "receive_referral",
        desk.adviser,
        referral_id=referral_id,
        client_id=desk.client_id,
        programme="owss-2009",
        from_node=sender.name,
    )


def referral(desk: Desk, referral_id: str) -> Any:
    return desk.ask_again("referral", {"actor": desk.adviser, "referral_id": referral_id})


def wait_for_receipt(desk: Desk, referral_id: str, receiver: RunningNode) -> None:
    wait_for(
        lambda: referral(desk, referral_id)["state"] == "received", "the receipt is on the referral"
    )
    assert referral(desk, referral_id)["received_by"] == receiver.name


def events_of_referral(node: RunningNode, referral_id: str) -> list[str]:
    with node.databases["consultations"].read() as connection:
        types = connection.execute(
            select(journal.c.type)
            .where(journal.c.subject == f"referral/{referral_id}")
            .order_by(journal.c.subject_version)
        ).scalars()
        return [str(each).split(".")[3] for each in types]


def wait_until_nothing_is_told(exchange: Exchange) -> None:
    def untold() -> int:
        with exchange.centre.databases["reporting"].read() as connection:
            return len(receipts.untold(connection, WallClock().now()))

    wait_for(lambda: untold() == 0, "the centre has heard that every receipt is noted")


def test_a_receipt_comes_back_to_the_node_that_referred_once(exchange: Exchange) -> None:
    here, there = Desk(exchange.partner), Desk(exchange.other)
    referral_id = refer(here, to=exchange.other)
    receive(there, referral_id, exchange.partner)

    wait_for_receipt(here, referral_id, exchange.other)
    wait_until_nothing_is_told(exchange)
    received_on = referral(here, referral_id)["received_on"]
    again = control.ReferralReceipt(
        source=exchange.partner.sources[0],
        receipt_id=uuid4(),
        referral_id=UUID(referral_id),
        received_by=exchange.other.name,
        received_on=datetime.fromisoformat(received_on).date(),
    )
    tell_twice(exchange, again)

    assert events_of_referral(exchange.partner, referral_id) == [
        "referral_made",
        "referral_receipt_noted",
    ]


def test_a_slip_is_written_and_a_list_is_sent_from_the_command_line(
    exchange: Exchange, tmp_path: Path
) -> None:
    home = str(exchange.partner.place.home)
    referral_id = refer(Desk(exchange.partner), to=exchange.other)
    terminal = Terminal(tmp_path)

    written = terminal.run("referral", "slip", referral_id, "--folder", "slips", "--home", home)
    sent = terminal.run("match", "send", "--home", home)
    refused = terminal.run("referral", "slip", str(uuid4()), "--home", home)

    assert (written.code, sent.code, refused.code) == (0, 0, 1), (written, sent, refused)
    (slip,) = (tmp_path / "slips").iterdir()
    assert slip.name.startswith("skierowanie-SK-")
    assert slip.read_bytes().startswith(b"%PDF-1.7")
    assert "Wysłano listę" in sent.shown
    assert "nie ma takiego skierowania" in refused.shown.replace("\N{NO-BREAK SPACE}", " ")


def tell_twice(exchange: Exchange, message: control.ControlMessage) -> None:
    """Let a control message come to the partner's node twice, and wait until it was heard."""
    node = exchange.partner
    with exchange.network.channel(node) as channel:
        for _ in range(2):
            body = control.dump(message)
            channel.basic_publish(
                amqp.Message(body, content_type=control.CONTENT_TYPE, delivery_mode=2),
                CONTROL,
                node.name,
            )
    wait_for(lambda: _is_heard(node), "the messages were heard")


def _is_heard(node: RunningNode) -> bool:
    queues = {each["name"]: each for each in node.management.queues(node.name)}
    return int(queues["consultations.control"].get("messages", 1)) == 0


def test_a_receipt_waits_for_a_node_that_is_down(exchange: Exchange) -> None:
    here, there = Desk(exchange.partner), Desk(exchange.other)
    referral_id = refer(here, to=exchange.other)
    wait_for(lambda: _referrals_at_the_centre(exchange, referral_id), "the centre has the referral")
    exchange.partner.bus.kill()
    receive(there, referral_id, exchange.partner)

    exchange.partner.run()

    wait_for_receipt(here, referral_id, exchange.other)
    wait_until_nothing_is_told(exchange)
    assert len(events_of_referral(exchange.partner, referral_id)) == 2


def test_a_receipt_that_comes_to_the_centre_before_its_referral_waits_for_it(
    exchange: Exchange,
) -> None:
    here, there = Desk(exchange.partner), Desk(exchange.other)
    exchange.network.cut()
    referral_id = refer(here, to=exchange.other)
    receive(there, referral_id, exchange.partner)
    wait_for(
        lambda: (
            figure(exchange, "number_of_received_referrals", node=exchange.other.name)["value"] > 0
        ),
        "the centre has the receipt",
    )

    exchange.network.link()

    wait_for_receipt(here, referral_id, exchange.other)
    wait_until_nothing_is_told(exchange)


def _referrals_at_the_centre(exchange: Exchange, referral_id: str) -> bool:
    rows = exchange.centre.ask(
        "reporting", "figure_rows", name="number_of_referrals", **PERIOD, limit=1000
    )["rows"]
    return any(row["referral_id"] == referral_id for row in rows)


def figure(exchange: Exchange, name: str, **filters: str) -> Any:
    return exchange.centre.ask("reporting", "figure", name=name, **PERIOD, filters=filters)


def people(exchange: Exchange) -> Any:
    """Return how many people the centre counts, with by what they were matched."""
    return figure(exchange, "unique_people", field_of_advice="legal")


def by(told: Any, identifier: str) -> int:
    """Return how many people were matched by an identifier."""
    matched: int = told["matching"]["people"].get(identifier, 0)
    return matched


def shared(told: Any) -> int:
    """Return how many people two nodes know by the same NIP."""
    known: int = told["matching"]["shared"].get("nip", 0)
    return known


def advise(desk: Desk, **identifiers: str) -> str:
    """Register one more client, and have a card of theirs approved."""
    desk.client_id = str(uuid4())
    desk.ask(
        "register_client",
        desk.adviser,
        client_id=desk.client_id,
        client_kind="social_cooperative",
        name="Spółdzielnia „Wspólny Stół”",
        **identifiers,
    )
    desk.approved_card()
    return desk.client_id


def wait_for_people(exchange: Exchange, expected: Callable[[Any], bool], what: str) -> Any:
    wait_for(lambda: expected(people(exchange)), what)
    return people(exchange)


def test_whom_two_nodes_advised_is_one_person_until_one_of_them_forgets(
    exchange: Exchange,
) -> None:
    here, there = Desk(exchange.partner), Desk(exchange.other)
    before = people(exchange)
    advise(here, nip="526-025-02-74")
    advise(here)
    forgotten = advise(there, nip="5260250274")
    matched = wait_for_people(
        exchange,
        lambda told: told["count"] == before["count"] + 3 and shared(told) == shared(before) + 1,
        "three cards are counted and the lists of both nodes are there",
    )

    there.ask("erase_client", there.coordinator, client_id=forgotten, ground="requested")
    apart = wait_for_people(
        exchange,
        lambda told: told["value"] == before["value"] + 3,
        "the list without the client is there",
    )

    assert matched["value"] == before["value"] + 2
    assert shared(apart) == shared(before)
    assert by(matched, "client_id") == by(before, "client_id") + 1
    assert set(matched["matching"]["lists"]) == {exchange.partner.name, exchange.other.name}
    assert None not in matched["matching"]["lists"].values()
    assert by(apart, "nip") == by(before, "nip") + 1
    assert by(apart, "client_id") == by(before, "client_id") + 2
    assert apart["count"] == matched["count"]


def test_an_old_list_that_comes_again_and_a_restart_change_nothing(exchange: Exchange) -> None:
    desk = Desk(exchange.partner)
    before = people(exchange)["value"]
    first, second = advise(desk, krs="0000000001"), advise(desk, nip="7740001454")
    wait_for_people(
        exchange,
        lambda told: told["value"] == before + 2 and "krs" in told["matching"]["people"],
        "both new clients are counted and in a list",
    )
    old = replace(newest_list(exchange), made_at=datetime(2020, 1, 1, tzinfo=UTC))
    desk.ask("merge_clients", desk.coordinator, client_id=first, into_client_id=second)
    merged = wait_for_people(
        exchange, lambda told: told["value"] == before + 1, "the two are one client"
    )
    wait_for(lambda: len(digests_of(exchange, first, second)) == 1, "both files have one digest")

    send_up_twice(exchange, old)
    exchange.partner.bus.kill()
    exchange.partner.run()
    sent = desk.ask_again("send_match_list", {"actor": OFFICER})
    wait_for(
        lambda: newest_list(exchange).made_at == datetime.fromisoformat(sent["made_at"]),
        "the list that was asked for is there",
    )

    assert people(exchange)["matching"]["people"] == merged["matching"]["people"]
    assert len(digests_of(exchange, first, second)) == 1
    assert sent["files"] == len(newest_list(exchange).matches)


def newest_list(exchange: Exchange) -> control.MatchList:
    """Return the list of the partner that the centre has."""
    source = exchange.partner.sources[0]
    with exchange.centre.databases["reporting"].read() as connection:
        made_at = connection.execute(
            select(match_list.c.made_at).where(match_list.c.source == source, match_list.c.complete)
        ).scalar_one()
        rows = connection.execute(
            select(match_entry.c.client_id, match_entry.c.matched_by, match_entry.c.digest).where(
                match_entry.c.source == source, match_entry.c.made_at == made_at
            )
        )
        matches = tuple(control.Match(*row) for row in rows)
    return control.MatchList(source=source, made_at=made_at, part=1, parts=1, matches=matches)


def digests_of(exchange: Exchange, *clients: str) -> set[str]:
    matches = newest_list(exchange).matches
    return {match.digest for match in matches if str(match.client_id) in clients}


def send_up_twice(exchange: Exchange, message: control.MatchList) -> None:
    """Publish at the centre in the partner's name, as its shovel does."""
    name = exchange.partner.name
    with exchange.network.partners_channel() as channel:
        for _ in range(2):
            channel.basic_publish(
                amqp.Message(
                    control.dump(message),
                    content_type=control.CONTENT_TYPE,
                    user_id=name,
                    delivery_mode=2,
                ),
                inbound(name),
            )
