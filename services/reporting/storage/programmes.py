"""Versions of programmes in their table, as the documents that were published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_

from services.reporting.domain.refusals import ProgrammeAltered, UnknownProgramme
from services.reporting.storage.tables import programme_version
from shared.messaging.control import ProgrammeVersion
from shared.messaging.rows import insert_new
from shared.messaging.tables import head
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
        """Return the newest version of each programme that has all before it.

        The centre sends what follows on it: what was lost on the way comes again.
        """
        newest: dict[str, int] = {}
        for programme, version in self._versions():
            if version == newest.get(programme, 0) + 1:
                newest[programme] = version
        return newest

    def keep(self, programme: Programme, kept_at: datetime) -> str:
        """Keep a version once and return its digest; raise ProgrammeAltered if it differs."""
        document = programme_document(programme)
        digest = document_digest(document)
        version = {
            "programme": programme.code,
            "version": programme.version,
            "valid_from": programme.valid_from,
            "digest": digest,
            "document": document.decode(),
            "kept_at": kept_at,
        }
        insert_new(self.connection, programme_version, [version])
        kept = self.connection.execute(
            select(programme_version.c.digest).where(
                programme_version.c.programme == programme.code,
                programme_version.c.version == programme.version,
            )
        ).scalar_one()
        if kept != digest:
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

    def lacked(self) -> list[tuple[str, ProgrammeVersion]]:
        """Return what some service of a node lacks, as the heartbeats say: (node, version).

        A node gets a version once, however many of its services lack it, and an earlier one first.
        """
        versions = self._versions()
        lacked = {
            (node, programme, version)
            for node, held in self._told()
            for programme, version in versions
            if version > held.get(programme, 0)
        }
        messages = self._messages({(programme, version) for _, programme, version in lacked})
        return [(node, messages[programme, version]) for node, programme, version in sorted(lacked)]

    def _versions(self) -> list[tuple[str, int]]:
        rows = self.connection.execute(
            select(programme_version.c.programme, programme_version.c.version).order_by(
                programme_version.c.programme, programme_version.c.version
            )
        )
        return [(row.programme, row.version) for row in rows]

    def _told(self) -> list[tuple[str, dict[str, int]]]:
        rows = self.connection.execute(select(head.c.node, head.c.programmes))
        return [(row.node, json.loads(row.programmes)) for row in rows]

    def _messages(self, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], ProgrammeVersion]:
        key = tuple_(programme_version.c.programme, programme_version.c.version)
        rows = self.connection.execute(select(programme_version).where(key.in_(sorted(wanted))))
        return {
            (row.programme, row.version): ProgrammeVersion(
                programme=row.programme,
                version=row.version,
                digest=row.digest,
                document=row.document,
            )
            for row in rows
        }
