"""Clients' files in their table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    or_,
    select,
    text,
    update,
)

from services.consultations.domain.client import (
    Client,
    ClientDetails,
    ClosedFiles,
    Erasure,
    Merge,
)
from services.consultations.domain.client_list import found_by
from services.consultations.domain.client_refusals import PeselNotKept
from services.consultations.domain.identity import address_spelling
from services.consultations.domain.refusals import ClientNotFound
from services.consultations.storage.inserting import add_record
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.tables import client
from shared.contracts.consultations import ClientKind, ErasureGround, Recipient
from shared.kernel.command import StaleRecord
from shared.kernel.polish import collation_bytes

_HOLD_ENTRY = text("SELECT pg_advisory_xact_lock(hashtext('owss client files'))")


@dataclass(frozen=True)
class StoredClients:
    """The clients' files of this node, inside one transaction.

    Without a `safe` this node keeps no PESEL: one that was kept before is not shown any more, and
    the next change of its file drops it.
    """

    connection: Connection
    safe: PeselSafe | None = None

    def hold_entry(self) -> None:
        """Take a lock of our own; on SQLite a writer holds the whole database anyway."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(_HOLD_ENTRY)

    def add(self, file: Client) -> None:
        add_record(self.connection, client, self._values(file))

    def get(self, client_id: UUID) -> Client:
        row = self.connection.execute(
            select(client).where(client.c.client_id == client_id)
        ).one_or_none()
        if row is None:
            raise ClientNotFound(client_id)
        return self._file(row)

    def save(self, file: Client) -> None:
        changed = self.connection.execute(
            update(client)
            .where(client.c.client_id == file.id, client.c.revision == file.revision - 1)
            .values(**self._values(file))
        )
        if changed.rowcount != 1:
            raise StaleRecord(str(file.id))

    def hold(self, client_ids: Sequence[UUID]) -> tuple[Client, ...]:
        """Lock the rows against change, in one order; others may hold them so as well."""
        rows = self.connection.execute(
            select(client)
            .where(client.c.client_id.in_(client_ids))
            .order_by(client.c.client_id)
            .with_for_update(read=True)
        )
        held = {row.client_id: self._file(row) for row in rows}
        for client_id in client_ids:
            if client_id not in held:
                raise ClientNotFound(client_id)
        return tuple(held[client_id] for client_id in client_ids)

    def kept(self, client_id: UUID) -> Client:
        file = self.get(client_id)
        while file.merge is not None:
            file = self.get(file.merge.into_client_id)
        return file

    def family(self, kept_id: UUID) -> tuple[Client, ...]:
        files = [self.get(kept_id)]
        merged = [kept_id]
        while merged:
            found = self._where(client.c.merged_into.in_(merged))
            files += found
            merged = [file.id for file in found]
        return tuple(files)

    def families(self) -> tuple[tuple[Client, ...], ...]:
        merged_into = defaultdict(list)
        kept = []
        for file in self._where():
            if file.merge is None:
                kept.append([file])
            else:
                merged_into[file.merge.into_client_id].append(file)
        for files in kept:
            for file in files:  # which grows while it is walked through
                files.extend(merged_into[file.id])
        return tuple(map(tuple, kept))

    def closed(self) -> ClosedFiles:
        rows = self.connection.execute(
            select(client.c.client_id, client.c.merged_into).where(
                or_(client.c.merged_into.is_not(None), client.c.erased_on.is_not(None))
            )
        ).all()
        into = {row.client_id: row.merged_into for row in rows if row.merged_into is not None}
        merged = {}
        for client_id in into:
            kept = client_id
            while kept in into:
                kept = into[kept]
            merged[client_id] = kept
        erased = frozenset(row.client_id for row in rows if row.merged_into is None)
        return ClosedFiles(merged=merged, erased=erased)

    def like(self, details: ClientDetails) -> tuple[Client, ...]:
        digest = self.safe and details.pesel and self.safe.digest(details.pesel)
        looked_for = {
            client.c.pesel_digest: digest,
            client.c.nip: details.nip,
            client.c.krs: details.krs,
            client.c.email_spelled: details.email and address_spelling(details.email),
        }
        alike = [column == value for column, value in looked_for.items() if value]
        return tuple(self._where(or_(*alike))) if alike else ()

    def _where(self, *conditions: ColumnElement[bool]) -> list[Client]:
        rows = self.connection.execute(
            select(client).where(*conditions).order_by(client.c.client_id)
        )
        return [self._file(row) for row in rows]

    def _values(self, file: Client) -> dict[str, Any]:
        details = asdict(file.details)
        pesel = details.pop("pesel")
        if pesel is not None and self.safe is None:
            raise PeselNotKept
        merge, erasure = file.merge, file.erasure
        return {
            "client_id": file.id,
            "version": file.version,
            "client_kind": file.kind,
            "registered_on": file.registered_on,
            "predecessor_id": file.predecessor_id,
            **details,
            **asdict(file.recipient),
            "revision": file.revision,
            "email_spelled": file.details.email and address_spelling(file.details.email),
            "pesel_sealed": self.safe and pesel and self.safe.seal(pesel),
            "pesel_digest": self.safe and pesel and self.safe.digest(pesel),
            "merged_into": merge and merge.into_client_id,
            "merged_on": merge and merge.merged_on,
            "merged_by": merge and merge.merged_by,
            "erased_on": erasure and erasure.erased_on,
            "erasure_ground": erasure and erasure.ground,
            "found_by": found_by(file.details),
            "name_key": collation_bytes(file.details.name),
        }

    def _file(self, row: Row[tuple[Any, ...]]) -> Client:
        details = {
            field.name: getattr(row, field.name)
            for field in fields(ClientDetails)
            if field.name != "pesel"
        }
        pesel = self.safe.open(row.pesel_sealed) if self.safe and row.pesel_sealed else None
        return Client(
            id=row.client_id,
            kind=ClientKind(row.client_kind),
            details=ClientDetails(**details, pesel=pesel),
            recipient=Recipient(
                **{field.name: getattr(row, field.name) for field in fields(Recipient)}
            ),
            registered_on=row.registered_on,
            predecessor_id=row.predecessor_id,
            merge=_merge(row),
            erasure=_erasure(row),
            version=row.version,
            revision=row.revision,
        )


def _merge(row: Row[tuple[Any, ...]]) -> Merge | None:
    if row.merged_into is None:
        return None
    return Merge(into_client_id=row.merged_into, merged_on=row.merged_on, merged_by=row.merged_by)


def _erasure(row: Row[tuple[Any, ...]]) -> Erasure | None:
    if row.erased_on is None:
        return None
    return Erasure(erased_on=row.erased_on, ground=ErasureGround(row.erasure_ground))
