"""One client's file: data, timeline, history, who looked at it; and all of it to hand over."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from services.consultations.answers import PersonAnswer
from services.consultations.application.appointment_commands import RequestAdvice
from services.consultations.application.client_commands import (
    ChangeClient,
    ClientQuery,
    EraseClient,
    MergeClients,
)
from services.consultations.application.client_list_queries import (
    PersonExportQuery,
    ViewsOfClientQuery,
)
from services.consultations.application.export_person import export_person
from services.consultations.application.list_views_of_client import list_views_of_client
from services.consultations.application.path_commands import MakeReferral
from services.consultations.application.read_client import read_client
from services.consultations.application.read_client_timeline import read_client_timeline
from services.consultations.application.read_record_history import read_record_history
from services.consultations.documents.person import draw_person
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.record_history import RecordHistory
from services.consultations.requests.client_lists import (
    ClientTimelineRequest,
    PersonExportRequest,
    ViewsOfClientRequest,
)
from services.consultations.requests.client_schemas import ClientRequest
from services.consultations.requests.schemas import RecordHistoryRequest
from services.consultations.web import words_of_clients as words
from services.consultations.web.asking import ask, banner, may
from services.consultations.web.finding import (
    card_address,
    choices,
    find,
    keeps_pesel,
    named,
    note,
    staff_names,
)
from services.consultations.web.questions import labels_of_answers
from shared.web.guarding import person

if TYPE_CHECKING:
    from services.consultations.domain.client import Client

pages = Blueprint("client_files", __name__, url_prefix="/clients")


@pages.get("/<uuid:client_id>")
def data(client_id: UUID) -> ResponseReturnValue:
    """Show what the file says; a merged one leads to the one that goes on."""
    file = seen(client_id)
    if file.id != client_id:
        return redirect(url_for(".data", client_id=file.id))
    offered = choices(file.id)
    return render_template(
        "consultations/client.html",
        **_of_every_tab(file),
        fields=words.fields_of_file(),
        keeps_pesel=keeps_pesel(),
        answers=labels_of_answers(offered.programmes, file.recipient),
        paths=offered.support_paths,
        may_act=may(RequestAdvice) and file.erasure is None,
    )


@pages.get("/<uuid:client_id>/timeline")
def timeline(client_id: UUID) -> ResponseReturnValue:
    """Show what became of the client, the latest first."""
    file = seen(client_id)
    found = find(ClientTimelineRequest(), read_client_timeline, client_id=str(client_id))
    offered = choices()
    return render_template(
        "consultations/client_timeline.html",
        **_of_every_tab(file),
        entries=found.entries[::-1],
        timeline_kinds=words.timeline_kinds(),
        card_states=words.card_states(),
        appointment_states=words.appointment_states(),
        path_outcomes=words.path_outcomes(),
        follow_up_outcomes=words.follow_up_outcomes(),
        card_address=card_address,
        fields_of_advice={
            entry.code: entry.label
            for programme in offered.programmes
            for entry in programme.fields_of_advice
        },
        partners={partner.node: partner.short_name for partner in offered.other_nodes},
    )


@pages.get("/<uuid:client_id>/history")
def history(client_id: UUID) -> ResponseReturnValue:
    """Show who changed what, and when, in all files of the client."""
    file = seen(client_id)
    files = find(ClientTimelineRequest(), read_client_timeline, client_id=str(client_id)).files
    histories: list[RecordHistory] = [
        find(RecordHistoryRequest(), read_record_history, record_id=str(each.id)) for each in files
    ]
    names = staff_names()
    return render_template(
        "consultations/client_history.html",
        **_of_every_tab(file),
        told=[change for each in histories for change in each.told],
        changes=[change for each in histories for change in each.changes],
        told_words=words.told_of_file(),
        fields=words.fields_of_file(),
        name_of=lambda staff_id: named(staff_id, names),
    )


@pages.get("/<uuid:client_id>/views")
def views(client_id: UUID) -> ResponseReturnValue:
    """Show who looked at the client's data; this page itself shows none of them."""
    found = find(ViewsOfClientRequest(), list_views_of_client, client_id=str(client_id))
    names = {**found.advisers, person().staff_id: person().full_name}
    return render_template(
        "consultations/client_views.html",
        client_id=client_id,
        views=found.views,
        occasions=words.view_occasions(),
        name_of=lambda staff_id: named(staff_id, names),
        may_export=may(PersonExportQuery),
        may_open=may(ClientQuery),
    )


@pages.get("/<uuid:client_id>/person.<file_format>")
def person_file(client_id: UUID, file_format: str) -> ResponseReturnValue:
    """Hand everything kept about the client over, for people or for programs."""
    if file_format not in {"xlsx", "json"}:
        abort(404)
    whole = ask(PersonExportRequest(), export_person, client_id=str(client_id))
    note([file.id for file in whole.dossier.files], ViewOccasion.PERSON_EXPORT)
    if file_format == "xlsx":
        content = draw_person(whole, banner=banner())
    else:
        content = json.dumps(PersonAnswer().dump(whole), ensure_ascii=False, indent=2).encode()
    return send_file(
        BytesIO(content),
        as_attachment=True,
        download_name=f"dane-klienta-{client_id}.{file_format}",
    )


def seen(client_id: UUID) -> Client:
    """Return the file that goes on, once it is kept that the person sees it.

    Of whom it is hidden from, nothing is kept: they see none.
    """
    file: Client = find(ClientRequest(), read_client, client_id=str(client_id))
    note([client_id], ViewOccasion.PAGE)
    return file


def _of_every_tab(file: Client) -> dict[str, object]:
    return {
        "client": file,
        "kinds": words.client_kinds(),
        "grounds": words.erasure_grounds(),
        "may_change": may(ChangeClient) and file.erasure is None,
        "may_merge": may(MergeClients) and file.erasure is None,
        "may_erase": may(EraseClient) and file.erasure is None,
        "may_refer": may(MakeReferral) and file.erasure is None,
        "may_see_views": may(ViewsOfClientQuery),
    }
