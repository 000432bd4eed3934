"""Somebody of the staff reads what became of a client, day by day."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import ClientTimelineQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client import Client
from services.consultations.domain.dossier import TimelineEntry, timeline_of


@dataclass(frozen=True, kw_only=True)
class ClientTimeline:
    """A client's files, the one that goes on first, and what happened under any of them."""

    files: tuple[Client, ...]
    entries: tuple[TimelineEntry, ...]


def read_client_timeline(query: ClientTimelineQuery, records: Records) -> ClientTimeline:
    authorise(query)
    dossier = records.dossiers.of(query.client_id)
    return ClientTimeline(files=dossier.files, entries=timeline_of(dossier))
