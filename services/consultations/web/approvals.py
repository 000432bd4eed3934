"""The approval queue: card after card, the oldest advice first."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.approval_queue import PlaceInQueue, approval_queue
from services.consultations.application.approve_card import approve_card
from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import ApproveCard
from services.consultations.application.return_card import return_card
from services.consultations.domain.advice_card import CardState
from services.consultations.requests import schemas
from services.consultations.requests.register import ApprovalQueueRequest
from services.consultations.web import card_list, words
from services.consultations.web.asking import ask, attempt
from services.consultations.web.cards import opened, papers_of, shown
from shared.web.forms import Form
from shared.web.guarding import only_for, person
from shared.web.listing import ListAddress

pages = Blueprint("approvals", __name__)


@pages.get("/approvals")
@only_for(ROLES[ApproveCard])
def queue() -> ResponseReturnValue:
    """Show the cards that the person may decide about, or answer with them as a file."""
    at, form = ListAddress.read(usual_sort="held_on"), waiting_cards()
    columns = card_list.for_daily_work(card_list.choices(), opens="approvals.card")
    title = _("Karty do zatwierdzenia")
    if at.file_format:
        return card_list.handed_over(form, columns, at, title)
    listing = card_list.listing_of(
        card_list.page_of(form, at),
        columns,
        at,
        title,
        nothing=_("Żadna karta nie czeka na Twoje zatwierdzenie."),
    )
    listing = replace(listing, row_id=lambda row: row.card_id)
    return render_template("consultations/approvals.html", listing=listing)


def waiting_cards() -> Form:
    """Return which cards wait for the person: those that others wrote and signed."""
    return Form.blank(not_adviser_id=str(person().staff_id), states=[CardState.DOCUMENTED])


@pages.get("/approvals/<uuid:card_id>")
def card(card_id: UUID) -> ResponseReturnValue:
    """Show a card with its place in the queue, and what can be decided."""
    return _card(card_id, Form.blank())


@pages.post("/approvals/<uuid:card_id>/approval")
def approve(card_id: UUID) -> ResponseReturnValue:
    """Accept a card and go on to the next."""
    form, place = Form.sent(), _place(card_id)
    if attempt(form, schemas.ApproveCardRequest(), approve_card, card_id=str(card_id)) is None:
        return _card(card_id, form), 422
    flash(_("Zatwierdzono kartę %(number)s.", number=place.card.number))
    return _go_on(place)


@pages.post("/approvals/<uuid:card_id>/return")
def give_back(card_id: UUID) -> ResponseReturnValue:
    """Give a card back to be put right and go on to the next."""
    form, place = Form.sent(), _place(card_id)
    if attempt(form, schemas.ReturnCardRequest(), return_card, card_id=str(card_id)) is None:
        return _card(card_id, form), 422
    flash(_("Zwrócono kartę %(number)s do poprawy.", number=place.card.number))
    return _go_on(place)


def _place(card_id: UUID) -> PlaceInQueue:
    return ask(ApprovalQueueRequest(), approval_queue, card_id=str(card_id))


def _go_on(place: PlaceInQueue) -> ResponseReturnValue:
    following = place.next or place.previous
    if following is None:
        return redirect(url_for(".queue"))
    return redirect(url_for(".card", card_id=following))


def _card(card_id: UUID, form: Form) -> str:
    return render_template(
        "consultations/approval.html",
        form=form,
        place=_place(card_id),
        reasons=words.choices(words.RETURN_REASONS),
        **shown(opened(card_id)),
        **papers_of(card_id),
    )
