"""What this version cannot read is kept, and counts once it can be read (F14, F28)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.contracts.domain_event import DomainEvent
from shared.kernel.command import Actor, Command
from shared.messaging import parking
from shared.messaging.journal import Journal
from shared.messaging.parking import FAILED, UNKNOWN, WAITING, Parked
from shared.wire.catalogue import Catalogue, EventType
from shared.wire.fields import Identifier, Privacy, RecordSchema
from tests.bus.checking import check, settle, shown_generation_of
from tests.bus.desk import MINUTES, Desk
from tests.bus.network import Network, wait_for
from tests.bus.newer_version import TYPE, newer_here

HOURS = {"name": "hours_of_advice", "first": "2009-06-01", "last": "2009-12-31"}


@dataclass(frozen=True, kw_only=True)
class NotAnApproval(DomainEvent):
    """What a node with an error might publish under the name of an approval."""

    record_id: UUID


class NotAnApprovalSchema(RecordSchema):
    record_id = Identifier(privacy=Privacy.BUSINESS)


WITH_AN_ERROR = Catalogue(
    (
        EventType(
            publisher="consultations",
            name="advice_card_approved",
            major=1,
            contract=NotAnApproval,
            schema=NotAnApprovalSchema,
            subject=lambda event: f"record/{event.record_id}",
        ),
    )
)


@pytest.fixture
def network(modules_network: Network) -> Iterator[Network]:
    """Have both nodes and this process run the newer version, which reads the older one too."""
    modules_network.link()
    for node in modules_network.nodes:
        node.run("newer_version")
    with newer_here():
        yield modules_network


def journal_with_an_error(network: Network, record_id: UUID) -> None:
    """Append to the partner's journal twice what nobody can read."""
    node = network.partner
    with node.databases["consultations"].write() as connection:
        journal = Journal(connection=connection, source=node.sources[0], catalogue=WITH_AN_ERROR)
        for version in (1, 2):
            journal.append(
                NotAnApproval(
                    occurred_at=datetime(2009, 7, 10, 16, tzinfo=UTC),
                    subject_version=version,
                    record_id=record_id,
                ),
                caused_by=Command(
                    command_id=uuid4(), actor=Actor(staff_id=uuid4(), roles=frozenset())
                ),
            )


def hours(network: Network) -> int:
    value: int = network.centre.ask("reporting", "figure", **HOURS)["value"]
    return value


def parked(network: Network, subject: str) -> list[Parked]:
    reporting = network.centre.databases["reporting"]
    generation = shown_generation_of(network.centre)
    with reporting.read() as connection:
        listed = parking.listed(connection, MINISTRY_FACTS.name, generation)
    return [one for one in listed if one.subject == subject]


@pytest.mark.fault("F28")
def test_an_unknown_major_version_waits_until_the_software_knows_it(network: Network) -> None:
    settle(network)
    before = hours(network)
    desk = Desk(network.partner)
    network.centre.run()

    card_id = desk.approved_card()
    desk.confirm(card_id)
    draft = desk.signed_card()
    wait_for(lambda: len(parked(network, f"advice-card/{card_id}")) == 2, "its subject waits")
    waiting = [(one.kind, one.type) for one in parked(network, f"advice-card/{card_id}")]
    hours_meanwhile = hours(network)
    network.centre.run("newer_version")
    wait_for(lambda: parked(network, f"advice-card/{card_id}") == [], "it is folded by itself")

    assert waiting[0] == (UNKNOWN, TYPE)
    assert waiting[1] == (WAITING, "pl.owss.consultations.advice_confirmed.v1")
    assert parked(network, f"advice-card/{draft}") == []
    assert hours_meanwhile == before
    assert hours(network) == before + MINUTES
    check(network)


@pytest.mark.fault("F28")
def test_data_that_are_not_of_their_type_are_parked_with_the_reason_and_the_rest_goes_on(
    network: Network,
) -> None:
    settle(network)
    before, record_id = hours(network), uuid4()

    journal_with_an_error(network, record_id)
    Desk(network.partner).approved_card()
    check(network)

    first, second = parked(network, f"record/{record_id}")
    assert (first.kind, second.kind) == (FAILED, WAITING)
    assert first.reason.startswith("the data are not of pl.owss.consultations.advice_card_approved")
    assert hours(network) == before + MINUTES
