"""Timesheets: whose month is closed, one person's month, closing it and opening it again."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.list_timesheets import list_timesheets
from services.consultations.application.read_timesheet import TimesheetRead, read_timesheet
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.application.timesheet_commands import CloseTimesheet, ReopenTimesheet
from services.consultations.documents.pdf import draw_pdf
from services.consultations.documents.timesheet import timesheet_document
from services.consultations.documents.wording import REOPENING_REASONS
from services.consultations.documents.xlsx import draw_xlsx
from services.consultations.domain.timesheet_list import TimesheetLine
from services.consultations.domain.waiting import last_month
from services.consultations.requests import timesheets as requests
from services.consultations.web import words
from services.consultations.web.asking import ask, attempt, banner, may, node, now
from services.consultations.web.register import XLSX
from shared.documents.spreadsheet import NumberFormat
from shared.kernel.clock import business_day
from shared.kernel.hours import hours
from shared.kernel.period import Period
from shared.web.files_of_lists import download
from shared.web.forms import Form
from shared.web.guarding import person
from shared.web.listing import Column, ListAddress, Listing

pages = Blueprint("timesheets", __name__)

SheetColumn = Column[TimesheetLine]


@pages.get("/timesheets")
def sheets() -> ResponseReturnValue:
    """Show the sheets of a month, those that wait for the person if they are asked for."""
    month = request.args.get("month") or f"{last_month(business_day(now())):%Y-%m}"
    at = ListAddress.read(usual_sort="name")
    lines = ask(requests.TimesheetsRequest(), list_timesheets, month=month)
    to_close = "to_close" in request.args
    if to_close:
        lines = tuple(line for line in lines if line.waits_for(person().staff_id))
    first = requests.first_day_of(month)
    listing = Listing(
        title=_("Karty czasu pracy"),
        all_columns=_columns(month),
        rows=lines,
        total=len(lines),
        at=at,
        nothing=_("W tym miesiącu nikt nie ma karty czasu pracy, która na coś czeka.")
        if to_close
        else _("W tym miesiącu nikt nie pracował. Wybierz inny miesiąc."),
        parameters={_("Miesiąc"): month},
        all_on_one_page=True,
    )
    if at.file_format:
        return download(listing, author=node(), made_at=now(), banner=banner())
    return render_template(
        "consultations/timesheets.html",
        listing=listing,
        form=Form.blank(month=month, to_close=to_close),
        period=Period.of_month(first.year, first.month),
        **_neighbours(month),
    )


@pages.get("/timesheets/<uuid:adviser_id>/<month>")
def sheet(adviser_id: UUID, month: str) -> ResponseReturnValue:
    """Show a person's month, or answer with it as the document that is printed and signed."""
    read = _read(adviser_id, month)
    file_format = request.args.get("format", "")
    if file_format not in {"pdf", "xlsx"}:
        return _drawn(read, month, Form.blank())
    document = timesheet_document(read, now=now(), banner=banner())
    content = draw_pdf(document) if file_format == "pdf" else draw_xlsx(document)
    return send_file(
        BytesIO(content),
        mimetype="application/pdf" if file_format == "pdf" else XLSX,
        download_name=f"{document.name}.{file_format}".replace(" ", "-"),
        as_attachment=file_format == "xlsx",
    )


@pages.post("/timesheets/<uuid:adviser_id>/<month>/closing")
def close(adviser_id: UUID, month: str) -> ResponseReturnValue:
    """Add a month up and lock it."""
    form, whose = Form.sent(), {"adviser_id": str(adviser_id), "month": month}
    if attempt(form, requests.CloseTimesheetRequest(), close_timesheet, **whose) is None:
        return _drawn(_read(adviser_id, month), month, form), 422
    flash(_("Karta czasu pracy zamknięta."))
    return redirect(url_for(".sheet", adviser_id=adviser_id, month=month))


@pages.post("/timesheets/<uuid:adviser_id>/<month>/reopening")
def reopen(adviser_id: UUID, month: str) -> ResponseReturnValue:
    """Open a closed month again, for a reason."""
    form, whose = Form.sent(), {"adviser_id": str(adviser_id), "month": month}
    if attempt(form, requests.ReopenTimesheetRequest(), reopen_timesheet, **whose) is None:
        return _drawn(_read(adviser_id, month), month, form), 422
    flash(_("Karta czasu pracy otwarta. Zamknij ją, gdy wszystko będzie poprawione."))
    return redirect(url_for(".sheet", adviser_id=adviser_id, month=month))


def _read(adviser_id: UUID, month: str) -> TimesheetRead:
    return ask(requests.TimesheetRequest(), read_timesheet, adviser_id=str(adviser_id), month=month)


def _drawn(read: TimesheetRead, month: str, form: Form) -> str:
    own = read.adviser.id == person().staff_id
    return render_template(
        "consultations/timesheet.html",
        read=read,
        month=month,
        form=form,
        closing=read.sheet.closing,
        **_neighbours(month),
        may_close=may(CloseTimesheet) and not own and read.sheet.closing is None,
        may_reopen=may(ReopenTimesheet) and not own and read.sheet.closing is not None,
        reasons=words.choices(REOPENING_REASONS),
        reopening_reasons={code: _(said) for code, said in REOPENING_REASONS.items()},
        who=lambda staff_id: words.staff_name(staff_id, {read.adviser.id: read.adviser.full_name}),
    )


def _neighbours(month: str) -> dict[str, str]:
    """Return the months before and after, as addresses write them."""
    first = requests.first_day_of(month)
    return {
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{first + timedelta(days=31):%Y-%m}",
    }


def _columns(month: str) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            key="name",
            title=_("Osoba"),
            value=lambda line: line.adviser.full_name,
            link=lambda line: url_for(".sheet", adviser_id=line.adviser.id, month=month),
            width=34,
        ),
        SheetColumn(
            key="advice",
            title=_("Godziny porad"),
            value=lambda line: hours(line.time.advice_minutes),
            number_format=NumberFormat.HOURS,
        ),
        SheetColumn(
            key="duty",
            title=_("Godziny dyżuru"),
            value=lambda line: hours(line.time.duty_minutes),
            number_format=NumberFormat.HOURS,
        ),
        SheetColumn(
            key="pending",
            title=_("Karty niezatwierdzone"),
            value=lambda line: line.time.pending_cards,
            number_format=NumberFormat.COUNT,
        ),
        SheetColumn(
            key="state",
            title=_("Stan"),
            value=lambda line: _("zamknięta") if line.closed else _("otwarta"),
        ),
    )
