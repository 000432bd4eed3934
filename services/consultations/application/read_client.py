"""Somebody of the staff reads a client's file."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import ClientQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client import Client


def read_client(query: ClientQuery, records: Records) -> Client:
    """Return the file that goes on, also for the id of one that was merged into it."""
    authorise(query)
    return records.clients.kept(query.client_id)
