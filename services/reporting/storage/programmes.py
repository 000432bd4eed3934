"""Versions of programmes in their table, as the documents that were published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from services.reporting.application.refusals import ProgrammeAltered, UnknownProgramme
from services.reporting.storage.tables import programme_version
from shared.messaging.control import ProgrammeVersion
from shared.wire.programme import document_digest, programme_document, read_programme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.contracts.programme import Programme


@dataclass(frozen=True)
class StoredProgrammes:
    """What was published, inside one transaction."""

    connection: Connection

    def newest_version(self, code: str) -> int:
        """Return the newest version of a programme; 0 if there is none."""
        return self.newest().get(code, 0)

    def newest(self) -> Mapping[str, int]:
        """Return the newest version of each programme."""
        rows = self.connection.execute(
            select(programme_version.c.programme, func.max(programme_version.c.version)).group_by(
                programme_version.c.programme
            )
        )
        return {programme: version for programme, version in rows}  # noqa: C416 - rows are no pairs to the type checker

    def keep(self, programme: Programme, kept_at: datetime) -> str:
        """Keep a version once and return its digest; raise ProgrammeAltered if it differs."""
        document = programme_document(programme)
        digest = document_digest(document)
        kept = self.connection.execute(
            select(programme_version.c.digest).where(
                programme_version.c.programme == programme.code,
                programme_version.c.version == programme.version,
            )
        ).scalar_one_or_none()
        if kept is None:
            self.connection.execute(
                insert(programme_version).values(
                    programme=programme.code,
                    version=programme.version,
                    valid_from=programme.valid_from,
                    digest=digest,
                    document=document.decode(),
                    kept_at=kept_at,
                )
            )
        elif kept != digest:
            raise ProgrammeAltered(programme.reference)
        return digest

    def get(self, code: str, version: int | None = None) -> Programme:
        """Return a version of a programme, the newest if none is named.

        Raises UnknownProgramme.
        """
        wanted = self.newest_version(code) if version is None else version
        document = self.connection.execute(
            select(programme_version.c.document).where(
                programme_version.c.programme == code, programme_version.c.version == wanted
            )
        ).scalar_one_or_none()
        if document is None:
            raise UnknownProgramme(code if version is None else f"{code}/{version}")
        return read_programme(document)

    def missing_at(self, held: Mapping[str, int]) -> list[ProgrammeVersion]:
        """Return the versions that somebody lacks who holds up to these, as messages."""
        rows = self.connection.execute(
            select(programme_version).order_by(
                programme_version.c.programme, programme_version.c.version
            )
        )
        return [
            ProgrammeVersion(
                programme=row.programme,
                version=row.version,
                digest=row.digest,
                document=row.document,
            )
            for row in rows
            if row.version > held.get(row.programme, 0)
        ]
