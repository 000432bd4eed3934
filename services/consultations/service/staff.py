"""Calls about the staff: duty, appointments, timesheets and deputies."""

from __future__ import annotations

from nameko.rpc import rpc

from services.consultations import answers, answers_of_work
from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.change_adviser import change_adviser
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.find_free_slots import find_free_slots
from services.consultations.application.list_advisers import list_advisers
from services.consultations.application.list_deputies import list_deputies
from services.consultations.application.list_timesheets import list_timesheets
from services.consultations.application.read_adviser import read_adviser
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.read_timesheet import read_timesheet
from services.consultations.application.recall_deputy import recall_deputy
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_duty import record_duty
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.application.request_advice import request_advice
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.set_working_exception import set_working_exception
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.application.what_waits import what_waits
from services.consultations.documents.document import Document
from services.consultations.documents.pdf import draw_pdf
from services.consultations.documents.timesheet import timesheet_document
from services.consultations.documents.xlsx import draw_xlsx
from services.consultations.requests import (
    appointments,
    choices,
    schemas,
    timesheets,
    working_time,
)
from services.consultations.service.calls import EXPECTED, Answer, Calls, Request


class StaffCalls(Calls):
    """What people ask about the staff and its time."""

    @rpc(expected_exceptions=EXPECTED)
    def register_adviser(self, request: Request) -> Answer:
        return self._perform(schemas.RegisterAdviserRequest(), register_adviser, request)

    @rpc(expected_exceptions=EXPECTED)
    def change_adviser(self, request: Request) -> Answer:
        return self._perform(schemas.ChangeAdviserRequest(), change_adviser, request)

    @rpc(expected_exceptions=EXPECTED)
    def adviser(self, request: Request) -> Answer:
        found = self._ask(schemas.AdviserRequest(), read_adviser, request)
        answer: Answer = answers_of_work.AdviserAnswer().dump(found)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def advisers(self, request: Request) -> Answer:
        known = self._ask(schemas.AdvisersRequest(), list_advisers, request)
        answer: Answer = answers_of_work.AdvisersAnswer().dump({"advisers": known})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def record_duty(self, request: Request) -> Answer:
        return self._perform(working_time.RecordDutyRequest(), record_duty, request)

    @rpc(expected_exceptions=EXPECTED)
    def correct_duty(self, request: Request) -> Answer:
        return self._perform(working_time.CorrectDutyRequest(), correct_duty, request)

    @rpc(expected_exceptions=EXPECTED)
    def set_working_hours(self, request: Request) -> Answer:
        return self._perform(working_time.SetWorkingHoursRequest(), set_working_hours, request)

    @rpc(expected_exceptions=EXPECTED)
    def set_working_exception(self, request: Request) -> Answer:
        return self._perform(
            working_time.SetWorkingExceptionRequest(), set_working_exception, request
        )

    @rpc(expected_exceptions=EXPECTED)
    def request_advice(self, request: Request) -> Answer:
        return self._perform(appointments.RequestAdviceRequest(), request_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def schedule_advice(self, request: Request) -> Answer:
        return self._perform(appointments.ScheduleAdviceRequest(), schedule_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def cancel_advice(self, request: Request) -> Answer:
        return self._perform(appointments.CancelAdviceRequest(), cancel_advice, request)

    @rpc(expected_exceptions=EXPECTED)
    def record_no_show(self, request: Request) -> Answer:
        return self._perform(appointments.RecordNoShowRequest(), record_no_show, request)

    @rpc(expected_exceptions=EXPECTED)
    def record_advice_held(self, request: Request) -> Answer:
        return self._perform(appointments.RecordAdviceHeldRequest(), record_advice_held, request)

    @rpc(expected_exceptions=EXPECTED)
    def free_slots(self, request: Request) -> Answer:
        slots = self._ask(working_time.FreeSlotsRequest(), find_free_slots, request)
        answer: Answer = answers.FreeSlotsAnswer().dump({"slots": slots})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def appointment(self, request: Request) -> Answer:
        appointment = self._ask(appointments.AppointmentRequest(), read_appointment, request)
        answer: Answer = answers.AppointmentAnswer().dump(appointment)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def close_timesheet(self, request: Request) -> Answer:
        return self._perform(timesheets.CloseTimesheetRequest(), close_timesheet, request)

    @rpc(expected_exceptions=EXPECTED)
    def reopen_timesheet(self, request: Request) -> Answer:
        return self._perform(timesheets.ReopenTimesheetRequest(), reopen_timesheet, request)

    @rpc(expected_exceptions=EXPECTED)
    def timesheet(self, request: Request) -> Answer:
        read = self._ask_now(timesheets.TimesheetRequest(), read_timesheet, request)
        answer: Answer = answers_of_work.TimesheetAnswer().dump(read)
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def timesheets(self, request: Request) -> Answer:
        lines = self._ask_now(timesheets.TimesheetsRequest(), list_timesheets, request)
        answer: Answer = answers_of_work.TimesheetsAnswer().dump({"timesheets": lines})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def timesheet_pdf(self, request: Request) -> Answer:
        document = self._printed_timesheet(request)
        return answers.of_pdf(document.name, draw_pdf(document))

    @rpc(expected_exceptions=EXPECTED)
    def timesheet_xlsx(self, request: Request) -> Answer:
        document = self._printed_timesheet(request)
        return answers.of_xlsx(document.name, draw_xlsx(document))

    @rpc(expected_exceptions=EXPECTED)
    def appoint_deputy(self, request: Request) -> Answer:
        return self._perform(timesheets.AppointDeputyRequest(), appoint_deputy, request)

    @rpc(expected_exceptions=EXPECTED)
    def recall_deputy(self, request: Request) -> Answer:
        return self._perform(timesheets.RecallDeputyRequest(), recall_deputy, request)

    @rpc(expected_exceptions=EXPECTED)
    def deputies(self, request: Request) -> Answer:
        known = self._ask(timesheets.DeputiesRequest(), list_deputies, request)
        answer: Answer = answers_of_work.DeputiesAnswer().dump({"deputies": known})
        return answer

    @rpc(expected_exceptions=EXPECTED)
    def what_waits(self, request: Request) -> Answer:
        found = self._ask_now(choices.WhatWaitsRequest(), what_waits, request)
        answer: Answer = answers_of_work.WhatWaitsAnswer().dump({"waiting": found})
        return answer

    def _printed_timesheet(self, request: Request) -> Document:
        read = self._ask_now(timesheets.TimesheetRequest(), read_timesheet, request)
        return timesheet_document(read, now=self.clock.now(), banner=self._banner)
