"""Advice cards: the list for daily work, one card with all of it, its history and its print."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.commands import (
    ApproveCard,
    ChangeCard,
    ConfirmAdvice,
    CorrectCard,
    DraftCard,
    RecordHistoryQuery,
    ReturnCard,
    SignCard,
)
from services.consultations.application.list_scans import list_scans
from services.consultations.application.paper_commands import AttachScan, RemoveScan
from services.consultations.application.read_record_history import read_record_history
from services.consultations.application.read_whole_card import WholeCard, read_whole_card
from services.consultations.application.sign_card import sign_card
from services.consultations.documents.advice_card import draw_advice_card
from services.consultations.domain.card_steps import CardStep
from services.consultations.domain.scan import Scan
from services.consultations.requests import schemas
from services.consultations.requests.paper import ScansRequest
from services.consultations.web import card_list, words
from services.consultations.web.asking import ask, attempt, banner, may, now
from services.consultations.web.card_history import history_of
from services.consultations.web.finding import find
from shared.kernel.command import Command, Role
from shared.web.forms import Form
from shared.web.guarding import person
from shared.web.listing import ListAddress

pages = Blueprint("cards", __name__, template_folder="templates")

COMMANDS: Final[Mapping[CardStep, type[Command]]] = {
    CardStep.CHANGE: ChangeCard,
    CardStep.SIGN: SignCard,
    CardStep.APPROVE: ApproveCard,
    CardStep.RETURN: ReturnCard,
    CardStep.CONFIRM: ConfirmAdvice,
    CardStep.CORRECT: CorrectCard,
}


@pages.get("/cards")
def cards() -> ResponseReturnValue:
    """Show the list, or answer with it as a file."""
    at, form = ListAddress.read(usual_sort="-held_on"), card_list.asked()
    offered = card_list.choices()
    columns, title = card_list.for_daily_work(offered), _("Karty doradztwa")
    if at.file_format:
        return card_list.handed_over(form, columns, at, title)
    page = card_list.page_of(form, at)
    return render_template(
        "consultations/cards.html",
        form=form,
        offered=offered,
        listing=card_list.listing_of(page, columns, at, title),
        sums=page.sums if page else None,
        words=words,
        may_draft=may(DraftCard),
    )


@pages.get("/cards/<uuid:card_id>")
def card(card_id: UUID) -> ResponseReturnValue:
    """Show all of a card, and what the person can do next."""
    whole = opened(card_id)
    return render_template(
        "consultations/card.html",
        is_over=whole.card.advice.session.is_over(now()),
        **shown(whole),
        **papers_of(card_id),
    )


@pages.post("/cards/<uuid:card_id>/signature")
def sign(card_id: UUID) -> ResponseReturnValue:
    """Finish a card."""
    form = Form.sent()
    answer = attempt(form, schemas.SignCardRequest(), sign_card, card_id=str(card_id))
    if answer is None:
        flash(form.problem, "danger")
    else:
        flash(_("Karta podpisana. Czeka na zatwierdzenie."))
    return redirect(url_for(".card", card_id=card_id))


@pages.get("/cards/<uuid:card_id>/history")
def history(card_id: UUID) -> ResponseReturnValue:
    """Show who did what with a card, and what became of its words."""
    whole = opened(card_id)
    told = find(schemas.RecordHistoryRequest(), read_record_history, record_id=str(card_id))
    return render_template(
        "consultations/card_history.html",
        entries=history_of(told, whole.people),
        **shown(whole),
    )


@pages.get("/cards/<uuid:card_id>/print")
def printed(card_id: UUID) -> ResponseReturnValue:
    """Answer with the card as PDF, to be signed."""
    whole = opened(card_id)
    pdf = draw_advice_card(whole, banner=banner())
    name = f"karta doradztwa {whole.card.number}.pdf".replace("/", "-").replace(" ", "-")
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=name)


def papers_of(card_id: UUID) -> dict[str, Any]:
    """Return what pages show of the signed paper."""
    return {
        "scans": find(ScansRequest(), list_scans, card_id=str(card_id)),
        "may_attach": may(AttachScan),
        "may_remove": _may_remove,
    }


def _may_remove(scan: Scan) -> bool:
    """Say whether the button is shown; refusing is the use case's."""
    own = scan.added_by == person().staff_id
    return may(RemoveScan) and (own or person().has(frozenset({Role.COORDINATOR})))


def opened(card_id: UUID) -> WholeCard:
    """Return a card with the names on it; raise `CardNotFound`."""
    return ask(schemas.WholeCardRequest(), read_whole_card, card_id=str(card_id))


def shown(whole: WholeCard) -> dict[str, Any]:
    """Return what every page about a card shows."""
    programmes = (whole.programme,)
    field, contact = whole.card.advice.field_of_advice, whole.card.advice.form_of_contact
    return {
        "whole": whole,
        "card": whole.card,
        "field": words.fields_of_advice(programmes).get(field, field),
        "contact": words.forms_of_contact(programmes).get(contact, contact),
        "steps": {step.value for step in whole.steps if may(COMMANDS[step])},
        "may_see_history": may(RecordHistoryQuery),
        "who": lambda staff_id: words.staff_name(staff_id, whole.people),
        "words": words,
    }
