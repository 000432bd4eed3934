"""What the centre does for nodes among themselves: receipts go down, match lists come up."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.reporting.service import ReportingService
from shared.messaging import control
from shared.messaging.control import Match, MatchList, ReferralReceipt
from tests.slices.reporting.conftest import Watchdog
from tests.slices.reporting.submitting import OFFICER
from tests.storage.reporting.advice_told import NOW, Node, Reporting, a_client
from tests.storage.reporting.people_told import Desk, a_record

PEOPLE = {
    "name": "unique_people",
    "first": "2009-06-01",
    "last": "2009-12-31",
    "actor": OFFICER,
}


def take_in(service: ReportingService, *nodes: Node) -> None:
    for node in nodes:
        service.receive([*node.deliveries(), node.heartbeat()])
    while service.project("tick"):
        pass


def referred_and_received(reporting: Reporting) -> tuple[Node, Node]:
    sender, receiver = Node("zarska"), Node("torunska")
    reporting.expect(sender, receiver)
    Desk(sender).referred(1, to=receiver)
    Desk(receiver).received(1, sender=sender)
    return sender, receiver


def test_the_centre_tells_whoever_referred_a_client_that_they_came(
    service: ReportingService, reporting: Reporting, watchdog: Watchdog
) -> None:
    sender, receiver = referred_and_received(reporting)
    take_in(service, sender, receiver)

    service.watch("tick")

    [[(node, told)]] = watchdog.turns
    assert node == "zarska"
    assert isinstance(told, ReferralReceipt)
    assert (told.source, told.referral_id) == (sender.source, a_record(1))
    assert told.received_by == "torunska"


def test_only_the_centre_tells_receipts(
    service: ReportingService, reporting: Reporting, watchdog: Watchdog
) -> None:
    take_in(service, *referred_and_received(reporting))
    service.runtime = replace(service.runtime, is_centre=False)

    service.watch("tick")

    assert watchdog.turns == [[]]


def test_a_match_list_that_comes_in_counts_people_and_the_figure_says_so(
    service: ReportingService, reporting: Reporting
) -> None:
    here, there = Node("zarska"), Node("torunska")
    reporting.expect(here, there)
    here.approve(1, clients=(a_client(1),))
    there.approve(1, clients=(a_client(2),))
    take_in(service, here, there)

    for node, client in ((here, 1), (there, 2)):
        part = MatchList(
            source=node.source,
            made_at=NOW,
            part=1,
            parts=1,
            matches=(Match(UUID(int=client), "krs", "a" * 64),),
        )
        service.receive([node.delivery(control.dump(part), control.CONTENT_TYPE)] * 2)

    people = service.figure(PEOPLE)
    assert (people["value"], people["count"]) == (1, 2)
    assert people["matching"] == {
        "people": {"krs": 1},
        "shared": {"krs": 1},
        "lists": {"torunska": "2009-07-07T12:00:00+00:00", "zarska": "2009-07-07T12:00:00+00:00"},
    }
    assert "matching" not in service.figure({**PEOPLE, "name": "unique_clients"})
