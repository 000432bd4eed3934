"""What a caller may ask of the register of advice, as JSON (R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from marshmallow import fields, validate

from services.consultations.application.register_queries import (
    ApprovalQueueQuery,
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
    identifier,
    optional_choice,
    optional_identifier,
    optional_text,
)
from services.consultations.requests.lists import AnyPeriodFields, PageFields, descending, flag
from services.consultations.requests.schemas import QuerySchema
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class RegisterExportRequest(AnyPeriodFields, QuerySchema):
    """`RegisterExportQuery`."""

    makes: ClassVar[Callable[..., object]] = RegisterExportQuery
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"filter": RegisterFilter}
    adviser_id = optional_identifier("identyfikator doradcy")
    not_adviser_id = optional_identifier("identyfikator doradcy, którego nie ma na karcie")
    field_of_advice = optional_text("kod zakresu porady", longest=LONGEST_CODE)
    form_of_contact = optional_text("kod formy kontaktu", longest=LONGEST_CODE)
    client_kind = optional_choice("rodzaj klienta", ClientKind)
    client_words = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_NAME, error="Skróć tekst: najwyżej {max} znaków."),
        error_messages=asking("nazwę klienta albo jej część"),
    )
    states = choices("stan karty", CardState)
    late = flag("tylko karty po terminie")
    order = fields.Enum(
        RegisterOrder,
        by_value=True,
        load_default=RegisterOrder.HELD_ON,
        error_messages=asking("porządek") | {"unknown": "Wybierz porządek z listy: {choices}."},
    )
    descending = descending()


class RegisterOfAdviceRequest(PageFields, RegisterExportRequest):
    """`RegisterOfAdviceQuery`."""

    makes = RegisterOfAdviceQuery


class ApprovalQueueRequest(QuerySchema):
    """`ApprovalQueueQuery`."""

    makes = ApprovalQueueQuery
    card_id = identifier("identyfikator karty")
