"""From what a queue gives to a figure, its rows and the domain event behind each of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from marshmallow import ValidationError
from structlog.testing import capture_logs

from services.reporting.figures.as_of import NothingFolded
from services.reporting.figures.behind import NotInArchive
from services.reporting.figures.figure import UnknownFigure, UnknownFilter
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.service import ReportingService
from shared.contracts.consultations import AdviceCardApproved
from shared.kernel.command import NotAuthorised
from shared.messaging.control import ProgrammeVersion
from shared.messaging.folding import FAILURES_IN_A_ROW
from shared.wire.catalogue import Catalogue
from shared.wire.programme import document_digest, programme_document
from tests.slices.reporting.conftest import Watchdog
from tests.storage.reporting.advice_told import Node, Reporting, a_card, a_client
from tests.unit.reporting.report_sample import PROGRAMME_FILE, the_programme

SEASON = {"first": "2009-06-01", "last": "2009-12-31"}
OFFICER = {"staff_id": str(a_card(7)), "roles": ["reporting_officer"]}
ASKING = {"actor": OFFICER}
HOURS = {"name": "hours_of_advice", **SEASON, **ASKING}
OPERATIONS = {"staff_id": str(a_card(8)), "roles": ["operations"]}


@pytest.fixture
def node(reporting: Reporting) -> Node:
    """Give a node that is enrolled at the centre."""
    node = Node("zarska")
    reporting.expect(node)
    return node


def take_in(service: ReportingService, node: Node) -> None:
    service.receive([*node.deliveries(), node.heartbeat()])
    while service.project("tick"):
        pass


def by(actor: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"command_id": str(uuid4()), "actor": actor, **members}


def published(service: ReportingService) -> dict[str, Any]:
    document = PROGRAMME_FILE.read_text(encoding="utf-8")
    return service.publish_programme(by(OFFICER, document=document))


def test_an_approved_card_becomes_hours_with_their_origin(
    service: ReportingService, node: Node
) -> None:
    node.approve(1, minutes=90, clients=(a_client(1, sex="female"),))
    take_in(service, node)

    hours = service.figure(HOURS)
    rows = service.figure_rows(HOURS)
    (row,) = rows["rows"]
    place = {name: row[name] for name in ("source", "epoch", "position")}
    behind = service.domain_event(place | ASKING)

    assert (hours["value"], hours["count"], hours["unit"]) == (90, 1, "minutes")
    assert hours["freshness"]["complete"] is True
    assert rows["count"] == 1
    assert row == {
        "source": "/nodes/zarska/consultations",
        "epoch": 1,
        "position": 1,
        "node": "zarska",
        "programme": "owss-2009",
        "card_id": str(a_card(1)),
        "card_number": "1/2009/zarska",
        "held_on": "2009-07-07",
        "minutes": 90,
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
    }
    assert behind["verified"] is True
    assert (behind["node"], behind["time"]) == ("zarska", "2009-07-07T12:00:00+00:00")
    assert behind["type"] == "pl.owss.consultations.advice_card_approved.v1"
    assert behind["data"]["minutes"] == 90


def test_a_figure_says_what_was_asked_and_how_far_each_node_has_come(
    service: ReportingService, node: Node, reporting: Reporting
) -> None:
    reporting.expect(Node("kis"))
    node.approve(clients=(a_client(1), a_client(2, "legal_person")))
    take_in(service, node)

    places = service.figure(
        {"name": "client_places", **SEASON, **ASKING, "filters": {"client_kind": "legal_person"}}
    )

    fresh = places.pop("freshness")
    moment = places.pop("as_of")
    assert places == {
        "name": "client_places",
        "unit": "count",
        "first": "2009-06-01",
        "last": "2009-12-31",
        "filters": {"client_kind": "legal_person"},
        "value": 1,
        "count": 1,
    }
    assert json.loads(moment)["positions"] == {node.source: [1, 1]}
    assert fresh == service.freshness(ASKING)
    assert fresh["complete"] is False
    assert [(each["node"], each["state"], each["since"]) for each in fresh["nodes"]] == [
        ("kis", "silent", None),
        ("zarska", "complete", "2009-07-07T12:00:00+00:00"),
    ]
    assert fresh["nodes"][1]["sources"] == [
        {
            "source": node.source,
            "state": "complete",
            "position": 1,
            "missing": 0,
            "parked": 0,
            "stopped_because": None,
            "forks": 0,
            "clock_skew_seconds": 0,
        }
    ]


def test_a_figure_is_asked_for_as_it_was(service: ReportingService, node: Node) -> None:
    node.approve(minutes=90)
    take_in(service, node)
    then = service.figure(HOURS)["as_of"]
    node.correct(minutes=30)
    take_in(service, node)

    again = service.figure({**HOURS, "as_of": then})

    assert (again["value"], again["as_of"]) == (90, then)
    assert service.figure(HOURS)["value"] == 30
    (row,) = service.figure_rows({**HOURS, "as_of": then})["rows"]
    assert row["position"] == 1


def test_rows_come_a_page_at_a_time(service: ReportingService, node: Node) -> None:
    for card in range(1, 6):
        node.approve(card)
    take_in(service, node)

    page = service.figure_rows({**HOURS, "offset": 2, "limit": 2})

    assert page["count"] == 5
    assert [row["position"] for row in page["rows"]] == [3, 4]


def test_answers_are_json(service: ReportingService, node: Node) -> None:
    node.approve()
    node.unreadable(2)
    take_in(service, node)
    answers = [
        service.figure(HOURS),
        service.figure_rows({"name": "client_places", **SEASON, **ASKING}),
        service.domain_event({"source": node.source, "position": 1, **ASKING}),
        service.freshness(ASKING),
        service.parked(ASKING),
    ]

    assert json.loads(json.dumps(answers)) == answers


def test_what_cannot_be_answered_is_refused(service: ReportingService, node: Node) -> None:
    with pytest.raises(NothingFolded):
        service.figure(HOURS)
    take_in(service, node)

    with pytest.raises(UnknownFigure):
        service.figure({**HOURS, "name": "happiness"})
    with pytest.raises(UnknownFilter):
        service.figure_rows({**HOURS, "filters": {"sex": "female"}})
    with pytest.raises(NotInArchive):
        service.domain_event({"source": node.source, "position": 1, **ASKING})
    with pytest.raises(ValidationError):
        service.figure({})


def test_what_a_queue_should_not_hold_is_kept_apart_and_told(
    service: ReportingService, node: Node
) -> None:
    node.approve()
    (delivery,) = node.deliveries()

    with capture_logs() as logs:
        service.receive([delivery, replace(delivery, user_id="somebody")])

    assert logs == [{"event": "held_apart", "quarantined": 1, "forks": 0, "log_level": "error"}]


def test_what_cannot_be_folded_is_told_and_cured_by_a_correction_of_the_software(
    service: ReportingService, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    cure = failing(monkeypatch)
    node.approve(1, minutes=90)
    node.confirm(1)
    with capture_logs() as logs:
        take_in(service, node)
    parked = service.parked(ASKING)["parked"]
    retried_too_early = service.retry_parked(by(OPERATIONS))

    cure()
    retried = service.retry_parked(by(OPERATIONS))

    assert logs == [{"event": "parked", "source": node.source, "count": 2, "log_level": "error"}]
    assert [(each["position"], each["kind"]) for each in parked] == [
        (1, "failed"),
        (2, "waiting"),
    ]
    assert parked[0]["type"] == "pl.owss.consultations.advice_card_approved.v1"
    assert parked[0]["subject"] == f"advice-card/{a_card(1)}"
    assert parked[0]["reason"].startswith("ZeroDivisionError")
    assert retried_too_early == {"subjects": 1, "still_parked": 2}
    assert retried == {"subjects": 1, "still_parked": 0}
    assert service.figure(HOURS)["value"] == 90


def test_only_operations_try_again_what_is_parked(service: ReportingService) -> None:
    with pytest.raises(NotAuthorised):
        service.retry_parked(by(OFFICER))


def failing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let every approval fail; return what lets them be folded again."""

    def fail(_folding: object) -> Any:
        raise ZeroDivisionError

    folds: dict[Any, Any] = {**MINISTRY_FACTS.folds, AdviceCardApproved: fail}
    failing_facts = replace(MINISTRY_FACTS, folds=folds)
    monkeypatch.setattr("services.reporting.service.MINISTRY_FACTS", failing_facts)
    monkeypatch.setattr("services.reporting.storage.work.MINISTRY_FACTS", failing_facts)
    return monkeypatch.undo


