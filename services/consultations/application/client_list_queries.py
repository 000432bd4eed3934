"""What can be asked of the list of clients and their dossiers; who may ask: `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.client_list import ClientFilter, ClientOrder
from services.consultations.domain.client_view import ViewOccasion
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class ClientsQuery(Query):
    """Ask for a page of the list; pages are numbered from 1."""

    filter: ClientFilter
    order: ClientOrder
    descending: bool
    page: int
    rows_of_a_page: int


@dataclass(frozen=True, kw_only=True)
class ClientsExportQuery(Query):
    """Ask for the whole list, to keep it outside."""

    filter: ClientFilter
    order: ClientOrder
    descending: bool


@dataclass(frozen=True, kw_only=True)
class PossibleDuplicatesQuery(Query):
    """Ask which clients of the node may have two files."""


@dataclass(frozen=True, kw_only=True)
class ClientTimelineQuery(Query):
    """Ask for all that stands under a client's files, by any of their ids."""

    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class NoteViews(Command):
    """Keep that the actor is about to see personal data of clients."""

    client_ids: tuple[UUID, ...]
    occasion: ViewOccasion


@dataclass(frozen=True, kw_only=True)
class ViewsOfClientQuery(Query):
    """Ask who looked at a client's files, by any of their ids."""

    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonExportQuery(Query):
    """Ask for everything kept about one client, to hand it over (art. 15 and 20 RODO)."""

    client_id: UUID
