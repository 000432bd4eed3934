"""Files that are of one client are put together, and personal data are erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.authorise import ROLES
from services.consultations.application.client_commands import EraseClient, MergeClients
from services.consultations.application.erase_client import erase_client
from services.consultations.application.list_clients import list_clients
from services.consultations.application.list_possible_duplicates import list_possible_duplicates
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.read_client_timeline import (
    ClientTimeline,
    read_client_timeline,
)
from services.consultations.application.take_back_telling_apart import take_back_telling_apart
from services.consultations.application.tell_apart import tell_apart
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.requests.client_lists import (
    ClientsRequest,
    ClientTimelineRequest,
    PossibleDuplicatesRequest,
)
from services.consultations.requests.client_schemas import (
    EraseClientRequest,
    MergeClientsRequest,
)
from services.consultations.requests.paper import TakeBackTellingApartRequest, TellApartRequest
from services.consultations.web import words_of_clients as words
from services.consultations.web.asking import attempt
from services.consultations.web.client_files import seen
from services.consultations.web.finding import find, named, note, staff_names
from shared.web.forms import Form
from shared.web.guarding import only_for

if TYPE_CHECKING:
    from marshmallow import Schema

pages = Blueprint("merging", __name__, url_prefix="/clients")


@pages.get("/duplicates")
def duplicates() -> ResponseReturnValue:
    """Show which clients may have two files, and of which somebody said that they have not."""
    found = find(PossibleDuplicatesRequest(), list_possible_duplicates)
    shown = [file.id for pair in found.possible for file in (pair.older, pair.newer)]
    shown += [file.id for pair in found.apart for file in (pair.one, pair.other)]
    note(shown, ViewOccasion.PAGE)
    names = staff_names()
    return render_template(
        "consultations/duplicates.html",
        pairs=found.possible,
        apart=found.apart,
        name_of=lambda staff_id: named(staff_id, names),
        identifiers=words.identifiers(),
        kinds=words.client_kinds(),
    )


@pages.get("/<uuid:client_id>/merge")
@only_for(ROLES[MergeClients])
def choose(client_id: UUID) -> ResponseReturnValue:
    """Show both files beside each other, or look for the second one first."""
    file = seen(client_id)
    other_id = request.args.get("other", type=UUID)
    if other_id is not None:
        return _preview(Form.blank(into_client_id=file.id), client_id, other_id)
    sought = request.args.get("words", "")
    found = find(ClientsRequest(), list_clients, words=sought).rows if sought else ()
    return render_template(
        "consultations/merge_search.html",
        client=file,
        form=Form.blank(words=sought),
        rows=[row for row in found if row.client_id != file.id],
        kinds=words.client_kinds(),
    )


@pages.post("/<uuid:client_id>/merge/<uuid:other_id>")
def merge(client_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Close the file that does not stay."""
    form = Form.sent()
    stays = form.value("into_client_id")
    closed = client_id if stays == str(other_id) else other_id
    if attempt(form, MergeClientsRequest(), merge_clients, client_id=str(closed)) is None:
        return _preview(form, client_id, other_id), 422
    flash(_("Połączono kartoteki."))
    return redirect(url_for("client_files.data", client_id=stays))


@pages.post("/<uuid:client_id>/apart/<uuid:other_id>")
def apart(client_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Keep that these are two clients: the pair leaves the list."""
    return _judged(TellApartRequest(), tell_apart, client_id, other_id)


@pages.post("/<uuid:client_id>/apart/<uuid:other_id>/taken-back")
def together(client_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Take that back: the pair is listed again."""
    return _judged(TakeBackTellingApartRequest(), take_back_telling_apart, client_id, other_id)


def _judged(
    schema: Schema, use_case: Callable[[Any, Any, datetime], object], one_id: UUID, other_id: UUID
) -> ResponseReturnValue:
    form = Form.sent()
    members = {"one_id": str(one_id), "other_id": str(other_id)}
    if attempt(form, schema, use_case, **members) is None:
        flash(form.problem or _("Otwórz listę ponownie i powtórz."), "danger")
    else:
        flash(_("Zapisano."))
    return redirect(url_for(".duplicates"))


@pages.route("/<uuid:client_id>/erase", methods=["GET", "POST"])
@only_for(ROLES[EraseClient])
def erase(client_id: UUID) -> ResponseReturnValue:
    """Forget who the client is, once the name was typed: nothing brings it back."""
    file = seen(client_id)
    form = Form.sent() if request.method == "POST" else Form.blank()
    typed = str(form.values.get("typed_name", "")).strip()
    ground = {name: value for name, value in form.values.items() if name != "typed_name"}
    form.values = {**ground, "typed_name": typed}
    if request.method == "POST" and typed != file.details.name:
        form.errors = {"typed_name": [_("Przepisz nazwę klienta dokładnie tak, jak tu stoi.")]}
    elif request.method == "POST":
        sent = Form(ground, form.command_id)
        if attempt(sent, EraseClientRequest(), erase_client, client_id=str(file.id)) is not None:
            flash(_("Usunięto dane osobowe klienta."))
            return redirect(url_for("client_files.data", client_id=file.id))
        form.errors, form.problem = sent.errors, sent.problem
    page = render_template(
        "consultations/erase.html",
        client=file,
        form=form,
        grounds=words.erasure_grounds().items(),
    )
    return page, 422 if form.is_wrong else 200


def _preview(form: Form, client_id: UUID, other_id: UUID) -> str:
    note([client_id, other_id], ViewOccasion.PAGE)
    both: list[ClientTimeline] = [
        find(ClientTimelineRequest(), read_client_timeline, client_id=str(each))
        for each in (client_id, other_id)
    ]
    return render_template(
        "consultations/merge.html",
        form=form,
        client_id=client_id,
        other_id=other_id,
        both=both,
        fields=words.fields_of_file(),
        kinds=words.client_kinds(),
    )
