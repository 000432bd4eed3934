"""Requests: what is well formed leaves as a typed object, everything else is told in Polish."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from marshmallow import Schema, ValidationError

from services.reporting.application.commands import (
    DiscardParked,
    PublishProgramme,
    TakeBackDiscarded,
)
from services.reporting.domain.as_of import AsOf
from services.reporting.domain.parked import Place
from services.reporting.requests.schemas import (
    DiscardParkedRequest,
    DomainEventRequest,
    FigureQuery,
    FigureRequest,
    PublishProgrammeRequest,
    TakeBackDiscardedRequest,
)
from shared.contracts.reporting import DiscardReason
from shared.kernel.command import Actor, Role
from shared.kernel.period import Period
from tests.unit.reporting.report_sample import PROGRAMME_FILE, the_programme

ACTOR = {"staff_id": str(UUID(int=7)), "roles": ["operations"]}
COMMAND = {"command_id": str(UUID(int=8)), "actor": ACTOR}
ASKED: dict[str, Any] = {
    "command_id": UUID(int=8),
    "actor": Actor(staff_id=UUID(int=7), roles=frozenset({Role.OPERATIONS})),
}
PLACE: dict[str, Any] = {"source": "/nodes/zarska/consultations", "epoch": 1, "position": 7}
HOURS = {"name": "hours_of_advice", "first": "2009-07-01", "last": "2009-07-31"}
JULY = Period(date(2009, 7, 1), date(2009, 7, 31))


def problems(schema: Schema, request: dict[str, Any]) -> dict[str, Any]:
    with pytest.raises(ValidationError) as refused:
        schema.load(request)
    messages = refused.value.messages
    assert isinstance(messages, dict)
    return messages


def sentences(messages: Any) -> list[str]:
    """Return all sentences of nested messages."""
    if isinstance(messages, dict):
        return [each for value in messages.values() for each in sentences(value)]
    return list(messages)


def test_a_question_for_a_figure_needs_a_name_and_days() -> None:
    assert FigureRequest().load(HOURS) == FigureQuery(name="hours_of_advice", period=JULY)


def test_a_question_may_say_everything() -> None:
    moment = AsOf(projection_version=1, positions={"/nodes/a/b": (1, 2)})
    request = {
        **HOURS,
        "actor": ACTOR,
        "filters": {"node": "zarska"},
        "as_of": moment.to_json(),
        "offset": 100,
        "limit": 1000,
    }

    assert FigureRequest().load(request) == FigureQuery(
        name="hours_of_advice",
        period=JULY,
        filters={"node": "zarska"},
        as_of=moment,
        offset=100,
        limit=1000,
    )


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"last": "2009-06-30"}, "last"),
        ({"first": "1.07.2009"}, "first"),
        ({"first": None}, "first"),
        ({"name": 7}, "name"),
        ({"filters": {"node": 7}}, "filters"),
        ({"filters": "node=zarska"}, "filters"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"as_of": 7}, "as_of"),
        ({"offset": -1}, "offset"),
        ({"limit": 0}, "limit"),
        ({"limit": 1001}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_question_that_is_not_well_formed_is_told_which_member_is_wrong(
    change: dict[str, Any], member: str
) -> None:
    messages = problems(FigureRequest(), {**HOURS, **change})

    assert list(messages) == [member]
    assert all(each.endswith(".") for each in sentences(messages))


@pytest.mark.parametrize(
    "schema",
    [
        FigureRequest(),
        DomainEventRequest(),
        PublishProgrammeRequest(),
        DiscardParkedRequest(),
        TakeBackDiscardedRequest(),
    ],
    ids=lambda schema: type(schema).__name__,
)
def test_what_is_missing_is_asked_for_in_polish(schema: Schema) -> None:
    messages = problems(schema, {})

    assert set(messages) == {name for name, field in schema.fields.items() if field.required}
    assert all(each.startswith("Podaj ") for each in sentences(messages))


def test_a_domain_event_is_named_by_its_place() -> None:
    without_epoch = {name: value for name, value in PLACE.items() if name != "epoch"}

    assert DomainEventRequest().load({**PLACE, "epoch": 2}) == Place(PLACE["source"], 2, 7)
    assert DomainEventRequest().load(without_epoch | {"actor": ACTOR}) == Place(
        "/nodes/zarska/consultations", 1, 7
    )


@pytest.mark.parametrize(
    "change", [{"position": 0}, {"position": 2**63}, {"epoch": 0}, {"epoch": 2**31}]
)
def test_a_place_that_no_chain_has_is_refused(change: dict[str, int]) -> None:
    assert list(problems(DomainEventRequest(), {**PLACE, **change})) == list(change)


def test_decisions_about_what_is_parked_name_its_place() -> None:
    place = Place("/nodes/zarska/consultations", 1, 7)

    discard = DiscardParkedRequest().load({**COMMAND, **PLACE, "reason": "sent_by_mistake"})
    take_back = TakeBackDiscardedRequest().load({**COMMAND, **PLACE})

    assert discard == DiscardParked(place=place, reason=DiscardReason.SENT_BY_MISTAKE, **ASKED)
    assert take_back == TakeBackDiscarded(place=place, **ASKED)


def test_a_reason_is_one_of_a_list() -> None:
    messages = problems(DiscardParkedRequest(), {**COMMAND, **PLACE, "reason": "mood"})

    assert messages["reason"] == [
        "Wybierz powód z listy: sent_by_mistake, corrected_by_node, other."
    ]


def test_a_programme_comes_as_its_document() -> None:
    document = PROGRAMME_FILE.read_text(encoding="utf-8")

    command = PublishProgrammeRequest().load({**COMMAND, "document": document})

    assert command == PublishProgramme(programme=the_programme(), **ASKED)


def test_what_is_wrong_with_a_programme_is_told_in_sentences() -> None:
    messages = problems(PublishProgrammeRequest(), {**COMMAND, "document": "code: owss-2009"})

    assert list(messages) == ["document"]
    assert any("brakuje tej pozycji" in each for each in messages["document"])


@pytest.mark.parametrize(
    "actor",
    [
        None,
        "Anna",
        {"staff_id": "x", "roles": []},
        {"staff_id": str(UUID(int=7)), "roles": ["king"]},
    ],
)
def test_who_asks_is_told_properly(actor: object) -> None:
    messages = problems(TakeBackDiscardedRequest(), {**COMMAND, **PLACE, "actor": actor})

    assert list(messages) == ["actor"]
    assert all(each.startswith(("Podaj ", "Wybierz ")) for each in sentences(messages))
