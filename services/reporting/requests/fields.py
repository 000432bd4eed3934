"""What all requests to reporting have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import (
    RAISE,
    Schema,
    ValidationError,
    fields,
    pre_load,
    validate,
    validates_schema,
)

from shared.wire.request_fields import asking
from shared.wire.request_schemas import ActorSchema

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "CommandSchema",
    "PeriodFields",
    "QuerySchema",
    "RequestSchema",
    "asking",
    "number",
]


def number(what: str, *, least: int, most: int, **options: Any) -> fields.Integer:
    """Return a field for a whole number, which is named in the accusative."""
    limits = validate.Range(least, most, error=f"Podaj {what}.")
    return fields.Integer(strict=True, validate=limits, error_messages=asking(what), **options)


class RequestSchema(Schema):
    """Refuses what it does not know."""

    class Meta:
        """Nothing is ignored."""

        unknown = RAISE

    error_messages = {  # noqa: RUF012 - as marshmallow declares it
        "unknown": "Usuń tę pozycję: nie należy do pytania.",
        "type": "Podaj pozycje pytania z nazwami.",
    }


class PeriodFields(Schema):
    """The days that are asked about: `first` and `last`, both inclusive."""

    first = fields.Date("iso", required=True, error_messages=asking("początek okresu (RRRR-MM-DD)"))
    last = fields.Date("iso", required=True, error_messages=asking("koniec okresu (RRRR-MM-DD)"))

    @validates_schema(skip_on_field_errors=True)
    def _check_order(self, values: dict[str, Any], **_: Any) -> None:
        if values["first"] > values["last"]:
            message = "Początek okresu nie może być późniejszy niż jego koniec."
            raise ValidationError(message, "last")


class CommandSchema(RequestSchema):
    """What every command says: its id, and who asks for it."""

    command_id = fields.UUID(required=True, error_messages=asking("identyfikator polecenia (UUID)"))
    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("kto o to prosi"))


class QuerySchema(RequestSchema):
    """Questions are answered to every role: no answer holds anything personal."""

    @pre_load
    def _leave_out_actor(self, request: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in request.items() if name != "actor"}
