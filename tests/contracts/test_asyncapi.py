"""The AsyncAPI document says what is really published, and is valid in the opinion of others."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given
from marshmallow import fields

from shared.contracts.domain_event import DomainEvent
from shared.messaging import topology
from shared.wire import asyncapi
from shared.wire.asyncapi import asyncapi_document
from shared.wire.catalogue import Catalogue, EventType
from shared.wire.fields import RecordSchema
from shared.wire.json_schema import json_schema
from shared.wire.published import CATALOGUE
from shared.wire.samples import stored_sample
from tests.contracts.publishing import body_of_event, sealed
from tests.contracts.reading import ROOT, foreign_schema, validator
from tests.contracts.strategies import any_domain_event

DOCUMENT = asyncapi_document(CATALOGUE)
PARSED: dict[str, Any] = yaml.safe_load(DOCUMENT)
ASYNCAPI = foreign_schema("asyncapi-3.0.0.json")

each_type = pytest.mark.parametrize("entry", CATALOGUE.types, ids=lambda entry: entry.type)


def test_the_document_in_docs_is_current() -> None:
    written = (ROOT / "docs" / "asyncapi.yaml").read_text(encoding="utf-8")

    assert written == DOCUMENT, "run `make docs`"


def test_the_document_is_valid_asyncapi() -> None:
    errors = [error.message for error in ASYNCAPI.iter_errors(PARSED)]

    assert errors == []


@pytest.mark.parametrize(
    ("part", "member"),
    [((), "info"), (("info",), "title"), (("channels", "X"), "messages"), (("operations",), "Y")],
    ids=["info", "title", "messages", "operation"],
)
def test_a_document_that_is_not_asyncapi_is_seen(part: tuple[str, ...], member: str) -> None:
    broken = deepcopy(PARSED)
    broken["channels"]["X"] = broken["channels"].pop(CATALOGUE.types[0].routing_key)
    owner = broken
    for name in part:
        owner = owner[name]

    owner[member] = 7

    assert not ASYNCAPI.is_valid(broken)


def test_a_code_of_digits_is_a_text_for_every_reader_of_yaml() -> None:
    assert "gmina: '0811021'" in DOCUMENT
    assert "sequence: '00000000000000000001'" in DOCUMENT


def test_every_reference_leads_somewhere() -> None:
    references = [each["$ref"] for each in _inside(PARSED) if "$ref" in each]

    assert references
    assert [reference for reference in references if _at(reference) is None] == []


def test_the_document_does_not_depend_on_the_order_of_the_catalogue() -> None:
    reversed_catalogue = Catalogue(types=tuple(reversed(CATALOGUE.types)))

    assert asyncapi_document(reversed_catalogue) == DOCUMENT


def test_the_exchange_is_the_one_that_the_services_declare() -> None:
    assert asyncapi.EXCHANGE == topology.EVENTS
    assert f"`{topology.UPLINK_EXCHANGE}`" in asyncapi.DESCRIPTION


@each_type
def test_a_type_has_a_channel_an_operation_and_a_message_with_its_sample(entry: EventType) -> None:
    channel = PARSED["channels"][entry.routing_key]
    operation = PARSED["operations"][f"publish.{entry.routing_key}"]
    message = PARSED["components"]["messages"][entry.routing_key]

    assert channel["address"] == entry.routing_key
    assert operation["action"] == "send"
    assert message["name"] == entry.type
    assert entry.contract.__doc__ is not None
    assert message["description"].startswith(entry.contract.__doc__.split("\n", maxsplit=1)[0])
    assert message["examples"][0]["payload"] == json.loads(stored_sample(entry.type))


@each_type
def test_a_sample_is_valid_by_the_schema_of_its_message(entry: EventType) -> None:
    sample = json.loads(stored_sample(entry.type))

    assert [error.message for error in _payload_validator(entry).iter_errors(sample)] == []


@each_type
@pytest.mark.parametrize("missing", ["specversion", "digest", "data"])
def test_a_message_without_one_of_its_members_is_not_valid(entry: EventType, missing: str) -> None:
    sample = json.loads(stored_sample(entry.type))
    del sample[missing]

    assert not _payload_validator(entry).is_valid(sample)


@each_type
def test_every_member_of_the_data_says_its_privacy_class(entry: EventType) -> None:
    members = _data_schema(entry)["properties"].items()

    classes = {name: member.get("x-privacy") for name, member in members if "items" not in member}

    assert set(classes.values()) <= {"public", "business"}


@given(event=any_domain_event())
def test_whatever_is_published_is_valid_by_the_document(event: DomainEvent) -> None:
    message = sealed(body_of_event(event)).message

    payload = _payload_validator(CATALOGUE.of(event))

    assert [error.message for error in payload.iter_errors(json.loads(message))] == []


@each_type
def test_no_text_in_the_data_is_open_by_the_document(entry: EventType) -> None:
    texts = [schema for schema in _inside(_data_schema(entry)) if schema.get("type") == "string"]

    assert texts
    assert [text for text in texts if not {"pattern", "enum", "format"} & set(text)] == []


def test_a_name_in_place_of_a_code_is_not_valid_by_the_document() -> None:
    entry = next(entry for entry in CATALOGUE.types if entry.name == "advice_card_approved")
    sample = json.loads(stored_sample(entry.type))

    sample["data"]["clients"][0]["status"] = "Anna Nowak"

    assert not _payload_validator(entry).is_valid(sample)


def test_a_field_of_a_kind_that_is_not_described_stops_the_document() -> None:
    class Aired(RecordSchema):
        remarks = fields.String(metadata={"privacy": "public"})

    with pytest.raises(TypeError, match="how String looks in a JSON schema is not said here"):
        json_schema(Aired, records="#/components/schemas/rooms.")


def _payload_validator(entry: EventType) -> Any:
    payload = PARSED["components"]["messages"][entry.routing_key]["payload"]
    return validator({**payload, "components": PARSED["components"]})


def _data_schema(entry: EventType) -> dict[str, Any]:
    schema: dict[str, Any] = PARSED["components"]["schemas"][entry.routing_key]
    return schema


def _inside(node: object) -> Iterator[dict[str, Any]]:
    """Yield every object in a part of the document."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _inside(value)
    elif isinstance(node, list):
        for value in node:
            yield from _inside(value)


def _at(reference: str) -> object:
    node: Any = PARSED
    for step in reference.removeprefix("#/").split("/"):
        node = node.get(step) if isinstance(node, dict) else None
    return node
