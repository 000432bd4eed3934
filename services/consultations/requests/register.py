"""What a caller may ask of the register of advice, as JSON (R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from marshmallow import fields, validate

from services.consultations.application.register_queries import (
    RegisterExportQuery,
    RegisterOfAdviceQuery,
)
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.register_of_advice import RegisterFilter, RegisterOrder
from services.consultations.requests.fields import (
    LONGEST_CODE,
    asking,
    optional_choice,
    optional_identifier,
    optional_text,
)
from services.consultations.requests.schemas import QuerySchema
from services.consultations.requests.working_time import PeriodFields
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

USUAL_ROWS_OF_A_PAGE = 50
MOST_ROWS_OF_A_PAGE = 500
MOST_PAGES = 1_000_000
"""More than there are cards; a greater number would be none for a database."""


class RegisterExportRequest(PeriodFields, QuerySchema):
    """`RegisterExportQuery`."""

    makes: ClassVar[Callable[..., object]] = RegisterExportQuery
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"filter": RegisterFilter}
    adviser_id = optional_identifier("identyfikator doradcy")
    field_of_advice = optional_text("kod zakresu porady", longest=LONGEST_CODE)
    form_of_contact = optional_text("kod formy kontaktu", longest=LONGEST_CODE)
    client_kind = optional_choice("rodzaj klienta", ClientKind)
    state = optional_choice("stan karty", CardState)
    order = fields.Enum(
        RegisterOrder,
        by_value=True,
        load_default=RegisterOrder.HELD_ON,
        error_messages=asking("porządek") | {"unknown": "Wybierz porządek z listy: {choices}."},
    )
    descending = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (malejąco) albo false (rosnąco)"),
    )


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
