"""What requests for pages of lists share, as JSON (R21)."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from services.consultations.requests.fields import asking, optional_day
from services.consultations.requests.schemas import RequestSchema
from shared.kernel.period import Period
from shared.wire import request_schemas


class PageFields(request_schemas.PageFields, RequestSchema):
    """The same, beside records that lie flat in a request."""


class AnyPeriodFields(RequestSchema):
    """Days from the first to the last one, or neither, which asks for all; loaded as a `Period`."""

    first = optional_day("pierwszy dzień")
    last = optional_day("ostatni dzień")

    @validates_schema(skip_on_field_errors=True)
    def _refuse_what_is_no_period(self, values: dict[str, Any], **_: object) -> None:
        first, last = values["first"], values["last"]
        if (first is None) is not (last is None):
            missing = "first" if first is None else "last"
            raise ValidationError("Podaj oba dni okresu albo żadnego.", missing)
        if first is not None and last < first:
            raise ValidationError("Podaj ostatni dzień nie wcześniejszy niż pierwszy.", "last")

    @post_load
    def _make(self, values: dict[str, Any], **context: object) -> object:
        first, last = values.pop("first"), values.pop("last")
        period = None if first is None else Period(first, last)
        return super()._make({**values, "period": period}, **context)


def flag(what: str) -> fields.Boolean:
    """Declare something that is wanted or not; it is not unless it is asked for."""
    return fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking(f"wartość true ({what}) albo false"),
    )


def descending() -> fields.Boolean:
    """Declare the direction of an order."""
    return fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (malejąco) albo false (rosnąco)"),
    )
