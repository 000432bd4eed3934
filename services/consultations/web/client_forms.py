"""A new client, and a change of a file; whoever may have a file already is shown in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import ValidationError

from services.consultations.application.authorise import ROLES
from services.consultations.application.change_client import change_client
from services.consultations.application.client_commands import ChangeClient
from services.consultations.application.commands import RegisterClient
from services.consultations.application.find_duplicates import find_duplicates
from services.consultations.application.register_client import register_client
from services.consultations.domain.identity import Likeness
from services.consultations.requests.client_schemas import (
    ChangeClientRequest,
    DuplicatesOfRequest,
)
from services.consultations.requests.schemas import RegisterClientRequest
from services.consultations.web.asking import attempt
from services.consultations.web.client_files import seen
from services.consultations.web.finding import choices, find, keeps_pesel
from services.consultations.web.questions import asked_of_persons_only, offered_answers
from services.consultations.web.words_of_clients import (
    client_kinds,
    fields_of_file,
    identifiers,
)
from shared.contracts.consultations import ClientKind
from shared.web.forms import Form
from shared.web.guarding import only_for

if TYPE_CHECKING:
    from services.consultations.domain.client import Client

pages = Blueprint("client_forms", __name__, url_prefix="/clients")

DETAILS = ("name", "email", "phone", "address", "nip", "krs", "regon", "pesel")


@pages.get("/new")
@only_for(ROLES[RegisterClient])
def new() -> ResponseReturnValue:
    """Ask who the client is; a group that lives on as this client may be given."""
    form = Form.blank(
        client_id=uuid4(),
        client_kind=ClientKind.INDIVIDUAL,
        name=request.args.get("name"),
        predecessor_id=request.args.get("predecessor"),
    )
    return _page(form, None, ())


@pages.post("/new")
def register() -> ResponseReturnValue:
    """Open the file, unless somebody alike has one and nobody said that it is another client."""
    form = Form.sent(flags=("although_duplicate",))
    if attempt(form, RegisterClientRequest(), register_client) is None:
        return _page(form, None, _alike(form)), 422
    flash(_("Zarejestrowano klienta."))
    return redirect(url_for("client_files.data", client_id=form.value("client_id")))


@pages.get("/<uuid:client_id>/edit")
@only_for(ROLES[ChangeClient])
def edit(client_id: UUID) -> ResponseReturnValue:
    """Show the file as it is, to be changed."""
    file = seen(client_id)
    form = Form.blank(
        expected_revision=file.revision, **asdict(file.details), **asdict(file.recipient)
    )
    return _page(form, file, ())


@pages.post("/<uuid:client_id>/edit")
def change(client_id: UUID) -> ResponseReturnValue:
    """Write the file anew, unless somebody else did so in the meantime."""
    form = Form.sent(flags=("although_duplicate",), numbers=("expected_revision",))
    if attempt(form, ChangeClientRequest(), change_client, client_id=str(client_id)) is None:
        others = [each for each in _alike(form) if each.client_id != client_id]
        return _page(form, seen(client_id), others), 422
    flash(_("Zapisano zmiany."))
    return redirect(url_for("client_files.data", client_id=client_id))


@pages.post("/alike")
def alike() -> ResponseReturnValue:
    """Say, while somebody types, who may have a file already.

    What is typed comes in the body: a name in an address would stand in logs.
    """
    words = identifiers()
    return jsonify(
        [
            {
                "name": each.name,
                "agrees": ", ".join(words[identifier] for identifier in each.identifiers),
                "address": url_for("client_files.data", client_id=each.client_id),
                "client_id": str(each.client_id),
            }
            for each in _alike(Form.sent())
        ]
    )


def _alike(form: Form) -> Sequence[Likeness]:
    """Return who is alike; nobody, as long as what is typed cannot be read."""
    details: dict[str, Any] = {name: form.values.get(name) for name in DETAILS}
    try:
        return find(DuplicatesOfRequest(), find_duplicates, **details)
    except ValidationError:
        return ()


def _page(form: Form, file: Client | None, found: Sequence[Likeness]) -> str:
    return render_template(
        "consultations/client_form.html",
        form=form,
        client=file,
        found=found,
        identifiers=identifiers(),
        kinds=client_kinds().items(),
        labels=fields_of_file(),
        questions=offered_answers(choices().programmes),
        of_persons_only=asked_of_persons_only(),
        keeps_pesel=keeps_pesel(),
    )
