"""The list of appointments: who is coming, and whose wish waits."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.appointment_commands import RequestAdvice
from services.consultations.application.export_appointments import (
    AppointmentsExport,
    export_appointments,
)
from services.consultations.application.list_appointments import list_appointments
from services.consultations.application.read_choices import Choices
from services.consultations.domain.appointment_list import AppointmentPage, AppointmentRow
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.requests.appointment_lists import (
    AppointmentsExportRequest,
    AppointmentsRequest,
)
from services.consultations.web.asking import ask, banner, may, now, said
from services.consultations.web.finding import choices, find, node, note
from services.consultations.web.words_of_clients import appointment_states
from shared.kernel import polish
from shared.web.files_of_lists import download
from shared.web.forms import Form
from shared.web.listing import Column, ListAddress, Listing

pages = Blueprint("appointments", __name__, url_prefix="/appointments")

_FILTERS = ("first", "last", "adviser_id", "state")


@pages.get("")
def appointments() -> ResponseReturnValue:
    """Show the appointments that agree with the filters, or hand all over as a file."""
    at, form = ListAddress.read(usual_sort="day"), _filters()
    offered = choices()
    asked = {**form.values, "descending": at.descending}
    if at.file_format:
        export = whole()
        note([row.client_id for row in export.rows], ViewOccasion.LIST_EXPORT)
        listing = _listing(at, form, offered, export.rows, len(export.rows))
        return download(listing, author=node(), made_at=now(), banner=banner())
    found: AppointmentPage | None = form.attempt(
        lambda: find(
            AppointmentsRequest(),
            list_appointments,
            **asked,
            page=at.page,
            rows_of_a_page=at.rows_of_a_page,
        ),
        said,
    )
    rows, total = ((), 0) if found is None else (found.rows, found.appointments)
    return render_template(
        "consultations/appointments.html",
        listing=_listing(at, form, offered, rows, total),
        form=form,
        states=appointment_states().items(),
        advisers=[(each.id, each.full_name) for each in offered.advisers],
        may_request=may(RequestAdvice),
    )


def whole() -> AppointmentsExport:
    """Return all that the address asks for; raise `ValidationError`, or what is refused."""
    descending = ListAddress.read(usual_sort="day").descending
    asked = {**_filters().values, "descending": descending}
    return ask(AppointmentsExportRequest(), export_appointments, **asked)


def _filters() -> Form:
    return Form.blank(**{name: request.args.get(name) for name in _FILTERS})


def _listing(
    at: ListAddress, form: Form, offered: Choices, rows: tuple[AppointmentRow, ...], total: int
) -> Listing[AppointmentRow]:
    states = appointment_states()
    fields = {
        entry.code: entry.label
        for programme in offered.programmes
        for entry in programme.fields_of_advice
    }
    forms = {
        entry.code: entry.label
        for programme in offered.programmes
        for entry in programme.forms_of_contact
    }
    names = {str(each.id): each.full_name for each in offered.advisers}
    return Listing(
        title=_("Zgłoszenia po poradę"),
        all_columns=(
            Column(
                key="day",
                title=_("Dzień"),
                value=lambda row: row.day,
                link=lambda row: url_for("calendar.appointment", appointment_id=row.appointment_id),
                sorts=True,
                width=14,
            ),
            Column(
                key="started_at",
                title=_("Od"),
                value=lambda row: row.session.started_at if row.session else None,
                width=8,
            ),
            Column(
                key="ended_at",
                title=_("Do"),
                value=lambda row: row.session.ended_at if row.session else None,
                width=8,
            ),
            Column(
                key="client",
                title=_("Klient"),
                value=lambda row: row.client_name or _("(usunięto dane)"),
                link=lambda row: url_for("client_files.data", client_id=row.client_id),
                width=36,
            ),
            Column(
                key="field",
                title=_("Zakres"),
                value=lambda row: fields.get(row.field_of_advice, row.field_of_advice),
                width=30,
            ),
            Column(
                key="form",
                title=_("Forma"),
                value=lambda row: forms.get(row.form_of_contact, row.form_of_contact),
            ),
            Column(key="adviser", title=_("Doradca"), value=lambda row: row.adviser, width=28),
            Column(key="state", title=_("Stan"), value=lambda row: states[row.state]),
        ),
        rows=rows,
        total=total,
        at=at,
        row_id=lambda row: row.appointment_id,
        nothing=_("Nie ma takich zgłoszeń. Zmień filtry albo zapisz nowe zgłoszenie."),
        parameters={
            _("Od dnia"): form.value("first") or polish.DASH,
            _("Do dnia"): form.value("last") or polish.DASH,
            _("Doradca"): names.get(form.value("adviser_id"), _("wszyscy")),
            _("Stan"): {str(state): word for state, word in states.items()}.get(
                form.value("state"), _("wszystkie")
            ),
        },
    )
