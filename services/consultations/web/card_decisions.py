"""What happens to a signed card: the client confirms it, a coordinator puts it right."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import ConfirmAdvice, CorrectCard
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.read_choices import read_choices
from services.consultations.requests import schemas
from services.consultations.requests.choices import ChoicesRequest
from services.consultations.web import words
from services.consultations.web.asking import ask, attempt, now
from services.consultations.web.cards import opened, shown
from shared.kernel.clock import business_day
from shared.web.forms import Form
from shared.web.guarding import only_for

pages = Blueprint("card_decisions", __name__)


@pages.get("/cards/<uuid:card_id>/confirmation")
@only_for(ROLES[ConfirmAdvice])
def confirmation(card_id: UUID) -> ResponseReturnValue:
    """Ask when and how the client confirmed the advice."""
    return _confirmation(card_id, Form.blank(confirmed_on=f"{business_day(now())}", means="paper"))


@pages.post("/cards/<uuid:card_id>/confirmation")
def confirm(card_id: UUID) -> ResponseReturnValue:
    """Keep the client's word."""
    form = Form.sent()
    schema = schemas.ConfirmAdviceRequest()
    if attempt(form, schema, confirm_advice, card_id=str(card_id)) is None:
        return _confirmation(card_id, form), 422
    flash(_("Zapisano potwierdzenie klienta."))
    return redirect(url_for("cards.card", card_id=card_id))


@pages.get("/cards/<uuid:card_id>/correction")
@only_for(ROLES[CorrectCard])
def correction(card_id: UUID) -> ResponseReturnValue:
    """Show what an approved card counts for, to be put right."""
    advice = opened(card_id).card.advice
    form = Form.blank(
        held_on=f"{advice.session.held_on}",
        started_at=f"{advice.session.started_at:%H:%M}",
        ended_at=f"{advice.session.ended_at:%H:%M}",
        field_of_advice=advice.field_of_advice,
        form_of_contact=advice.form_of_contact,
        client_ids=[str(each.client_id) for each in advice.clients],
        adviser_ids=[str(each) for each in advice.adviser_ids],
        counted=True,
    )
    return _correction(card_id, form)


@pages.post("/cards/<uuid:card_id>/correction")
def correct(card_id: UUID) -> ResponseReturnValue:
    """Keep the entry that puts the card right."""
    form = Form.sent(lists=("client_ids", "adviser_ids"), flags=("counted",))
    schema = schemas.CorrectCardRequest()
    if attempt(form, schema, correct_card, card_id=str(card_id)) is None:
        return _correction(card_id, form), 422
    flash(_("Zapisano korektę."))
    return redirect(url_for("cards.card", card_id=card_id))


def _confirmation(card_id: UUID, form: Form) -> str:
    return render_template(
        "consultations/card_confirmation.html",
        form=form,
        means=words.choices(words.CONFIRMATION_MEANS),
        **shown(opened(card_id)),
    )


def _correction(card_id: UUID, form: Form) -> str:
    whole = opened(card_id)
    offered = ask(ChoicesRequest(), read_choices, client_ids=form.value("client_ids"))
    return render_template(
        "consultations/card_correction.html",
        form=form,
        reasons=words.choices(words.CORRECTION_REASONS),
        fields=words.fields_of_advice([whole.programme]).items(),
        forms=words.forms_of_contact([whole.programme]).items(),
        clients=[(str(each.id), words.client_name(each.details.name)) for each in offered.clients],
        advisers=[(str(each.id), each.full_name) for each in offered.advisers],
        **shown(whole),
    )
