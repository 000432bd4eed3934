"""The staff takes the list of clients along, as it is narrowed and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import ClientsExportQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client_list import ClientFilter, ClientOrder, ClientRow


@dataclass(frozen=True, kw_only=True)
class ClientsExport:
    """All files of a filter, in an order, and what has to be known to read them."""

    filter: ClientFilter
    order: ClientOrder
    descending: bool
    rows: tuple[ClientRow, ...]
    node: str
    made_at: datetime


def export_clients(query: ClientsExportQuery, records: Records, now: datetime) -> ClientsExport:
    """Return the list; whoever hands it over notes first whose data are in it (`note_views`)."""
    authorise(query)
    return ClientsExport(
        filter=query.filter,
        order=query.order,
        descending=query.descending,
        rows=records.client_list.rows(query.filter, query.order, descending=query.descending),
        node=records.node,
        made_at=now,
    )
