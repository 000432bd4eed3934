"""Which receipts of referrals the centre tells: what both nodes told and one does not know yet."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.reporting.storage import receipts
from services.reporting.storage.receipts import TOLD_AT_ONCE
from shared.messaging.control import ReferralReceipt
from shared.wire.envelope import read
from tests.storage.reporting.advice_told import NOW, Node, Reporting
from tests.storage.reporting.people_told import DAY, Desk, a_record


@pytest.fixture
def sender() -> Node:
    return Node("zarska")


@pytest.fixture
def receiver() -> Node:
    return Node("torunska")


def untold(reporting: Reporting, after: timedelta = timedelta(0)) -> list[ReferralReceipt]:
    with reporting.reading() as connection:
        told = receipts.untold(connection, NOW + after)
    for node, receipt in told:
        assert receipt.source == f"/nodes/{node}/consultations"
    return [receipt for _, receipt in told]


def ids(told: list[ReferralReceipt]) -> list[UUID]:
    return [receipt.referral_id for receipt in told]


def listen(reporting: Reporting, *nodes: Node) -> None:
    """Let heartbeats of the nodes have just come."""
    for node in nodes:
        reporting.receive(node, [node.heartbeat()])


def test_nothing_is_told_before_anything_is_folded(reporting: Reporting) -> None:
    assert untold(reporting) == []


@pytest.mark.parametrize("referral_comes_first", [True, False])
def test_a_receipt_is_told_from_when_both_domain_events_are_here(
    reporting: Reporting, sender: Node, receiver: Node, *, referral_comes_first: bool
) -> None:
    Desk(sender).referred(1, to=receiver)
    Desk(receiver).received(1, sender=sender)
    listen(reporting, sender, receiver)
    first, second = (sender, receiver) if referral_comes_first else (receiver, sender)
    reporting.take_in(first)
    told_before = untold(reporting)

    reporting.take_in(second)

    assert told_before == []
    assert untold(reporting) == [
        ReferralReceipt(
            source=sender.source,
            receipt_id=UUID(read(receiver.links[0].message).id),
            referral_id=a_record(1),
            received_by="torunska",
            received_on=DAY,
        )
    ]


def test_a_receipt_is_told_until_the_node_that_referred_says_that_it_is_noted(
    reporting: Reporting, sender: Node, receiver: Node
) -> None:
    Desk(sender).referred(1, to=receiver)
    Desk(receiver).received(1, sender=sender)
    listen(reporting, sender)
    reporting.take_in(sender, receiver)
    told_twice = [ids(untold(reporting)) for _ in range(2)]
    Desk(sender).noted(1, receiver)

    reporting.take_in(sender)

    assert told_twice == [[a_record(1)]] * 2
    assert untold(reporting) == []
    assert reporting.rebuild().differences == ()
    assert untold(reporting) == []


def test_only_the_node_that_a_client_was_sent_to_receives_them(
    reporting: Reporting, sender: Node, receiver: Node
) -> None:
    elsewhere = Node("swietlica")
    Desk(sender).referred(1, to=receiver)
    Desk(elsewhere).received(1, sender=sender)
    Desk(receiver).received(1, sender=elsewhere)
    listen(reporting, sender)

    reporting.take_in(sender, elsewhere, receiver)

    assert untold(reporting) == []


def test_nobody_notes_the_receipt_of_anothers_referral(
    reporting: Reporting, sender: Node, receiver: Node
) -> None:
    Desk(sender).referred(1, to=receiver)
    Desk(receiver).received(1, sender=sender)
    forger = Node("swietlica")
    Desk(forger).noted(1, receiver)
    listen(reporting, sender)

    reporting.take_in(sender, receiver, forger)

    assert ids(untold(reporting)) == [a_record(1)]


def test_a_silent_node_is_told_once_it_is_back(
    reporting: Reporting, sender: Node, receiver: Node
) -> None:
    Desk(sender).referred(1, to=receiver)
    Desk(receiver).received(1, sender=sender)
    listen(reporting, sender)
    reporting.take_in(sender, receiver)

    an_hour_later = timedelta(hours=1)
    told_in_silence = untold(reporting, an_hour_later)
    back = NOW + an_hour_later
    reporting.receive(sender, [sender.heartbeat(back)], back)

    assert told_in_silence == []
    assert ids(untold(reporting, an_hour_later)) == [a_record(1)]


def test_a_turn_tells_the_oldest_of_many(
    reporting: Reporting, sender: Node, receiver: Node
) -> None:
    for number in range(TOLD_AT_ONCE + 1):
        Desk(sender).referred(number, to=receiver)
        Desk(receiver).received(number, sender=sender)
    listen(reporting, sender)

    reporting.take_in(sender, receiver)

    assert ids(untold(reporting)) == [a_record(number) for number in range(TOLD_AT_ONCE)]
