"""Pages of lists, as the addresses of the pages have them: `page`, `rows`, `sort=-held_on`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlencode

from flask import request
from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, validate

if TYPE_CHECKING:
    from marshmallow.fields import Field

ROWS: Final = "rows"
SORT: Final = "sort"
_ROWS_OF_A_PAGE: Final = "rows_of_a_page"
_ORDER: Final = "order"
_DESCENDING: Final = "descending"
_CHOOSE: Final = lazy_gettext("Wybierz porządek z listy, która stoi w dokumencie API.")
_DAY: Final = "day"
"""By what a list is sorted that has one order only."""


def parameters_of(asked: Schema) -> Schema:
    """Return what stands in the address, for the members that a schema asks for."""
    members: dict[str, Any] = dict(asked.fields)
    if _ROWS_OF_A_PAGE in members:
        members[ROWS] = members.pop(_ROWS_OF_A_PAGE)
    if _DESCENDING in members:
        del members[_DESCENDING]
        members[SORT] = _sort(members.pop(_ORDER, None))
    made = Schema.from_dict(members, name=type(asked).__name__)()
    made.unknown = asked.unknown
    made.error_messages = asked.error_messages
    return made


def members_asked(asked: Schema, read: Callable[[Schema], dict[str, Any]]) -> dict[str, Any]:
    """Return the members that the address asks for; raise `ValidationError`."""
    parameters = parameters_of(asked)
    members = read(parameters)
    if ROWS in members and _ROWS_OF_A_PAGE in asked.fields:
        members[_ROWS_OF_A_PAGE] = members.pop(ROWS)
    if SORT in members and _DESCENDING in asked.fields:
        sort = _checked(parameters.fields[SORT], members.pop(SORT))
        members[_DESCENDING] = sort.startswith("-")
        if _ORDER in asked.fields:
            members[_ORDER] = sort.removeprefix("-")
    return members


class Page(Protocol):
    """A page of a list."""

    @property
    def page(self) -> int: ...
    @property
    def pages(self) -> int: ...


def of_page(found: Page) -> tuple[int, int]:
    """Return which page it is, and how many there are."""
    return found.page, found.pages


def links_between(page: int, pages: int) -> str:
    """Return the header that leads to the other pages (RFC 8288)."""
    there = {"first": 1, "prev": page - 1, "next": page + 1, "last": pages}
    return ", ".join(
        f'<{_address(number)}>; rel="{name}"'
        for name, number in there.items()
        if 1 <= number <= pages
    )


def _address(page: int) -> str:
    arguments = request.args.to_dict(flat=False) | {"page": [str(page)]}
    return f"{request.script_root}{request.path}?{urlencode(arguments, doseq=True)}"


def _checked(field: Field[Any], sort: object) -> str:
    """Return an order that there is, or raise `ValidationError` about the parameter."""
    try:
        known: str = field.deserialize(sort)
    except ValidationError as error:
        raise ValidationError({SORT: error.messages}) from error
    return known


def _sort(order: Field[Any] | None) -> fields.String:
    known = [each.value for each in order.enum] if isinstance(order, fields.Enum) else [_DAY]
    usual = order.load_default if isinstance(order, fields.Enum) else _DAY
    choices = [*known, *(f"-{each}" for each in known)]
    # A message that is translated when it is said, which marshmallow's types do not foresee.
    said: Any = _CHOOSE
    return fields.String(
        load_default=str(usual),
        validate=validate.OneOf(choices, error=said),
        error_messages=dict.fromkeys(("required", "null", "invalid"), said),
    )
