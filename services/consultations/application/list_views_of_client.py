"""A coordinator or the node's administrator sees who looked at a client's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import ViewsOfClientQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client_view import ClientView


@dataclass(frozen=True, kw_only=True)
class ViewsOfClient:
    """The views of all of a client's files, the newest first, and the node's advisers' names."""

    views: tuple[ClientView, ...]
    advisers: Mapping[UUID, str]


def list_views_of_client(query: ViewsOfClientQuery, records: Records) -> ViewsOfClient:
    authorise(query)
    files = records.clients.family(records.clients.kept(query.client_id).id)
    return ViewsOfClient(
        views=records.views.of([file.id for file in files]),
        advisers={adviser.id: adviser.full_name for adviser in records.advisers.known()},
    )
