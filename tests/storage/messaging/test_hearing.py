"""What a service does with the centre's word: each message for itself, and all of it may repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection
from structlog.testing import capture_logs

from shared.kernel.command import Refusal
from shared.messaging import control, relay
from shared.messaging.control import Echo, ProgrammeVersion, ReferralReceipt, Resend
from shared.messaging.delivery import Delivery
from shared.messaging.publishing import PublishingService
from shared.messaging.runtime import Runtime
from tests.storage.messaging.node_and_centre import START, Parcels
from tests.storage.messaging.parcels import CATALOGUE

ELSEWHERE = "/nodes/elsewhere/parcels"


class NotAProgramme(Refusal):
    """What the parcels say to what they do not understand."""


class StoppedClock:
    def now(self) -> datetime:
        return START


@dataclass
class Relay:
    """Remembers what it was asked to send again."""

    asked: list[Resend] = field(default_factory=list)

    def send_again(self, request: Resend) -> None:
        self.asked.append(request)


class ParcelsService(PublishingService):
    """Parcels on the bus; they understand programmes whose document is "good"."""

    name = "parcels"
    kept: list[int]

    def programmes_held(self, connection: Connection) -> Mapping[str, int]:
        del connection
        return {}

    def keep_programme(self, message: ProgrammeVersion) -> None:
        if message.document == "refused":
            raise NotAProgramme
        if message.document != "good":
            raise ValueError(message.document)
        self.kept.append(message.version)


class ReferringService(ParcelsService):
    """The same, but it sends people on; it knows of one whom it has sent to a good place."""

    noted: list[UUID]

    def note_receipt(self, message: ReferralReceipt) -> None:
        if message.received_by == "refused":
            raise NotAProgramme
        if message.received_by != "good":
            raise ValueError(message.received_by)
        self.noted.append(message.referral_id)


@pytest.fixture
def again() -> Relay:
    return Relay()


@pytest.fixture
def service(node: Parcels, again: Relay) -> ParcelsService:
    """Give the service of a node that has sent three domain events."""
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()
    with node.database.write() as connection:
        relay.move_cursor(connection, relay.UPLINK, node.links()[-1], START)
    service: Any = ParcelsService()
    service.kept = []
    service.database = node.database
    service.source = node.source
    service.relaying = again
    service.runtime = Runtime(
        node=node.node,
        is_centre=False,
        installation=UUID(int=1),
        broker_url="amqp://localhost",
        databases={"parcels": node.database},
        clock=StoppedClock(),
        wall_clock=StoppedClock(),
        catalogue=CATALOGUE,
        say=print,
    )
    made: ParcelsService = service
    return made


def said(*messages: control.ControlMessage | bytes) -> list[Delivery]:
    """Return messages as the control queue gives them; bytes are what is no message of ours."""
    return [
        Delivery(
            queue="parcels.control",
            exchange="owss.control",
            user_id=None,
            content_type=control.CONTENT_TYPE,
            body=message if isinstance(message, bytes) else control.dump(message),
        )
        for message in messages
    ]


def programme(version: int, document: str = "good") -> ProgrammeVersion:
    return ProgrammeVersion(
        programme="owss-2009", version=version, digest="a" * 64, document=document
    )


def resend(source: str) -> Resend:
    return Resend(source=source, epoch=1, first=1, last=2, exchange="owss.uplink")


def echo(node: Parcels, position: int, **differing: Any) -> Echo:
    [link] = node.links(position, position)
    usual: dict[str, Any] = {"source": node.source, "epoch": 1, "digest": link.digest}
    return Echo(position=position, **{**usual, **differing})


def acknowledged(node: Parcels) -> int:
    with node.database.read() as connection:
        held = relay.sent_to(connection, relay.ACKNOWLEDGED)
    assert held is not None
    return held.position


def test_what_is_not_understood_is_told_and_the_rest_is_heard(service: ParcelsService) -> None:
    with capture_logs() as logs:
        service.hear(said(b"no JSON", programme(1), b'{"kind":"greeting"}', programme(2)))

    assert service.kept == [1, 2]
    assert [(log["event"], log["queue"]) for log in logs] == [
        ("not_understood", "parcels.control"),
        ("not_understood", "parcels.control"),
    ]


@pytest.mark.parametrize("document", ["refused", "unreadable"])
def test_a_programme_that_cannot_be_kept_is_told_and_the_rest_is_heard(
    service: ParcelsService, document: str
) -> None:
    with capture_logs() as logs:
        service.hear(said(programme(1), programme(2, document), programme(3)))

    assert service.kept == [1, 3]
    assert [(log["event"], log["programme"], log["log_level"]) for log in logs] == [
        ("programme_not_kept", "owss-2009", "error")
    ]


def test_whoever_misses_something_of_this_source_gets_it_again(
    service: ParcelsService, again: Relay
) -> None:
    service.hear(said(resend(ELSEWHERE), resend(service.source)))

    assert again.asked == [resend(service.source)]


def test_a_heartbeat_says_nothing_to_a_service_that_does_not_take_in(
    service: ParcelsService, node: Parcels, again: Relay
) -> None:
    with capture_logs() as logs:
        service.hear([node.heartbeat(START)])

    assert (logs, again.asked, acknowledged(node)) == ([], [], 0)


def test_what_the_centre_holds_counts_as_acknowledged(
    service: ParcelsService, node: Parcels
) -> None:
    with capture_logs() as logs:
        service.hear(said(echo(node, 2), echo(node, 3, source=ELSEWHERE)))

    assert (acknowledged(node), logs) == (2, [])


def test_a_history_that_differs_at_the_centre_is_told_and_acknowledges_nothing(
    service: ParcelsService, node: Parcels
) -> None:
    with capture_logs() as logs:
        service.hear(said(echo(node, 2), echo(node, 3, digest="0" * 64)))

    assert acknowledged(node) == 2
    assert logs == [
        {"event": "diverged", "source": node.source, "position": 3, "log_level": "error"}
    ]


def receipt(source: str, number: int, received_by: str = "good") -> ReferralReceipt:
    return ReferralReceipt(
        source=source,
        receipt_id=UUID(int=100 + number),
        referral_id=UUID(int=number),
        received_by=received_by,
        received_on=START.date(),
    )


@pytest.fixture
def referring(service: ParcelsService) -> ReferringService:
    made: Any = ReferringService()
    vars(made).update(vars(service))
    made.noted = []
    referring: ReferringService = made
    return referring


def test_a_receipt_is_noted_by_whoever_sent_the_client_on(referring: ReferringService) -> None:
    referring.hear(said(receipt(ELSEWHERE, 1), receipt(referring.source, 2)))

    assert referring.noted == [UUID(int=2)]


@pytest.mark.parametrize("received_by", ["refused", "unreadable"])
def test_a_receipt_that_cannot_be_noted_is_told_and_the_rest_is_heard(
    referring: ReferringService, received_by: str
) -> None:
    source = referring.source
    with capture_logs() as logs:
        referring.hear(said(receipt(source, 1, received_by), receipt(source, 2)))

    assert referring.noted == [UUID(int=2)]
    assert [(log["event"], log["referral_id"], log["log_level"]) for log in logs] == [
        ("receipt_not_noted", str(UUID(int=1)), "error")
    ]


def test_a_service_that_refers_nobody_says_that_it_was_told_of_a_receipt(
    service: ParcelsService,
) -> None:
    with capture_logs() as logs:
        service.hear(said(receipt(service.source, 1)))

    assert [(log["event"], log["referral_id"]) for log in logs] == [
        ("refers_nobody", str(UUID(int=1)))
    ]
