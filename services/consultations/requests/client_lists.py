"""What a caller may ask of the list of clients and their dossiers, as JSON (R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import ValidationError, fields, validate, validates_schema

from services.consultations.application import client_list_queries as queries
from services.consultations.domain.client_list import ClientFilter, ClientOrder
from services.consultations.requests.fields import (
    LONGEST_NAME,
    asking,
    identifier,
    optional_choice,
    optional_day,
    stripped,
)
from services.consultations.requests.lists import PageFields, descending, flag
from services.consultations.requests.schemas import QuerySchema
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class ClientsExportRequest(QuerySchema):
    """`ClientsExportQuery`."""

    makes: ClassVar[Callable[..., object]] = queries.ClientsExportQuery
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"filter": ClientFilter}
    words = fields.String(
        load_default="",
        pre_load=stripped,
        validate=validate.Length(
            max=LONGEST_NAME, error="Skróć szukany tekst: najwyżej {max} znaków."
        ),
        error_messages=asking("szukane słowa"),
    )
    kind = optional_choice("rodzaj klienta", ClientKind)
    registered_from = optional_day("pierwszy dzień rejestracji")
    registered_to = optional_day("ostatni dzień rejestracji")
    with_merged = flag("pokaż też połączone kartoteki")
    with_erased = flag("pokaż też kartoteki bez danych osobowych")
    order = fields.Enum(
        ClientOrder,
        by_value=True,
        load_default=ClientOrder.NAME,
        error_messages=asking("porządek") | {"unknown": "Wybierz porządek z listy: {choices}."},
    )
    descending = descending()

    @validates_schema(skip_on_field_errors=True)
    def _refuse_what_is_no_period(self, values: dict[str, Any], **_: object) -> None:
        first, last = values["registered_from"], values["registered_to"]
        if first and last and last < first:
            raise ValidationError(
                "Podaj ostatni dzień nie wcześniejszy niż pierwszy.", "registered_to"
            )


class ClientsRequest(PageFields, ClientsExportRequest):
    """`ClientsQuery`."""

    makes = queries.ClientsQuery


class PossibleDuplicatesRequest(QuerySchema):
    """`PossibleDuplicatesQuery`."""

    makes = queries.PossibleDuplicatesQuery


class ClientTimelineRequest(QuerySchema):
    """`ClientTimelineQuery`."""

    makes = queries.ClientTimelineQuery
    client_id = identifier("identyfikator klienta")


class ViewsOfClientRequest(QuerySchema):
    """`ViewsOfClientQuery`."""

    makes = queries.ViewsOfClientQuery
    client_id = identifier("identyfikator klienta")


class PersonExportRequest(QuerySchema):
    """`PersonExportQuery`."""

    makes = queries.PersonExportQuery
    client_id = identifier("identyfikator klienta")
