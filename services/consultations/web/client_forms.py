"""A new client, and a change of a file; whoever may have a file already is shown in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final
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
from services.consultations.application.forms_sent import forgetting
from services.consultations.application.register_client import register_client
from services.consultations.domain.identity import Likeness
from services.consultations.domain.unsent_form import FormKind
from services.consultations.requests.client_schemas import (
    ChangeClientRequest,
    DuplicatesOfRequest,
)
from services.consultations.requests.schemas import RegisterClientRequest
from services.consultations.web.asking import attempt, said
from services.consultations.web.client_files import seen
from services.consultations.web.finding import choices, find, keeps_pesel
from services.consultations.web.questions import asked_of_persons_only, offered_answers
from services.consultations.web.unsent import UnsentForms
from services.consultations.web.words_of_clients import (
    client_kinds,
    fields_of_file,
    identifiers,
)
from shared.contracts.consultations import ClientKind
from shared.kernel import polish
from shared.web import drafts
from shared.web.drafts import Draft
from shared.web.forms import Form
from shared.web.guarding import only_for

if TYPE_CHECKING:
    from services.consultations.domain.client import Client

pages = Blueprint("client_forms", __name__, url_prefix="/clients")

_NEW: Final = UnsentForms(form=FormKind.NEW_CLIENT)
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
    return _page(form, None, (), drafts.opened(_NEW, form))


@pages.post("/new")
def register() -> ResponseReturnValue:
    """Open the file, unless somebody alike has one and nobody said that it is another client."""
    form = Form.sent(flags=("although_duplicate",))
    if drafts.asked():
        return drafts.answer(_NEW, form, said) or (_page(form, None, ()), 409)
    sending = forgetting(register_client, _NEW.form, _NEW.about)
    if attempt(form, RegisterClientRequest(), sending) is None:
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
    draft = drafts.opened(_of(file.id), form)
    if form.value("expected_revision") != file.revision:
        flash(_changed_since(form, file), "warning")
        form.values = {**form.values, "expected_revision": file.revision}
    return _page(form, file, (), draft)


@pages.post("/<uuid:client_id>/edit")
def change(client_id: UUID) -> ResponseReturnValue:
    """Write the file anew, unless somebody else did so in the meantime."""
    form = Form.sent(flags=("although_duplicate",), numbers=("expected_revision",))
    if drafts.asked():
        answered = drafts.answer(_of(client_id), form, said)
        return answered or (_page(form, seen(client_id), ()), 409)
    sending = forgetting(change_client, FormKind.CLIENT, client_id)
    if attempt(form, ChangeClientRequest(), sending, client_id=str(client_id)) is None:
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


def _of(client_id: UUID) -> UnsentForms:
    return UnsentForms(form=FormKind.CLIENT, about=client_id, client_ids=(str(client_id),))


def _changed_since(form: Form, file: Client) -> str:
    """Say what the file says now where the draft says something else."""
    labels, details = fields_of_file(), asdict(file.details)
    # A PESEL is never in a draft, so nothing about it was decided there.
    differing = [
        name for name in DETAILS if name != "pesel" and form.value(name) != (details[name] or "")
    ]
    return _(
        "Kartotekę zmieniono od czasu, gdy powstał ten szkic. Teraz zapisane jest: %(fields)s. "
        "Porównaj, zanim zapiszesz.",
        fields="; ".join(f"{labels[name]}: {details[name] or polish.DASH}" for name in differing)
        or polish.DASH,
    )


def _page(
    form: Form, file: Client | None, found: Sequence[Likeness], draft: Draft | None = None
) -> str:
    unsent = _NEW if file is None else _of(file.id)
    return render_template(
        "consultations/client_form.html",
        form=form,
        draft=draft or drafts.sent_back(unsent, form),
        client=file,
        found=found,
        identifiers=identifiers(),
        kinds=client_kinds().items(),
        labels=fields_of_file(),
        questions=offered_answers(choices().programmes),
        of_persons_only=asked_of_persons_only(),
        keeps_pesel=keeps_pesel(),
    )
