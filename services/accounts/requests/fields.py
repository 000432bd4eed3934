"""Members of requests, each with a Polish sentence that says what to do when it is wrong."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

from marshmallow import fields, validate

from services.accounts.domain.password_rule import LONGEST_PASSWORD
from shared.kernel.command import Role

LONGEST_NAME = 300
LONGEST_SECRET = 500
"""Longer than any password that is accepted, any token and any code."""

Messages = dict[str, str | list[Any] | dict[Any, Any]]
MemberT = TypeVar("MemberT", bound=Enum)


def asking(what: str) -> Messages:
    """Return a field's messages: each asks for the value, which is named in the accusative."""
    kinds = ("required", "null", "invalid", "invalid_uuid", "invalid_utf8", "type")
    return dict.fromkeys(kinds, f"Podaj {what}.")


def stripped(value: object) -> object:
    """Drop the spaces around a text; what is no text is refused by the field."""
    return value.strip() if isinstance(value, str) else value


def stripped_or_none(value: object) -> object:
    return stripped(value) or None


def text(what: str, *, longest: int = LONGEST_NAME) -> fields.String:
    """Declare a text that has to be there; the spaces around it do not count."""
    return fields.String(
        required=True,
        pre_load=stripped,
        validate=[
            validate.Length(max=longest, error="Skróć tekst: najwyżej {max} znaków."),
            validate.Length(min=1, error=f"Podaj {what}."),
        ],
        error_messages=asking(what),
    )


def optional_text(what: str) -> fields.String:
    """Declare a text that may be missing; an empty one in a form means the same."""
    return fields.String(
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        validate=validate.Length(max=LONGEST_NAME, error="Skróć tekst: najwyżej {max} znaków."),
        error_messages=asking(what),
    )


def email(what: str) -> fields.Email:
    """Declare a login: an e-mail address."""
    return fields.Email(
        required=True,
        pre_load=stripped,
        validate=validate.Length(max=LONGEST_NAME, error="Skróć adres: najwyżej {max} znaków."),
        error_messages=asking(f"{what} w postaci nazwa@domena"),
    )


def secret(what: str) -> fields.String:
    """Declare a password, a code or a token; every sign in it counts, spaces too."""
    limits = [
        validate.Length(max=LONGEST_SECRET, error=f"Skróć: najwyżej {LONGEST_PASSWORD} znaków."),
        validate.Length(min=1, error=f"Podaj {what}."),
    ]
    return fields.String(required=True, validate=limits, error_messages=asking(what))


def optional_secret(what: str) -> fields.String:
    """Declare such a text that may be missing."""
    return fields.String(load_default=None, allow_none=True, error_messages=asking(what))


def identifier(what: str) -> fields.UUID:
    """Declare an id that whoever asks has chosen or read."""
    return fields.UUID(required=True, error_messages=asking(f"{what} (UUID)"))


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
    role = fields.Enum(Role, by_value=True, error_messages=of_a_list("rolę"))
    return fields.List(role, required=True, post_load=frozenset, error_messages=asking(what))


def revision() -> fields.Integer:
    """Declare which state of a record the author has read."""
    return fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        error_messages=asking("numer odczytanego stanu"),
    )


def of_a_list(what: str) -> Messages:
    """Return the messages of a member of a list."""
    return asking(what) | {"unknown": f"Wybierz {what} z listy: {{choices}}."}
