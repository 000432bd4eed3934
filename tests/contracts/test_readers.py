"""A reader loads what its schema loads, as the schema does, and decides nothing else itself."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from shared.contracts.domain_event import DomainEvent
from shared.wire.envelope import read
from shared.wire.published import CATALOGUE
from shared.wire.readers import Unusual, reader
from shared.wire.samples import sampled_types, stored_sample
from tests.contracts.strategies import any_domain_event

SCHEMAS = {entry.type: entry.schema() for entry in CATALOGUE.types}
READERS = {name: reader(schema) for name, schema in SCHEMAS.items()}
APPROVED = "pl.owss.consultations.advice_card_approved.v1"
CORRECTED = "pl.owss.consultations.advice_card_corrected.v1"
REMOVED = object()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def told(event: DomainEvent) -> tuple[str, dict[str, Any]]:
    data = json.loads(json.dumps(CATALOGUE.dump(event)))
    return CATALOGUE.of(event).type, data


def sample(event_type: str) -> dict[str, Any]:
    return read(stored_sample(event_type)).data


def places(data: Any) -> list[tuple[Any, Any]]:
    """Return every place in JSON at which something stands: what it is in, and under which key."""
    members = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for key, value in members:
        found.append((data, key))
        if isinstance(value, dict | list):
            found.extend(places(value))
    return found


def both(event_type: str, data: dict[str, Any]) -> tuple[Any, Any]:
    """Return what the reader and the schema make of data; `None` for what is refused."""
    answers: list[Any] = []
    for load in (READERS[event_type], SCHEMAS[event_type].load):
        try:
            answers.append(load(data))
        except (Unusual, ValidationError):
            answers.append(None)
    return answers[0], answers[1]


@given(event=any_domain_event())
def test_all_that_a_contract_can_say_is_read_as_the_schema_reads_it(event: DomainEvent) -> None:
    event_type, data = told(event)

    by_reader, by_schema = both(event_type, data)

    assert by_reader is not None
    assert by_reader == by_schema


@given(event=any_domain_event(), choice=st.randoms(use_true_random=False), value=JSON)
def test_what_is_altered_is_read_as_the_schema_reads_it_or_left_to_the_schema(
    event: DomainEvent, choice: Any, value: Any
) -> None:
    event_type, data = told(event)
    owner, key = choice.choice(places(data))
    if choice.random() < 0.2:
        del owner[key]
    else:
        owner[key] = value

    by_reader, by_schema = both(event_type, data)

    assert by_reader in (None, by_schema)


@pytest.mark.parametrize(
    ("event_type", "member", "value"),
    [
        (APPROVED, "card_id", REMOVED),
        (APPROVED, "card_id", None),
        (APPROVED, "card_id", "0190AA00-0000-7000-8000-000000000001"),
        (APPROVED, "card_id", 7),
        (APPROVED, "card_number", "1/2009/żarska"),
        (APPROVED, "card_number", ["1/2009/zarska"]),
        (APPROVED, "held_on", "2009-02-30"),
        (APPROVED, "held_on", "20090230"),
        (APPROVED, "minutes", -1),
        (APPROVED, "minutes", 2**53),
        (APPROVED, "minutes", 1.5),
        (APPROVED, "clients", {}),
        (APPROVED, "clients", ["somebody"]),
        (APPROVED, "clients", [{"client_id": None}]),
        (CORRECTED, "reason", "because"),
        (CORRECTED, "reason", {}),
        (CORRECTED, "counted", 1),
    ],
)
def test_what_the_schema_refuses_no_reader_reads(event_type: str, member: str, value: Any) -> None:
    data = sample(event_type)
    if value is REMOVED:
        del data[member]
    else:
        data[member] = value

    assert both(event_type, data) == (None, None)


@pytest.mark.parametrize("event_type", sorted(set(sampled_types()) & set(SCHEMAS)))
def test_a_member_of_a_later_version_is_ignored(event_type: str) -> None:
    data = sample(event_type)

    by_reader, by_schema = both(event_type, {**data, "of_a_later_version": 1})

    assert by_reader == by_schema == SCHEMAS[event_type].load(data)


def test_a_member_that_has_a_default_may_be_left_out() -> None:
    data = sample(APPROVED)
    data.pop("support_path_id", None)

    by_reader, by_schema = both(APPROVED, data)

    assert by_reader == by_schema
    assert by_reader["support_path_id"] is None
