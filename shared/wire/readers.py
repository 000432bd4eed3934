"""Readers: what loads valid data as their schema would, in a sixth of its time.

A reader is compiled from a schema of contract fields. It knows only what is right: whatever else
it meets, it leaves to the schema, which decides and says what is wrong. So nothing is loaded that
the schema would refuse, and nothing differently (tests/contracts/test_readers.py).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from marshmallow import ValidationError, missing

from shared.wire import fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from marshmallow.fields import Field

    Read = Callable[[Any], Any]

_IDENTIFIER = re.compile(r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class Unusual(Exception):
    """Something is not plainly right; the schema has to look."""


def reader(schema: fields.RecordSchema) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Return what reads data as `schema.load` does, or raises Unusual."""
    members = [
        (name, missing if field.required else field.load_default, field.allow_none, _read(field))
        for name, field in schema.fields.items()
    ]

    def read(data: Mapping[str, Any]) -> dict[str, Any]:
        loaded = {}
        for name, default, allow_none, read_value in members:
            value = data.get(name)
            if value is not None:
                value = read_value(value)
            elif name not in data:
                value = default
                if value is missing:
                    raise Unusual
            elif not allow_none:
                raise Unusual
            loaded[name] = value
        return loaded

    return read


def _read(field: Field[Any]) -> Read:
    """Return what reads one value that is there and is not null."""
    if isinstance(field, fields.Records):
        return _records(field)
    if isinstance(field, fields.Code):
        return _code(field)
    if isinstance(field, fields.ClosedText):
        return _closed_text(field)
    return _SINGLE.get(type(field)) or _by_itself(field)


def _by_itself(field: Field[Any]) -> Read:
    """Return the field's own reading, for kinds that are rare."""

    def read(value: Any) -> Any:
        try:
            return field.deserialize(value)
        except ValidationError as error:
            raise Unusual from error

    return read


def _records(field: fields.Records) -> Read:
    contract = field.record_schema.contract
    read = reader(field.record_schema())

    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or not all(type(each) is dict for each in value):
            raise Unusual
        return tuple([contract(**read(each)) for each in value])

    return read_all


def _code(field: fields.Code[Any]) -> Read:
    members = {member.value: member for member in field.enum}

    def read(value: Any) -> Any:
        if type(value) is not str or value not in members:
            raise Unusual
        return members[value]

    return read


def _closed_text(field: fields.ClosedText) -> Read:
    has_form = re.compile(field.pattern).match

    def read(value: Any) -> str:
        if type(value) is not str or not has_form(value):
            raise Unusual
        return value

    return read


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= fields.HIGHEST_COUNT:
        raise Unusual
    return value


def _day(value: Any) -> date:
    if type(value) is not str or not fields.DAY.match(value):
        raise Unusual
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Unusual from error


def _identifier(value: Any) -> UUID:
    if type(value) is not str or not _IDENTIFIER.match(value):
        raise Unusual
    return UUID(int=int(value.replace("-", ""), 16))


_SINGLE: Mapping[type, Read] = {
    fields.Count: _count,
    fields.Day: _day,
    fields.Identifier: _identifier,
}
