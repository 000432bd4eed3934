"""Clients' files; whoever sees personal data is kept in the log of views, as on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.consultations.answers import ClientAnswer, DuplicatesAnswer, PersonAnswer
from services.consultations.application import (
    client_commands,
    client_list_queries,
    commands,
    paper_commands,
)
from services.consultations.application.change_client import change_client
from services.consultations.application.erase_client import erase_client
from services.consultations.application.export_person import export_person
from services.consultations.application.find_duplicates import find_duplicates
from services.consultations.application.list_clients import list_clients
from services.consultations.application.list_possible_duplicates import list_possible_duplicates
from services.consultations.application.list_views_of_client import list_views_of_client
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.read_client import read_client
from services.consultations.application.read_client_timeline import read_client_timeline
from services.consultations.application.register_client import register_client
from services.consultations.application.take_back_telling_apart import take_back_telling_apart
from services.consultations.application.tell_apart import tell_apart
from services.consultations.documents.person import draw_person
from services.consultations.requests import client_lists, client_schemas, paper, schemas
from services.consultations.web.api.answers_of_clients import (
    ClientPageAnswer,
    PairsAnswer,
    TimelineAnswer,
    ViewsAnswer,
)
from services.consultations.web.api.asking import API, XLSX, noting, whenever
from services.consultations.web.asking import banner
from shared.web.api.operations import Drawn
from shared.web.api.paging import of_page

if TYPE_CHECKING:
    from services.consultations.application.export_person import PersonExport

clients: Final = API.topic("clients", "Clients' files, their duplicates, and who saw them.")

_CLIENT: Final = "/clients/<uuid:client_id>"


def _workbook(whole: PersonExport) -> Drawn:
    name = f"dane-klienta-{whole.dossier.client.id}.xlsx"
    return Drawn(media_type=XLSX, name=name, content=draw_person(whole, banner=banner()))


_of_dossier: Final = noting(lambda whole: [file.id for file in whole.dossier.files])

clients.question(
    "/clients",
    client_list_queries.ClientsQuery,
    client_lists.ClientsRequest,
    whenever(list_clients),
    ClientPageAnswer(),
    pages=of_page,
    before_shown=noting(lambda page: [row.client_id for row in page.rows]),
)
clients.question(
    _CLIENT,
    client_commands.ClientQuery,
    client_schemas.ClientRequest,
    whenever(read_client),
    ClientAnswer(),
    version=lambda file: file.revision,
    before_shown=noting(lambda file: [file.id]),
)
clients.question(
    f"{_CLIENT}/timeline",
    client_list_queries.ClientTimelineQuery,
    client_lists.ClientTimelineRequest,
    whenever(read_client_timeline),
    TimelineAnswer(),
    before_shown=noting(lambda found: [file.id for file in found.files]),
)
clients.question(
    f"{_CLIENT}/views",
    client_list_queries.ViewsOfClientQuery,
    client_lists.ViewsOfClientRequest,
    whenever(list_views_of_client),
    ViewsAnswer(),
)
clients.question(
    f"{_CLIENT}/person",
    client_list_queries.PersonExportQuery,
    client_lists.PersonExportRequest,
    export_person,
    PersonAnswer(),
    before_shown=_of_dossier,
)
clients.document(
    f"{_CLIENT}/person/xlsx",
    client_list_queries.PersonExportQuery,
    client_lists.PersonExportRequest,
    export_person,
    _workbook,
    media_type=XLSX,
    before_shown=_of_dossier,
)
clients.question(
    "/clients/alike",
    client_commands.DuplicatesQuery,
    client_schemas.DuplicatesOfRequest,
    whenever(find_duplicates),
    DuplicatesAnswer(),
    named="candidates",
    in_body=True,
    before_shown=noting(lambda found: [each.client_id for each in found]),
)
clients.question(
    "/clients/duplicates",
    client_list_queries.PossibleDuplicatesQuery,
    client_lists.PossibleDuplicatesRequest,
    whenever(lambda query, records: list_possible_duplicates(query, records).possible),
    PairsAnswer(),
    named="pairs",
    before_shown=noting(
        lambda pairs: [file.id for pair in pairs for file in (pair.older, pair.newer)]
    ),
)
clients.command(
    "POST",
    "/clients/apart",
    paper_commands.TellApart,
    paper.TellApartRequest,
    tell_apart,
)
clients.command(
    "POST",
    "/clients/apart/taken-back",
    paper_commands.TakeBackTellingApart,
    paper.TakeBackTellingApartRequest,
    take_back_telling_apart,
)
clients.command(
    "POST",
    "/clients",
    commands.RegisterClient,
    schemas.RegisterClientRequest,
    register_client,
    creates="/clients/{client_id}",
)
clients.command(
    "PUT",
    _CLIENT,
    client_commands.ChangeClient,
    client_schemas.ChangeClientRequest,
    change_client,
)
clients.command(
    "POST",
    f"{_CLIENT}/merge",
    client_commands.MergeClients,
    client_schemas.MergeClientsRequest,
    merge_clients,
)
clients.command(
    "POST",
    f"{_CLIENT}/erasure",
    client_commands.EraseClient,
    client_schemas.EraseClientRequest,
    erase_client,
)
