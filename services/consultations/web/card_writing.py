"""Writing a card: a new one, also from an appointment, and changing one that is not signed."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.authorise import ROLES
from services.consultations.application.change_card import change_card
from services.consultations.application.commands import ChangeCard, DraftCard
from services.consultations.application.draft_card import draft_card
from services.consultations.application.forms_sent import forgetting
from services.consultations.application.list_clients import list_clients
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.read_choices import Choices, read_choices
from services.consultations.application.read_whole_card import WholeCard
from services.consultations.domain.appointment import Appointment
from services.consultations.domain.client_list import ClientRow
from services.consultations.domain.unsent_form import FormKind
from services.consultations.requests import appointments, schemas
from services.consultations.requests.choices import ChoicesRequest
from services.consultations.requests.client_lists import ClientsRequest
from services.consultations.web import words
from services.consultations.web.asking import ask, attempt, now, said
from services.consultations.web.cards import opened
from services.consultations.web.finding import find
from services.consultations.web.unsent import NOTHING_YET, UnsentForms
from shared.kernel.clock import business_day
from shared.kernel.identifiers import new_id
from shared.web import drafts
from shared.web.drafts import Draft
from shared.web.forms import Form
from shared.web.guarding import only_for, person

pages = Blueprint("card_writing", __name__)

_MOST_FOUND: Final = 20
_NOT_OF_CARD: Final = frozenset({"action", "find"})
"""What the form has for finding clients; it is no part of a card."""

_TEXTS: Final = ("subject", "advice_given", "agreed_steps", "persons_present")
_COMPARED: Final = ("held_on", "started_at", "ended_at", "field_of_advice", "form_of_contact")


@pages.get("/cards/new")
@only_for(ROLES[DraftCard])
def new() -> ResponseReturnValue:
    """Show an empty card, or one that is filled in from an appointment or for a client."""
    form = Form.blank(
        card_id=str(new_id()),
        held_on=f"{business_day(now())}",
        adviser_ids=[str(person().staff_id)],
        client_ids=request.args.getlist("client"),
    )
    if request.args.get("appointment"):
        form.values = {**form.values, **_of_appointment(request.args["appointment"])}
    draft = drafts.opened(_unsent(), form)
    return _drawn(form, draft=draft)


@pages.post("/cards/new")
def draft() -> ResponseReturnValue:
    """Keep a new card or a draft of it, or find clients for it."""
    form, sought = _sent()
    unsent = _unsent(form=form)
    if drafts.asked():
        return drafts.answer(unsent, form, said) or (_drawn(form), 409)
    if sought is not None:
        return _drawn(form, sought=sought)
    sending = forgetting(draft_card, unsent.form, unsent.about)
    answer = attempt(form, schemas.DraftCardRequest(), sending)
    if answer is None:
        return _drawn(form), 422
    if "paper" in request.args:
        flash(_("Zapisano kartę %(number)s. Dołącz jej skan.", number=answer["card_number"]))
        return redirect(url_for("scans.new", card_id=answer["card_id"]))
    flash(
        _("Zapisano kartę %(number)s. Podpisz ją, gdy będzie gotowa.", number=answer["card_number"])
    )
    return redirect(url_for("cards.card", card_id=answer["card_id"]))


@pages.get("/cards/<uuid:card_id>/edit")
@only_for(ROLES[ChangeCard])
def edit(card_id: UUID) -> ResponseReturnValue:
    """Show what a card says, to be changed."""
    whole = opened(card_id)
    form = Form.blank(**_of_card(whole))
    draft = drafts.opened(_unsent(whole), form)
    return _drawn(form, card=whole, draft=draft, saved=_reconciled(form, whole))


@pages.post("/cards/<uuid:card_id>/edit")
def change(card_id: UUID) -> ResponseReturnValue:
    """Keep what was written, or a draft of it; if somebody else was faster, show both."""
    form, sought = _sent()
    if drafts.asked():
        whole = opened(card_id)
        return drafts.answer(_unsent(whole, form), form, said) or (_drawn(form, card=whole), 409)
    if sought is not None:
        return _drawn(form, card=opened(card_id), sought=sought)
    sending = forgetting(change_card, FormKind.CARD, card_id)
    answer = attempt(form, schemas.ChangeCardRequest(), sending, card_id=str(card_id))
    if answer is not None:
        flash(_("Zapisano zmiany na karcie."))
        return redirect(url_for("cards.card", card_id=card_id))
    whole = opened(card_id)
    saved = _reconciled(form, whole)
    return _drawn(form, card=whole, saved=saved), 409 if saved else 422


def _sent() -> tuple[Form, str | None]:
    """Return what was typed, and by which words a client is looked for, if one is."""
    form = Form.sent(lists=("client_ids", "adviser_ids"), numbers=("expected_version",))
    sought = str(form.value("find")) if form.value("action") == "find" else None
    form.values = {name: value for name, value in form.values.items() if name not in _NOT_OF_CARD}
    return form, sought


def _drawn(
    form: Form,
    *,
    card: WholeCard | None = None,
    sought: str | None = None,
    saved: dict[str, str] | None = None,
    draft: Draft | None = None,
) -> str:
    offered = ask(ChoicesRequest(), read_choices, client_ids=form.value("client_ids"))
    programmes = offered.programmes if card is None else (card.programme,)
    return render_template(
        "consultations/card_form.html",
        form=form,
        draft=draft or drafts.sent_back(_unsent(card, form), form),
        whole=card,
        programmes=[(each.code, each.title) for each in programmes],
        fields=words.fields_of_advice(programmes).items(),
        forms=words.forms_of_contact(programmes).items(),
        clients=[(str(each.id), words.client_name(each.details.name)) for each in offered.clients],
        found=_found(sought, offered) if sought else [],
        sought=sought or "",
        paper="paper" in request.args,
        advisers=_advisers(form, offered),
        paths=[(str(each.id), each.aim) for each in offered.support_paths],
        saved=saved or {},
    )


def _unsent(card: WholeCard | None = None, form: Form | None = None) -> UnsentForms:
    """Return where the draft is kept: by the card, or by what a new one is about."""
    clients = tuple(form.value("client_ids") or ()) if form else ()
    if card is not None:
        return UnsentForms(form=FormKind.CARD, about=card.card.id, client_ids=clients)
    asked = (request.args.get(name, type=UUID) for name in ("appointment", "client"))
    about = next((each for each in asked if each), NOTHING_YET)
    return UnsentForms(form=FormKind.NEW_CARD, about=about, client_ids=clients)


def _reconciled(form: Form, whole: WholeCard) -> dict[str, str]:
    """Return what somebody else saved meanwhile; whoever has seen both may send theirs again."""
    if form.value("expected_version") == whole.card.version:
        return {}
    saved = _saved_meanwhile(form, whole)
    form.values = {**form.values, "expected_version": whole.card.version}
    return saved


def _found(sought: str, offered: Choices) -> list[tuple[str, str]]:
    """Return the clients whom the words find and who are not on the card yet."""
    page = find(ClientsRequest(), list_clients, words=sought, rows_of_a_page=_MOST_FOUND)
    on_card = {each.id for each in offered.clients}
    return [
        (str(row.client_id), _told_apart(row)) for row in page.rows if row.client_id not in on_card
    ]


def _told_apart(row: ClientRow) -> str:
    marks = (row.name, words.client_kind(row.kind), row.nip, row.email)
    return ", ".join(mark for mark in marks if mark)


def _advisers(form: Form, offered: Choices) -> list[tuple[str, str]]:
    """Return who works now and who is on the card already."""
    active = {each.id for each in offered.active(business_day(now()))}
    chosen = form.chosen("adviser_ids")
    return [
        (str(each.id), each.full_name)
        for each in offered.advisers
        if each.id in active or str(each.id) in chosen
    ]


def _of_appointment(appointment_id: str) -> dict[str, Any]:
    """Return what an appointment says already of the card about it."""
    appointment: Appointment = find(
        appointments.AppointmentRequest(), read_appointment, appointment_id=appointment_id
    )
    known: dict[str, Any] = {
        "appointment_id": str(appointment.id),
        "programme": appointment.programme.partition("/")[0],
        "client_ids": [str(appointment.asked.client_id)],
        "field_of_advice": appointment.asked.field_of_advice,
        "form_of_contact": appointment.asked.form_of_contact,
        "subject": appointment.wish,
    }
    if appointment.agreement is not None:
        session = appointment.agreement.session
        known |= {
            "adviser_ids": [str(appointment.agreement.adviser_id)],
            "held_on": f"{session.held_on}",
            "started_at": f"{session.started_at:%H:%M}",
            "ended_at": f"{session.ended_at:%H:%M}",
        }
    return known


def _of_card(whole: WholeCard) -> dict[str, Any]:
    """Return a card as the fields of its form."""
    advice, texts = whole.card.advice, whole.card.texts
    return {
        "expected_version": whole.card.version,
        "held_on": f"{advice.session.held_on}",
        "started_at": f"{advice.session.started_at:%H:%M}",
        "ended_at": f"{advice.session.ended_at:%H:%M}",
        "field_of_advice": advice.field_of_advice,
        "form_of_contact": advice.form_of_contact,
        "client_ids": [str(each.client_id) for each in advice.clients],
        "adviser_ids": [str(each) for each in advice.adviser_ids],
        "support_path_id": advice.support_path_id and str(advice.support_path_id),
        **{name: getattr(texts, name) for name in _TEXTS},
    }


def _saved_meanwhile(form: Form, whole: WholeCard) -> dict[str, str]:
    """Return what the card says now in the fields in which something else was typed."""
    now_saved = _of_card(whole)
    return {
        name: str(now_saved[name]) or _("(puste)")
        for name in (*_COMPARED, *_TEXTS)
        if form.value(name) != now_saved[name]
    }