def test_a_halted_projection_goes_on_once_it_is_cured(
    service: ReportingService, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    cure = failing(monkeypatch)
    for card in range(1, FAILURES_IN_A_ROW + 2):
        node.approve(card, minutes=1)
    take_in(service, node)
    halted = service.freshness(ASKING)["halted_because"]

    cure()
    service.retry_parked(by(OPERATIONS))
    take_in(service, node)

    assert halted == f"{FAILURES_IN_A_ROW} domain events of {node.source} failed in a row"
    assert service.freshness(ASKING)["halted_because"] is None
    assert service.figure(HOURS)["value"] == FAILURES_IN_A_ROW + 1


def test_what_waited_for_newer_software_counts_once_this_is_it(
    service: ReportingService, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = MINISTRY_FACTS.catalogue.types
    older = Catalogue(tuple(each for each in known if each.contract is not AdviceCardApproved))
    monkeypatch.setattr(
        "services.reporting.service.MINISTRY_FACTS", replace(MINISTRY_FACTS, catalogue=older)
    )
    node.approve(minutes=90)
    take_in(service, node)
    service.watch("tick")
    before = [each["kind"] for each in service.parked(ASKING)["parked"]]

    monkeypatch.undo()
    service.watch("tick")

    assert before == ["unknown"]
    assert service.parked(ASKING) == {"parked": []}
    assert service.figure(HOURS)["value"] == 90


def test_operations_discard_what_will_never_be_cured_and_take_it_back(
    service: ReportingService, node: Node
) -> None:
    place = {"source": node.source, "epoch": 1, "position": 1}
    node.unreadable(1)
    take_in(service, node)

    discarded = service.discard_parked(by(OPERATIONS, **place, reason="sent_by_mistake"))
    meanwhile = service.parked(ASKING)["parked"][0]["kind"], service.freshness(ASKING)["complete"]
    taken_back = service.take_back_discarded(by(OPERATIONS, **place))

    assert (discarded, taken_back) == ({"still_parked": 0}, {"still_parked": 1})
    assert meanwhile == ("discarded", True)
    assert service.parked(ASKING)["parked"][0]["kind"] == "failed"


def test_a_published_programme_is_sent_to_whoever_lacks_it(
    service: ReportingService, node: Node, watchdog: Watchdog
) -> None:
    answer = published(service)
    service.receive([node.heartbeat()])

    service.watch("tick")
    service.receive([node.heartbeat(programmes={"owss-2009": 1}, waiting=0)])
    service.watch("tick")

    assert answer == {"programme": "owss-2009", "version": 1}
    first, second = watchdog.turns
    assert [(name, message) for name, message in first] == [("zarska", as_message())]
    assert second == []


def test_only_the_centre_sends_programmes(
    service: ReportingService, node: Node, watchdog: Watchdog
) -> None:
    published(service)
    service.receive([node.heartbeat()])
    service.runtime = replace(service.runtime, is_centre=False)

    service.watch("tick")

    assert watchdog.turns == [[]]


def as_message(**changes: Any) -> ProgrammeVersion:
    document = programme_document(the_programme())
    usual: dict[str, Any] = {
        "programme": "owss-2009",
        "version": 1,
        "digest": document_digest(document),
        "document": document.decode(),
    }
    return ProgrammeVersion(**{**usual, **changes})


def held(service: ReportingService) -> dict[str, int]:
    with service.database.read() as connection:
        return dict(service.programmes_held(connection))


def test_a_node_keeps_what_the_centre_published(service: ReportingService) -> None:
    before = held(service)

    for _ in range(2):
        service.keep_programme(as_message())

    assert (before, held(service)) == ({}, {"owss-2009": 1})


@pytest.mark.parametrize("fault", ["unreadable", "altered"])
def test_a_programme_that_cannot_be_kept_is_told_and_holds_nothing_up(
    service: ReportingService, fault: str
) -> None:
    service.keep_programme(as_message())
    altered = programme_document(replace(the_programme(), title="Inny")).decode()
    documents = {"unreadable": "code: owss-2009", "altered": altered}

    with capture_logs() as logs:
        service.keep_programme(as_message(document=documents[fault]))

    (log,) = logs
    assert (log["event"], log["log_level"]) == ("programme_not_kept", "error")
    assert (log["programme"], log["version"]) == ("owss-2009", 1)
    assert held(service) == {"owss-2009": 1}


def test_a_position_that_two_domain_events_claim_is_shown_with_both(
    service: ReportingService, node: Node
) -> None:
    node.approve(1)
    take_in(service, node)
    restored = Node("zarska")
    restored.confirm(2)
    with capture_logs() as logs:
        service.receive(restored.deliveries())

    (fork,) = service.forks(ASKING)["forks"]

    assert (fork["source"], fork["epoch"], fork["position"]) == (node.source, 1, 1)
    assert fork["held"]["subject"] == f"advice-card/{a_card(1)}"
    assert fork["other"]["subject"] == f"advice-card/{a_card(2)}"
    assert logs[0]["forks"] == 1
