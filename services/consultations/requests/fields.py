"""Members of requests, each with a Polish sentence that says what to do when it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from marshmallow import ValidationError, fields, validate
from stdnum.exceptions import ValidationError as WrongNumber

from shared.wire import request_fields
from shared.wire.request_fields import (
    asking,
    choice,
    identifier,
    optional_choice,
    optional_text,
    stripped,
    stripped_or_none,
)

__all__ = [
    "KRS_DIGITS",
    "LONGEST_CODE",
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "MOST_PEOPLE",
    "asking",
    "choice",
    "choices",
    "day",
    "identifier",
    "krs_number",
    "optional_choice",
    "optional_day",
    "optional_identifier",
    "optional_text",
    "people",
    "register_number",
    "stripped",
    "stripped_or_none",
    "text",
    "time_of_day",
]

LONGEST_NAME = 300
LONGEST_CODE = 40
LONGEST_TEXT = 20_000
MOST_PEOPLE = 100
"""Far more than anybody advises at once, far less than a domain event has room for."""

KRS_DIGITS = 10

MemberT = TypeVar("MemberT", bound=Enum)


def text(what: str, *, longest: int = LONGEST_TEXT, may_be_empty: bool = False) -> fields.String:
    """Declare a text that has to be there; unless it says otherwise it is a free one, and long."""
    return request_fields.text(what, longest=longest, may_be_empty=may_be_empty)


def register_number(what: str, compact: Callable[[str], str]) -> fields.String:
    """Declare a number of a public register; it is kept without the signs between its digits.

    `compact` returns the bare number or raises `WrongNumber`.
    """

    def checked(number: str) -> str:
        try:
            return compact(number)
        except WrongNumber:
            raise ValidationError(f"Sprawdź {what}: ten numer nie jest poprawny.") from None

    return fields.String(
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        post_load=checked,
        error_messages=asking(what),
    )


def optional_identifier(what: str) -> fields.UUID:
    """Declare an id that may be missing."""
    return fields.UUID(
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        error_messages=asking(f"{what} (UUID)"),
    )


def day(what: str) -> fields.Date:
    """Declare a business day."""
    return fields.Date("iso", required=True, error_messages=asking(f"{what} (RRRR-MM-DD)"))


def optional_day(what: str) -> fields.Date:
    """Declare a business day that may be missing."""
    return fields.Date(
        "iso",
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        error_messages=asking(f"{what} (RRRR-MM-DD) albo nic"),
    )


def time_of_day(what: str) -> fields.Time:
    """Declare hours and minutes."""
    return fields.Time("%H:%M", required=True, error_messages=asking(f"{what} (GG:MM)"))


def choices(what: str, enum: type[MemberT]) -> fields.List[Any]:
    """Declare any number of members of a list, by their codes; loaded as a set, none as empty."""
    return fields.List(
        choice(what, enum),
        load_default=frozenset(),
        post_load=frozenset,
        error_messages=asking(f"listę: {what}"),
    )


def people(what: str) -> fields.List[Any]:
    """Declare a list of ids of people; loaded as a tuple."""
    return fields.List(
        identifier("identyfikator"),
        required=True,
        validate=validate.Length(max=MOST_PEOPLE, error="Podziel kartę: najwyżej {max} osób."),
        post_load=tuple,
        error_messages=asking(f"listę {what}"),
    )


def krs_number(number: str) -> str:
    """Return a KRS number; it has ten digits and no check digit."""
    digits = number.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == KRS_DIGITS):
        raise WrongNumber
    return digits
