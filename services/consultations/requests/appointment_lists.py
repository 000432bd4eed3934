"""What a caller may ask of the calendar and the list of appointments, as JSON (R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import ValidationError, post_load, validates_schema

from services.consultations.application import appointment_list_queries as queries
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.requests.fields import (
    day,
    optional_choice,
    optional_day,
    optional_identifier,
)
from services.consultations.requests.lists import PageFields, descending
from services.consultations.requests.schemas import QuerySchema
from shared.kernel.period import Period

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class AppointmentsExportRequest(QuerySchema):
    """`AppointmentsExportQuery`; both days of the period or none, which asks for all."""

    makes: ClassVar[Callable[..., object]] = queries.AppointmentsExportQuery
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"filter": AppointmentFilter}
    first = optional_day("pierwszy dzień")
    last = optional_day("ostatni dzień")
    adviser_id = optional_identifier("identyfikator doradcy")
    state = optional_choice("stan zgłoszenia", AppointmentState)
    descending = descending()

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


class AppointmentsRequest(PageFields, AppointmentsExportRequest):
    """`AppointmentsQuery`."""

    makes = queries.AppointmentsQuery


class ConsultingWeekRequest(QuerySchema):
    """`ConsultingWeekQuery`."""

    makes = queries.ConsultingWeekQuery
    day = day("dzień")
    adviser_id = optional_identifier("identyfikator doradcy")
