"""Timesheets by month, and who stands in for the coordinator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.consultations.answers_of_work import DeputiesAnswer, TimesheetAnswer, TimesheetsAnswer
from services.consultations.application import deputy_commands, timesheet_commands
from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.list_deputies import list_deputies
from services.consultations.application.list_timesheets import list_timesheets
from services.consultations.application.read_timesheet import read_timesheet
from services.consultations.application.recall_deputy import recall_deputy
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.documents.pdf import draw_pdf
from services.consultations.documents.timesheet import timesheet_document
from services.consultations.documents.xlsx import draw_xlsx
from services.consultations.requests import timesheets as requests
from services.consultations.web.api.answers import ClosedTimesheetAnswer
from services.consultations.web.api.asking import API, PDF, XLSX, whenever
from services.consultations.web.asking import banner, now
from shared.web.api.operations import Drawn

if TYPE_CHECKING:
    from services.consultations.application.read_timesheet import TimesheetRead
    from services.consultations.documents.document import Document

timesheets: Final = API.topic("timesheets", "Working time by month, and deputies.")

_SHEET: Final = "/timesheets/<uuid:adviser_id>/<month>"


def _document(read: TimesheetRead) -> Document:
    return timesheet_document(read, now=now(), banner=banner())


def _pdf(read: TimesheetRead) -> Drawn:
    document = _document(read)
    return Drawn(media_type=PDF, name=f"{document.name}.pdf", content=draw_pdf(document))


def _xlsx(read: TimesheetRead) -> Drawn:
    document = _document(read)
    return Drawn(media_type=XLSX, name=f"{document.name}.xlsx", content=draw_xlsx(document))


timesheets.question(
    "/timesheets",
    timesheet_commands.TimesheetsQuery,
    requests.TimesheetsRequest,
    list_timesheets,
    TimesheetsAnswer(),
    named="timesheets",
)
timesheets.question(
    _SHEET,
    timesheet_commands.TimesheetQuery,
    requests.TimesheetRequest,
    read_timesheet,
    TimesheetAnswer(),
)
for _media_type, _ending, _draw in ((PDF, "pdf", _pdf), (XLSX, "xlsx", _xlsx)):
    timesheets.document(
        f"{_SHEET}/{_ending}",
        timesheet_commands.TimesheetQuery,
        requests.TimesheetRequest,
        read_timesheet,
        _draw,
        media_type=_media_type,
    )
timesheets.question(
    "/deputies",
    deputy_commands.DeputiesQuery,
    requests.DeputiesRequest,
    whenever(list_deputies),
    DeputiesAnswer(),
    named="deputies",
)
timesheets.command(
    "POST",
    f"{_SHEET}/closing",
    timesheet_commands.CloseTimesheet,
    requests.CloseTimesheetRequest,
    close_timesheet,
    answer=ClosedTimesheetAnswer(),
)
timesheets.command(
    "POST",
    f"{_SHEET}/reopening",
    timesheet_commands.ReopenTimesheet,
    requests.ReopenTimesheetRequest,
    reopen_timesheet,
)
timesheets.command(
    "POST",
    "/deputies",
    deputy_commands.AppointDeputy,
    requests.AppointDeputyRequest,
    appoint_deputy,
)
timesheets.command(
    "POST",
    "/deputies/<uuid:deputy_id>/recall",
    deputy_commands.RecallDeputy,
    requests.RecallDeputyRequest,
    recall_deputy,
)
