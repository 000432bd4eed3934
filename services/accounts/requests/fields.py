"""Members of requests, each with a Polish sentence that says what to do when it is wrong."""

from __future__ import annotations

from marshmallow import fields, validate

from services.accounts.domain.password_rule import LONGEST_PASSWORD
from shared.wire import request_fields
from shared.wire.request_fields import (
    asking,
    identifier,
    of_a_list,
    optional_choice,
    roles,
    stripped,
)

__all__ = [
    "LONGEST_NAME",
    "LONGEST_SECRET",
    "asking",
    "email",
    "identifier",
    "of_a_list",
    "optional_choice",
    "optional_secret",
    "optional_text",
    "revision",
    "roles",
    "secret",
    "text",
]

LONGEST_NAME = 300
LONGEST_SECRET = 500
"""Longer than any password that is accepted, any token and any code."""


def text(what: str, *, longest: int = LONGEST_NAME) -> fields.String:
    """Declare a text that has to be there; unless it says otherwise it is a name."""
    return request_fields.text(what, longest=longest)


def optional_text(what: str, *, longest: int = LONGEST_NAME) -> fields.String:
    """Declare a name that may be missing; an empty one in a form means the same."""
    return request_fields.optional_text(what, longest=longest)


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


def revision() -> fields.Integer:
    """Declare which state of a record the author has read."""
    return fields.Integer(
        load_default=None,
        allow_none=True,
        strict=True,
        error_messages=asking("numer odczytanego stanu"),
    )
