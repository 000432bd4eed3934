"""Files that are of one client are put together, and personal data are erased."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

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
from services.consultations.domain.client import Client
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.possible_duplicates import PossibleDuplicates
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
from services.consultations.web.asking import attempt, banner, node, now
from services.consultations.web.client_files import seen
from services.consultations.web.finding import find, note
from shared.kernel import polish
from shared.web.files_of_lists import download
from shared.web.forms import Form
from shared.web.guarding import only_for
from shared.web.listing import Column, ListAddress, Listing
from shared.web.staff_names import name_of

if TYPE_CHECKING:
    from marshmallow import Schema

pages = Blueprint("merging", __name__, url_prefix="/clients")


@pages.get("/duplicates")
def duplicates() -> ResponseReturnValue:
    """Show which clients may have two files, and of which somebody said that they have not."""
    at, found = (
        ListAddress.read(usual_sort=""),
        find(PossibleDuplicatesRequest(), list_possible_duplicates),
    )
    first = (at.page - 1) * at.rows_of_a_page
    shown = found.possible if at.file_format else found.possible[first : first + at.rows_of_a_page]
    seen_files = [file.id for pair in shown for file in (pair.older, pair.newer)]
    listing = _listing(shown, len(found.possible), at)
    if at.file_format:
        note(seen_files, ViewOccasion.LIST_EXPORT)
        return download(listing, author=node(), made_at=now(), banner=banner())
    note(
        [*seen_files, *(file.id for pair in found.apart for file in (pair.one, pair.other))],
        ViewOccasion.PAGE,
    )
    return render_template(
        "consultations/duplicates.html",
        name_of=name_of,
        listing=listing,
        apart=found.apart,
        kinds=words.client_kinds(),
    )


def pairs() -> tuple[PossibleDuplicates, ...]:
    """Return the files that may be of one client, two by two."""
    return find(PossibleDuplicatesRequest(), list_possible_duplicates).possible


def pair_id(pair: PossibleDuplicates) -> UUID:
    """Return by what a pair is known: always the same."""
    return uuid5(pair.older.id, str(pair.newer.id))


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


def _listing(
    rows: Sequence[PossibleDuplicates], total: int, at: ListAddress
) -> Listing[PossibleDuplicates]:
    kinds, identifiers = words.client_kinds(), words.identifiers()

    def told(file: Client) -> str:
        return f"{file.details.name} ({kinds[file.kind]}, {polish.day(file.registered_on)})"

    return Listing(
        title=_("Możliwe powtórzenia"),
        all_columns=(
            Column(
                key="older",
                title=_("Starsza kartoteka"),
                value=lambda pair: told(pair.older),
                link=lambda pair: url_for("client_files.data", client_id=pair.older.id),
                width=44,
            ),
            Column(
                key="newer",
                title=_("Nowsza kartoteka"),
                value=lambda pair: told(pair.newer),
                link=lambda pair: url_for("client_files.data", client_id=pair.newer.id),
                width=44,
            ),
            Column(
                key="identifiers",
                title=_("Zgadza się"),
                value=lambda pair: ", ".join(identifiers[each] for each in pair.identifiers),
                width=24,
            ),
            Column(
                key="compare",
                title=_("Czynność"),
                value=lambda pair: _("Porównaj: %(name)s", name=pair.newer.details.name),
                link=lambda pair: url_for(
                    "merging.choose", client_id=pair.older.id, other=pair.newer.id
                ),
                width=30,
            ),
        ),
        rows=rows,
        total=total,
        at=at,
        nothing=_("Nie ma kartotek, które mogłyby się powtarzać."),
        row_id=pair_id,
    )


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
