"""Members of requests, each with a Polish sentence that says what to do when it is wrong."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

from marshmallow import fields, validate

from shared.kernel.command import Role

Messages = dict[str, str | list[Any] | dict[Any, Any]]
MemberT = TypeVar("MemberT", bound=Enum)

_WRONG = (
    "required",
    "null",
    "invalid",
    "invalid_uuid",
    "invalid_utf8",
    "unknown",
    "type",
    "format",
    "too_large",
)
"""What marshmallow calls the ways in which a value can be wrong."""


def asking(what: str) -> Messages:
    """Return a field's messages: each asks for the value, which is named in the accusative."""
    return dict.fromkeys(_WRONG, f"Podaj {what}.")


def of_a_list(what: str) -> Messages:
    """Return the messages of a member of a list."""
    return asking(what) | {"unknown": f"Wybierz {what} z listy: {{choices}}."}


def stripped(value: object) -> object:
    """Drop the spaces around a text; what is no text is refused by the field."""
    return value.strip() if isinstance(value, str) else value


def stripped_or_none(value: object) -> object:
    return stripped(value) or None


def text(what: str, *, longest: int, may_be_empty: bool = False) -> fields.String:
    """Declare a text that has to be there; the spaces around it do not count."""
    limits = [_at_most(longest)]
    if not may_be_empty:
        limits.append(validate.Length(min=1, error=f"Podaj {what}."))
    return fields.String(
        required=True, pre_load=stripped, validate=limits, error_messages=asking(what)
    )


def optional_text(what: str, *, longest: int) -> fields.String:
    """Declare a text that may be missing; an empty one in a form means the same."""
    return fields.String(
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        validate=_at_most(longest),
        error_messages=asking(what),
    )


def identifier(what: str) -> fields.UUID:
    """Declare an id that whoever asks has chosen or read."""
    return fields.UUID(required=True, error_messages=asking(f"{what} (UUID)"))


def choice(what: str, enum: type[MemberT]) -> fields.Enum[MemberT]:
    """Declare a member of a list, by its code."""
    return fields.Enum(enum, by_value=True, required=True, error_messages=of_a_list(what))


def optional_choice(what: str, enum: type[MemberT]) -> fields.Enum[MemberT]:
    """Declare a member of a list that may be missing."""
    return fields.Enum(
        enum,
        by_value=True,
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        error_messages=of_a_list(what),
    )


def roles(what: str) -> fields.List[Any]:
    """Declare a set of roles."""
    return fields.List(
        choice("rolę", Role), required=True, post_load=frozenset, error_messages=asking(what)
    )


def _at_most(longest: int) -> validate.Length:
    return validate.Length(max=longest, error="Skróć tekst: najwyżej {max} znaków.")
