"""What a caller may ask of the register of advice, as JSON (R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from services.consultations.application.register_queries import (
    RegisterExportQuery,
    RegisterOfAdviceQuery,
)
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.register_of_advice import RegisterFilter, RegisterOrder
from services.consultations.requests.fields import (
    LONGEST_CODE,
    LONGEST_NAME,
    asking,
    choices,
    optional_choice,
    optional_day,
    optional_identifier,
    optional_text,
)
from services.consultations.requests.schemas import QuerySchema
from shared.contracts.consultations import ClientKind
from shared.kernel.period import Period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

USUAL_ROWS_OF_A_PAGE = 50
MOST_ROWS_OF_A_PAGE = 500
MOST_PAGES = 1_000_000
"""More than there are cards; a greater number would be none for a database."""


def flag(what: str) -> fields.Boolean:
    """Declare a yes or no, which is no where nothing is said."""
    return fields.Boolean(
        load_default=False, truthy={True}, falsy={False}, error_messages=asking(what)
    )


class RegisterExportRequest(QuerySchema):
    """`RegisterExportQuery`."""

    makes: ClassVar[Callable[..., object]] = RegisterExportQuery
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"filter": RegisterFilter}
    first = optional_day("pierwszy dzień")
    last = optional_day("ostatni dzień")
    adviser_id = optional_identifier("identyfikator doradcy")
    not_adviser_id = optional_identifier("identyfikator doradcy, którego nie ma na karcie")
    field_of_advice = optional_text("kod zakresu porady", longest=LONGEST_CODE)
    form_of_contact = optional_text("kod formy kontaktu", longest=LONGEST_CODE)
    client_kind = optional_choice("rodzaj klienta", ClientKind)
    client_name = optional_text("część nazwy klienta", longest=LONGEST_NAME)
    states = choices("stan karty", CardState)
    late = flag("wartość true (tylko karty po terminie) albo false (wszystkie)")
    order = fields.Enum(
        RegisterOrder,
        by_value=True,
        load_default=RegisterOrder.HELD_ON,
        error_messages=asking("porządek") | {"unknown": "Wybierz porządek z listy: {choices}."},
    )
    descending = flag("wartość true (malejąco) albo false (rosnąco)")

    @validates_schema(skip_on_field_errors=True)
    def _refuse_what_is_no_period(self, values: dict[str, Any], **_: object) -> None:
        first, last = values["first"], values["last"]
        if (first is None) != (last is None):
            lacking = "first" if first is None else "last"
            raise ValidationError("Podaj oba dni okresu albo żaden.", lacking)
        if first is not None and last < first:
            raise ValidationError("Podaj ostatni dzień nie wcześniejszy niż pierwszy.", "last")

    @post_load
    def _make(self, values: dict[str, Any], **context: object) -> object:
        first, last = values.pop("first"), values.pop("last")
        period = None if first is None else Period(first, last)
        return super()._make({**values, "period": period}, **context)


class RegisterOfAdviceRequest(RegisterExportRequest):
    """`RegisterOfAdviceQuery`."""

    makes = RegisterOfAdviceQuery
    page = fields.Integer(
        strict=True,
        load_default=1,
        validate=validate.Range(1, MOST_PAGES, error="Podaj numer strony od {min} do {max}."),
        error_messages=asking("numer strony"),
    )
    rows_of_a_page = fields.Integer(
        strict=True,
        load_default=USUAL_ROWS_OF_A_PAGE,
        validate=validate.Range(
            1, MOST_ROWS_OF_A_PAGE, error="Podaj liczbę wierszy od {min} do {max}."
        ),
        error_messages=asking("liczbę wierszy strony"),
    )
