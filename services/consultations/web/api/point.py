"""The consulting point: appointments, the calendar, duty, and hours of reception."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.consultations.answers import AppointmentAnswer, FreeSlotsAnswer
from services.consultations.answers_of_work import WhatWaitsAnswer
from services.consultations.application import (
    appointment_commands,
    appointment_list_queries,
    commands,
    working_time_commands,
)
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.change_adviser import change_adviser
from services.consultations.application.choices_query import ChoicesQuery
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.find_free_slots import find_free_slots
from services.consultations.application.list_advisers import list_advisers
from services.consultations.application.list_appointments import list_appointments
from services.consultations.application.read_adviser import read_adviser
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.read_choices import read_choices
from services.consultations.application.read_consulting_week import read_consulting_week
from services.consultations.application.read_working_hours import read_working_hours
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_duty import record_duty
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.request_advice import request_advice
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.set_working_exception import set_working_exception
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.application.waiting_query import WhatWaitsQuery
from services.consultations.application.what_waits import what_waits
from services.consultations.requests import (
    appointment_lists,
    appointments,
    choices,
    schemas,
    working_time,
)
from services.consultations.web.api.answers_of_point import (
    AdviserAnswer,
    AdvisersAnswer,
    AppointmentPageAnswer,
    ChoicesAnswer,
    ConsultingWeekAnswer,
    WorkingHoursAnswer,
)
from services.consultations.web.api.asking import API, noting, whenever
from shared.web.api.paging import of_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from services.consultations.domain.consulting_week import ConsultingWeek

point: Final = API.topic("point", "Appointments, the calendar, duty, and what waits.")

_APPOINTMENT: Final = "/appointments/<uuid:appointment_id>"
_ADVISER: Final = "/advisers/<uuid:adviser_id>"


def _who_comes(week: ConsultingWeek) -> Iterator[UUID]:
    for each in week.weeks:
        for day in each.days:
            yield from (row.client_id for row in day.appointments)


point.question(
    "/waiting",
    WhatWaitsQuery,
    choices.WhatWaitsRequest,
    what_waits,
    WhatWaitsAnswer(),
    named="waiting",
)
point.question(
    "/choices",
    ChoicesQuery,
    choices.ChoicesRequest,
    read_choices,
    ChoicesAnswer(),
)
point.question(
    "/appointments",
    appointment_list_queries.AppointmentsQuery,
    appointment_lists.AppointmentsRequest,
    whenever(list_appointments),
    AppointmentPageAnswer(),
    pages=of_page,
    before_shown=noting(lambda page: [row.client_id for row in page.rows]),
)
point.question(
    _APPOINTMENT,
    appointment_commands.AppointmentQuery,
    appointments.AppointmentRequest,
    whenever(read_appointment),
    AppointmentAnswer(),
    version=lambda appointment: appointment.version,
)
point.question(
    "/calendar",
    appointment_list_queries.ConsultingWeekQuery,
    appointment_lists.ConsultingWeekRequest,
    read_consulting_week,
    ConsultingWeekAnswer(),
    before_shown=noting(_who_comes),
)
point.question(
    f"{_ADVISER}/working-hours",
    working_time_commands.WorkingHoursQuery,
    working_time.WorkingHoursRequest,
    whenever(read_working_hours),
    WorkingHoursAnswer(),
)
point.question(
    f"{_ADVISER}/free-slots",
    working_time_commands.FreeSlotsQuery,
    working_time.FreeSlotsRequest,
    whenever(find_free_slots),
    FreeSlotsAnswer(),
    named="slots",
)
point.command(
    "POST",
    "/appointments",
    appointment_commands.RequestAdvice,
    appointments.RequestAdviceRequest,
    request_advice,
    creates="/appointments/{appointment_id}",
)
point.command(
    "POST",
    f"{_APPOINTMENT}/schedule",
    appointment_commands.ScheduleAdvice,
    appointments.ScheduleAdviceRequest,
    schedule_advice,
)
point.command(
    "POST",
    f"{_APPOINTMENT}/cancellation",
    appointment_commands.CancelAdvice,
    appointments.CancelAdviceRequest,
    cancel_advice,
)
point.command(
    "POST",
    f"{_APPOINTMENT}/no-show",
    appointment_commands.RecordNoShow,
    appointments.RecordNoShowRequest,
    record_no_show,
)
point.command(
    "POST",
    f"{_APPOINTMENT}/held",
    appointment_commands.RecordAdviceHeld,
    appointments.RecordAdviceHeldRequest,
    record_advice_held,
)
point.command(
    "POST",
    "/duties",
    working_time_commands.RecordDuty,
    working_time.RecordDutyRequest,
    record_duty,
)
point.command(
    "POST",
    "/duties/<uuid:duty_id>/correction",
    working_time_commands.CorrectDuty,
    working_time.CorrectDutyRequest,
    correct_duty,
)
point.question(
    "/advisers",
    commands.AdvisersQuery,
    schemas.AdvisersRequest,
    whenever(list_advisers),
    AdvisersAnswer(),
    named="advisers",
)
point.question(
    _ADVISER,
    commands.AdviserQuery,
    schemas.AdviserRequest,
    whenever(read_adviser),
    AdviserAnswer(),
    version=lambda adviser: adviser.version,
)
point.command("PUT", _ADVISER, commands.ChangeAdviser, schemas.ChangeAdviserRequest, change_adviser)
point.command(
    "POST",
    "/advisers",
    commands.RegisterAdviser,
    schemas.RegisterAdviserRequest,
    register_adviser,
)
point.command(
    "POST",
    f"{_ADVISER}/working-hours",
    working_time_commands.SetWorkingHours,
    working_time.SetWorkingHoursRequest,
    set_working_hours,
)
point.command(
    "POST",
    f"{_ADVISER}/working-exceptions",
    working_time_commands.SetWorkingException,
    working_time.SetWorkingExceptionRequest,
    set_working_exception,
)
