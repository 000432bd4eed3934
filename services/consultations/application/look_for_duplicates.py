"""What registration, change and the question before them share: which files are alike."""

from __future__ import annotations

from uuid import UUID

from services.consultations.application.ports import Records
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.identity import Likeness, identifiers_of, likenesses


def look_for_duplicates(
    details: ClientDetails,
    records: Records,
    *,
    apart_from: UUID | None = None,
    known: ClientDetails | None = None,
) -> tuple[Likeness, ...]:
    """Return which clients agree with the details in what identifies a client.

    `apart_from` is a client that may agree. What `known` details say already is not looked for
    again: somebody said then that it is no duplicate.
    """
    before = {} if known is None else identifiers_of(known)
    looked_for = {
        identifier: text
        for identifier, text in identifiers_of(details).items()
        if before.get(identifier) != text
    }
    clients = {records.clients.kept(file.id).id for file in records.clients.like(details)}
    families = [records.clients.family(each) for each in sorted(clients - {apart_from})]
    return likenesses(looked_for, families)
