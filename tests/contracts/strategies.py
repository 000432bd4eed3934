"""Any domain event that a contract allows: made from the types, and texts from their patterns."""

from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from hypothesis import strategies as st
from marshmallow.fields import Field

from shared.contracts.domain_event import DomainEvent
from shared.wire.catalogue import EventType
from shared.wire.fields import HIGHEST_COUNT, ClosedText, Records
from shared.wire.published import CATALOGUE

# The contracts import these for the type checker only.
NAMES = {"date": date, "datetime": datetime, "UUID": UUID}
ENVELOPE_FIELDS = {
    "occurred_at": st.datetimes(timezones=st.just(UTC)),
    "subject_version": st.integers(1, 2**31 - 1),
}
COUNTS = st.integers(0, HIGHEST_COUNT)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    UUID: st.uuids(),
    date: st.dates(),
    bool: st.booleans(),
    int: COUNTS,
    NoneType: st.none(),
}


def hints(contract: type) -> dict[str, Any]:
    """Return the types of a contract's fields, with the names resolved."""
    return get_type_hints(contract, localns=NAMES)


def domain_events(entry: EventType) -> st.SearchStrategy[Any]:
    return _instances(entry.contract, entry.schema().fields)


def any_domain_event() -> st.SearchStrategy[DomainEvent]:
    return st.one_of([domain_events(entry) for entry in CATALOGUE.types])


def _instances(contract: type, schema: dict[str, Field[Any]]) -> st.SearchStrategy[Any]:
    types = hints(contract)
    members = {
        member.name: ENVELOPE_FIELDS[member.name]
        if member.name in ENVELOPE_FIELDS
        else _values(types[member.name], schema[member.name])
        for member in fields(contract)
    }
    return st.builds(contract, **members)


def _values(kind: Any, field: Field[Any]) -> st.SearchStrategy[Any]:
    if get_origin(kind) is UnionType:
        return st.one_of([_values(each, field) for each in get_args(kind)])
    if get_origin(kind) is tuple:
        assert isinstance(field, Records)
        part = _instances(get_args(kind)[0], field.record_schema().fields)
        return st.lists(part, max_size=3).map(tuple)
    if kind is str:
        assert isinstance(field, ClosedText)
        return st.from_regex(field.pattern)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return PLAIN[kind]
