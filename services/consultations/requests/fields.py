"""Members of requests, each with a Polish sentence that says what to do when it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from marshmallow import ValidationError, fields, validate
from stdnum.exceptions import ValidationError as WrongNumber

LONGEST_NAME = 300
LONGEST_CODE = 40
LONGEST_TEXT = 20_000
MOST_PEOPLE = 100
"""Far more than anybody advises at once, far less than a domain event has room for."""

KRS_DIGITS = 10

Messages = dict[str, str | list[Any] | dict[Any, Any]]
MemberT = TypeVar("MemberT", bound=Enum)


def asking(what: str) -> Messages:
    """Return a field's messages: each asks for the value, which is named in the accusative."""
    kinds = ("required", "null", "invalid", "invalid_uuid", "invalid_utf8", "format", "type")
    return dict.fromkeys(kinds, f"Podaj {what}.")


def stripped(value: object) -> object:
    """Drop the spaces around a text; what is no text is refused by the field."""
    return value.strip() if isinstance(value, str) else value


def stripped_or_none(value: object) -> object:
    return stripped(value) or None


def text(what: str, *, longest: int = LONGEST_TEXT, may_be_empty: bool = False) -> fields.String:
    """Declare a text that has to be there; the spaces around it do not count."""
    limits = [validate.Length(max=longest, error="Skróć tekst: najwyżej {max} znaków.")]
    if not may_be_empty:
        limits.append(validate.Length(min=1, error=f"Podaj {what}."))
    return fields.String(
        required=True, pre_load=stripped, validate=limits, error_messages=asking(what)
    )


def optional_text(what: str, *, longest: int) -> fields.String:
    """Declare a text that may be missing; an empty one in a form means the same."""
    limit = validate.Length(max=longest, error="Skróć tekst: najwyżej {max} znaków.")
    return fields.String(
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        validate=limit,
        error_messages=asking(what),
    )


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


def identifier(what: str) -> fields.UUID:
    """Declare an id that whoever asks has chosen or read."""
    return fields.UUID(required=True, error_messages=asking(f"{what} (UUID)"))


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


def choice(what: str, enum: type[MemberT]) -> fields.Enum[MemberT]:
    """Declare a member of a list, by its code."""
    return fields.Enum(enum, by_value=True, required=True, error_messages=_of_a_list(what))


def optional_choice(what: str, enum: type[MemberT]) -> fields.Enum[MemberT]:
    """Declare a member of a list that may be missing."""
    return fields.Enum(
        enum,
        by_value=True,
        load_default=None,
        allow_none=True,
        pre_load=stripped_or_none,
        error_messages=_of_a_list(what),
    )


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


def _of_a_list(what: str) -> Messages:
    return asking(what) | {"unknown": f"Wybierz {what} z listy: {{choices}}."}
