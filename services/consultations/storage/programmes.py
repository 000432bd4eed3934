"""Versions of programmes in their table, as the documents that the centre published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from services.consultations.domain.refusals import UnknownProgramme
from services.consultations.storage.tables import programme_version
from shared.contracts.programme import Programme
from shared.wire.programme import programme_document, read_programme


@dataclass(frozen=True)
class StoredProgrammes:
    """What this node has seen, inside one transaction."""

    connection: Connection

    def known(self) -> tuple[Programme, ...]:
        rows = self.connection.execute(
            select(programme_version.c.document).order_by(programme_version.c.reference)
        )
        return tuple(_read(document) for document in rows.scalars())

    def get(self, reference: str) -> Programme:
        document = self.connection.execute(
            select(programme_version.c.document).where(programme_version.c.reference == reference)
        ).scalar_one_or_none()
        if document is None:
            raise UnknownProgramme(reference)
        return _read(document)

    def add(self, programme: Programme) -> None:
        self.connection.execute(
            insert(programme_version).values(
                reference=programme.reference, document=programme_document(programme).decode()
            )
        )


@lru_cache(maxsize=32)
def _read(document: str) -> Programme:
    """Read a document once a process: a version never changes, and every card asks for it."""
    return read_programme(document)
