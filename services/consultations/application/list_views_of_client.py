"""A coordinator or the node's administrator sees who looked at a client's data."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import ViewsOfClientQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client_view import ClientView


def list_views_of_client(query: ViewsOfClientQuery, records: Records) -> tuple[ClientView, ...]:
    """Return the views of all of the client's files, the newest first."""
    authorise(query)
    files = records.clients.family(records.clients.kept(query.client_id).id)
    return records.views.of([file.id for file in files])
