"""What all requests to reporting have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, fields, post_load, pre_load, validate

from shared.kernel.command import Actor, Role

if TYPE_CHECKING:
    from collections.abc import Mapping


def asking(what: str) -> dict[str, Any]:
    """Return a field's messages: each asks for the value, which is named in the accusative."""
    kinds = (
        "required",
        "null",
        "invalid",
        "invalid_uuid",
        "unknown",
        "type",
        "format",
        "too_large",
    )
    return dict.fromkeys(kinds, f"Podaj {what}.")


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


class ActorSchema(RequestSchema):
    """Who asks."""

    staff_id = fields.UUID(required=True, error_messages=asking("identyfikator osoby (UUID)"))
    roles = fields.List(
        fields.Enum(Role, by_value=True, error_messages=asking("znaną rolę")),
        required=True,
        error_messages=asking("listę ról"),
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> Actor:
        return Actor(staff_id=values["staff_id"], roles=frozenset(values["roles"]))


class CommandSchema(RequestSchema):
    """What every command says: its id, and who asks for it."""

    command_id = fields.UUID(required=True, error_messages=asking("identyfikator polecenia (UUID)"))
    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("kto o to prosi"))


class QuerySchema(RequestSchema):
    """Questions are answered to every role: no answer holds anything personal."""

    @pre_load
    def _leave_out_actor(self, request: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in request.items() if name != "actor"}
