"""What a caller may ask of the calendar and the list of appointments, as JSON (R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from services.consultations.application import appointment_list_queries as queries
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.requests.fields import (
    day,
    optional_choice,
    optional_identifier,
)
from services.consultations.requests.lists import AnyPeriodFields, PageFields, descending
from services.consultations.requests.schemas import QuerySchema

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class AppointmentsExportRequest(AnyPeriodFields, QuerySchema):
    """`AppointmentsExportQuery`; both days of the period or none, which asks for all."""

    makes: ClassVar[Callable[..., object]] = queries.AppointmentsExportQuery
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"filter": AppointmentFilter}
    adviser_id = optional_identifier("identyfikator doradcy")
    state = optional_choice("stan zgłoszenia", AppointmentState)
    descending = descending()


class AppointmentsRequest(PageFields, AppointmentsExportRequest):
    """`AppointmentsQuery`."""

    makes = queries.AppointmentsQuery


class ConsultingWeekRequest(QuerySchema):
    """`ConsultingWeekQuery`."""

    makes = queries.ConsultingWeekQuery
    day = day("dzień")
    adviser_id = optional_identifier("identyfikator doradcy")
