"""The consulting point: its week, the list of appointments, and what is done with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.appointment_commands import RequestAdvice, ScheduleAdvice
from services.consultations.application.authorise import ROLES
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.commands import DraftCard
from services.consultations.application.forms_sent import forgetting
from services.consultations.application.list_clients import list_clients
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.read_choices import Choices
from services.consultations.application.read_consulting_week import read_consulting_week
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.request_advice import request_advice
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.working_time_commands import CorrectDuty
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.unsent_form import FormKind
from services.consultations.requests import appointments as schemas
from services.consultations.requests.appointment_lists import ConsultingWeekRequest
from services.consultations.requests.client_lists import ClientsRequest
from services.consultations.web import words_of_clients as words
from services.consultations.web.asking import ask, attempt, may, now
from services.consultations.web.asking import said as sentence
from services.consultations.web.client_files import seen
from services.consultations.web.finding import card_address, choices, find, note
from services.consultations.web.unsent import UnsentForms
from shared.kernel.clock import business_day
from shared.web import drafts
from shared.web.drafts import Draft
from shared.web.forms import Form
from shared.web.guarding import only_for, person

if TYPE_CHECKING:
    from marshmallow import Schema

    from services.consultations.domain.appointment import Appointment
    from shared.contracts.programme import Programme

pages = Blueprint("calendar", __name__)

_WISH = ("programme", "client_id", "field_of_advice", "form_of_contact", "wish")
_TIME = ("adviser_id", "held_on", "started_at", "ended_at", "outside_hours")


@pages.get("/calendar")
def week() -> ResponseReturnValue:
    """Show a week of one adviser or of all: hours, who is coming, what is free."""
    today = business_day(now())
    chosen, adviser_id = request.args.get("day"), request.args.get("adviser_id")
    form = Form.blank(day=chosen or today.isoformat(), adviser_id=adviser_id)
    schema = ConsultingWeekRequest()
    found = ask(schema, read_consulting_week, **form.values)
    shown = [row.client_id for each in found.weeks for day in each.days for row in day.appointments]
    note(shown, ViewOccasion.PAGE)
    monday = found.period.first
    return render_template(
        "consultations/calendar.html",
        form=form,
        week=found,
        today=today,
        before=_week_of(monday - timedelta(days=7), adviser_id),
        after=_week_of(monday + timedelta(days=7), adviser_id),
        advisers=[(each.id, each.full_name) for each in choices().advisers],
        states=words.appointment_states(),
        card_address=card_address,
        may_schedule=may(ScheduleAdvice),
        may_correct=may(CorrectDuty),
        own_id=person().staff_id,
    )


@pages.get("/appointments/new", endpoint="request")
@only_for(ROLES[RequestAdvice])
def new() -> ResponseReturnValue:
    """Ask what the client wishes and, from a free slot, agree on it at once."""
    client_id = request.args.get("client", type=UUID)
    if client_id is None:
        return _look_for_client()
    form = Form.blank(
        appointment_id=uuid4(),
        agreement_id=uuid4(),
        **{name: request.args.get(name) for name in _TIME},
    )
    return _request_page(form, client_id, drafts.opened(_unsent(client_id), form))


@pages.post("/appointments/new/<uuid:client_id>")
def keep(client_id: UUID) -> ResponseReturnValue:
    """Keep the wish, and the time if one was chosen; a time that is taken is asked for again."""
    form = Form.sent(flags=("outside_hours",))
    if drafts.asked():
        page = url_for(".request", client=client_id)
        answered = drafts.answer(_unsent(client_id), form, sentence, page)
        return answered or (_request_page(form, client_id), 409)
    appointment_id = form.value("appointment_id")
    wish = _part(form, _WISH, appointment_id, form.command_id)
    sending = forgetting(request_advice, FormKind.APPOINTMENT, client_id)
    if attempt(wish, schemas.RequestAdviceRequest(), sending, client_id=str(client_id)) is None:
        form.errors, form.problem = wish.errors, wish.problem
        return _request_page(form, client_id), 422
    if form.value("held_on"):
        agreed = _part(form, _TIME, appointment_id, form.value("agreement_id"))
        if attempt(agreed, schemas.ScheduleAdviceRequest(), schedule_advice) is None:
            flash(_("Zapisano zgłoszenie, ale bez terminu."), "warning")
            return _page(appointment_id, agreed), 422
    flash(_("Zapisano zgłoszenie."))
    return redirect(url_for(".appointment", appointment_id=appointment_id))


@pages.get("/appointments/<uuid:appointment_id>")
def appointment(appointment_id: UUID) -> ResponseReturnValue:
    """Show an appointment and what can be done with it."""
    return _page(appointment_id, None)


@pages.post(
    "/appointments/<uuid:appointment_id>/<any('schedule', 'cancel', 'no-show', 'held'):step>"
)
def act(appointment_id: UUID, step: str) -> ResponseReturnValue:
    """Schedule, cancel, or record what became of it."""
    form = Form.sent(flags=("outside_hours",) if step == "schedule" else ())
    schema, use_case, said = _steps()[step]
    if attempt(form, schema, use_case, appointment_id=str(appointment_id)) is None:
        return _page(appointment_id, form), 422
    flash(said)
    return redirect(url_for(".appointment", appointment_id=appointment_id))


def _steps() -> Mapping[str, tuple[Schema, Callable[[Any, Any, datetime], object], str]]:
    return {
        "schedule": (schemas.ScheduleAdviceRequest(), schedule_advice, _("Umówiono termin.")),
        "cancel": (schemas.CancelAdviceRequest(), cancel_advice, _("Odwołano poradę.")),
        "no-show": (
            schemas.RecordNoShowRequest(),
            record_no_show,
            _("Zapisano, że klient nie przyszedł."),
        ),
        "held": (
            schemas.RecordAdviceHeldRequest(),
            record_advice_held,
            _("Zapisano, że porada się odbyła. Teraz sporządź kartę."),
        ),
    }


def _part(form: Form, names: tuple[str, ...], appointment_id: str, command_id: str) -> Form:
    """Return the fields of one of the two commands that the form asks for."""
    values = {name: form.values[name] for name in names if name in form.values}
    return Form({**values, "appointment_id": appointment_id}, command_id)


def _look_for_client() -> str:
    sought = request.args.get("words", "")
    found = find(ClientsRequest(), list_clients, words=sought).rows if sought else ()
    return render_template(
        "consultations/appointment_client.html",
        form=Form.blank(words=sought),
        rows=found,
        kinds=words.client_kinds(),
        slot={name: request.args[name] for name in _TIME if name in request.args},
    )


def _unsent(client_id: UUID) -> UnsentForms:
    return UnsentForms(form=FormKind.APPOINTMENT, about=client_id, client_ids=(str(client_id),))


def _request_page(form: Form, client_id: UUID, draft: Draft | None = None) -> str:
    offered = choices()
    return render_template(
        "consultations/appointment_new.html",
        form=form,
        draft=draft or drafts.sent_back(_unsent(client_id), form),
        client=seen(client_id),
        choices=offered,
        advisers=_advisers(form, offered),
    )


def _page(appointment_id: UUID | str, form: Form | None) -> str:
    found: Appointment = find(
        schemas.AppointmentRequest(), read_appointment, appointment_id=str(appointment_id)
    )
    agreed = found.agreement
    blank = Form.blank(
        adviser_id=agreed.adviser_id if agreed else person().staff_id,
        held_on=agreed.session.held_on if agreed else None,
        started_at=f"{agreed.session.started_at:%H:%M}" if agreed else None,
        ended_at=f"{agreed.session.ended_at:%H:%M}" if agreed else None,
        outside_hours=agreed.outside_hours if agreed else None,
    )
    offered = choices()
    return render_template(
        "consultations/appointment.html",
        appointment=found,
        client=seen(found.asked.client_id),
        form=form or blank,
        blank=blank,
        advisers=_advisers(form or blank, offered),
        names={each.id: each.full_name for each in offered.advisers},
        states=words.appointment_states(),
        cancelled_by=words.cancelled_by(),
        fields_of_advice=_labels(offered.programmes, "fields_of_advice"),
        forms_of_contact=_labels(offered.programmes, "forms_of_contact"),
        new_card=f"{request.script_root}/cards/new?appointment={found.id}",
        may_act=may(ScheduleAdvice),
        may_draft=may(DraftCard),
        today=business_day(now()),
    )


def _advisers(form: Form, offered: Choices) -> list[tuple[UUID, str]]:
    """Return who can be asked on the day that the form says, or today."""
    try:
        day = date.fromisoformat(str(form.value("held_on")))
    except ValueError:
        day = business_day(now())
    return [(each.id, each.full_name) for each in offered.active(day)]


def _labels(programmes: Iterable[Programme], dictionary: str) -> Mapping[str, str]:
    return {
        entry.code: entry.label
        for programme in programmes
        for entry in getattr(programme, dictionary)
    }


def _week_of(monday: date, adviser_id: str | None) -> str:
    return url_for(".week", day=monday.isoformat(), adviser_id=adviser_id or None)
