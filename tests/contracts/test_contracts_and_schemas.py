"""A contract and its schema are two declarations of the same fields, on purpose (R5)."""

import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any
from uuid import UUID

import marshmallow
import pytest

from shared.contracts.domain_event import DomainEvent
from shared.wire.catalogue import EventType
from shared.wire.fields import (
    ClosedText,
    Code,
    Count,
    Day,
    Flag,
    Identifier,
    Records,
    RecordSchema,
)
from shared.wire.json_schema import records_inside
from shared.wire.published import CATALOGUE
from tests.contracts.strategies import hints

ENVELOPE_FIELDS = {"occurred_at", "subject_version"}
PERSONAL = re.compile(
    r"name|surname|mail|phone|pesel|nip|krs|regon|address|street|post|city|text|remark|comment"
    r"|note|descri|content|advice_given|agreed|birth|account|iban|person|imie|nazwisk|telefon"
    r"|adres|uwag|opis"
)
EVERY_RECORD: dict[type[RecordSchema], type] = {
    **{entry.schema: entry.contract for entry in CATALOGUE.types},
    **{part: part.contract for entry in CATALOGUE.types for part in records_inside(entry.schema)},
}
each_record = pytest.mark.parametrize(
    ("schema", "contract"),
    EVERY_RECORD.items(),
    ids=[schema.__name__ for schema in EVERY_RECORD],
)
each_type = pytest.mark.parametrize("entry", CATALOGUE.types, ids=lambda entry: entry.type)


@each_record
def test_the_fields_of_a_schema_are_those_of_its_contract(
    schema: type[RecordSchema], contract: type[DomainEvent]
) -> None:
    declared = {field.name for field in fields(contract)} - ENVELOPE_FIELDS

    assert set(schema().fields) == declared


@each_record
def test_the_types_of_a_schema_are_those_of_its_contract(
    schema: type[RecordSchema], contract: type[DomainEvent]
) -> None:
    declared = hints(contract)

    described = {name: _type_of(field) for name, field in schema().fields.items()}

    assert described == {name: declared[name] for name in described}


@each_record
def test_a_field_may_be_missing_only_if_its_contract_has_a_default(
    schema: type[RecordSchema], contract: type[DomainEvent]
) -> None:
    defaults = {
        field.name: field.default for field in fields(contract) if field.default is not MISSING
    }

    optional = {
        name: field.load_default for name, field in schema().fields.items() if not field.required
    }

    assert optional == defaults


@each_record
def test_no_field_smells_of_a_person_or_of_free_text(
    schema: type[RecordSchema], contract: type[DomainEvent]
) -> None:
    names = {field.name for field in fields(contract)} | set(schema().fields)

    assert [name for name in names if PERSONAL.search(name)] == []


@pytest.mark.parametrize(
    "name", ["full_name", "e_mail", "phone", "pesel", "remarks", "subject_text"]
)
def test_the_nose_for_personal_fields_works(name: str) -> None:
    assert PERSONAL.search(name)


@pytest.mark.parametrize("contract", EVERY_RECORD.values(), ids=lambda each: each.__name__)
def test_a_contract_is_frozen_and_takes_no_positional_argument(contract: type) -> None:
    assert is_dataclass(contract)
    assert contract.__dataclass_params__.frozen  # type: ignore[attr-defined]  # dataclasses' own
    assert all(field.kw_only for field in fields(contract))


@each_type
def test_a_type_is_named_as_its_contract(entry: EventType) -> None:
    words = re.findall(r"[A-Z][a-z]+", entry.contract.__name__)

    assert re.fullmatch("[a-z]{1,20}", entry.publisher)
    assert entry.name == "_".join(words).lower()
    assert entry.contract.__module__.split(".")[:3] == ["shared", "contracts", entry.publisher]
    assert entry.routing_key == f"{entry.publisher}.{entry.name}.v1"
    assert entry.dataschema == f"urn:owss:{entry.publisher}:{entry.name}:v1"


def test_every_contract_is_in_the_catalogue_once() -> None:
    listed = [entry.contract for entry in CATALOGUE.types]

    assert len(set(listed)) == len(listed) == len({entry.type for entry in CATALOGUE.types})
    assert set(_all_contracts(DomainEvent)) == set(listed)


def test_every_upcaster_of_the_catalogue_leads_to_a_type_that_is_read() -> None:
    old = [upcaster.from_type for upcaster in CATALOGUE.upcasters]

    assert [event_type for event_type in old if not CATALOGUE.knows(event_type)] == []


def _all_contracts(root: type[DomainEvent]) -> Iterator[type[DomainEvent]]:
    for contract in root.__subclasses__():
        if contract.__module__.startswith("shared.contracts."):
            yield contract
            yield from _all_contracts(contract)


def _type_of(field: marshmallow.fields.Field[Any]) -> object:
    kind = _plain_type_of(field)
    return kind | None if field.allow_none else kind


def _plain_type_of(field: marshmallow.fields.Field[Any]) -> type | types.GenericAlias:
    match field:
        case Records():
            return types.GenericAlias(tuple, (field.record_schema.contract, ...))
        case Code():
            return field.enum
        case ClosedText():
            return str
    return {Count: int, Day: date, Flag: bool, Identifier: UUID}[type(field)]
