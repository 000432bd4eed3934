"""What a schema of the wire accepts, as a JSON schema, with the privacy class of each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.wire.fields import (
    HIGHEST_COUNT,
    ClosedText,
    Code,
    Count,
    Day,
    Flag,
    Identifier,
    Records,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marshmallow.fields import Field

    from shared.wire.fields import PartSchema, RecordSchema


def json_schema(schema: type[RecordSchema], *, records: str) -> dict[str, Any]:
    """Return a JSON schema; a record inside is a `$ref` to `records` and the contract's name.

    It is open: a reader ignores members that it does not know.
    """
    fields = schema().fields
    return {
        "type": "object",
        "required": [name for name, field in fields.items() if field.required],
        "properties": {name: _member(field, records) for name, field in fields.items()},
    }


def records_inside(schema: type[RecordSchema]) -> Iterator[type[PartSchema]]:
    """Yield the schemas of the records inside a record, at any depth."""
    for field in schema().fields.values():
        if isinstance(field, Records):
            yield field.record_schema
            yield from records_inside(field.record_schema)


def _member(field: Field[Any], records: str) -> dict[str, Any]:
    if isinstance(field, Records):
        reference = f"{records}{field.record_schema.contract.__name__}"
        return {"type": "array", "items": {"$ref": reference}}
    value = _value(field)
    if field.allow_none:
        value = {"oneOf": [value, {"type": "null"}]}
    return {**value, "x-privacy": field.metadata["privacy"].value}


def _value(field: Field[Any]) -> dict[str, Any]:
    match field:
        case ClosedText():
            # The dialect of JSON schemas writes the ends of the text as ^ and $.
            pattern = field.pattern.removeprefix(r"\A").removesuffix(r"\Z")
            return {"type": "string", "pattern": f"^{pattern}$"}
        case Code():
            return {"type": "string", "enum": [member.value for member in field.enum]}
        case Count():
            return {"type": "integer", "minimum": 0, "maximum": HIGHEST_COUNT}
        case Flag():
            return {"type": "boolean"}
        case Day():
            return {"type": "string", "format": "date"}
        case Identifier():
            return {"type": "string", "format": "uuid"}
        case _:
            message = f"how {type(field).__name__} looks in a JSON schema is not said here"
            raise TypeError(message)
