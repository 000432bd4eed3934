"""Advisers and clients in their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from uuid import UUID

from sqlalchemy import Connection, Row, select

from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client, ClientDetails
from services.consultations.domain.refusals import AdviserNotFound, ClientNotFound
from services.consultations.storage import tables
from services.consultations.storage.inserting import add_record
from shared.contracts.consultations import ClientKind, Recipient, StaffRole


@dataclass(frozen=True)
class StoredAdvisers:
    """The advisers of this node, inside one transaction."""

    connection: Connection

    def add(self, adviser: Adviser) -> None:
        add_record(
            self.connection,
            tables.adviser,
            {
                "adviser_id": adviser.id,
                "version": adviser.version,
                "full_name": adviser.full_name,
                "staff_role": adviser.staff_role,
                "active_from": adviser.active_from,
                "active_to": adviser.active_to,
            },
        )

    def get(self, adviser_id: UUID) -> Adviser:
        row = self.connection.execute(
            select(tables.adviser).where(tables.adviser.c.adviser_id == adviser_id)
        ).one_or_none()
        if row is None:
            raise AdviserNotFound(adviser_id)
        return _adviser(row)

    def hold(self, adviser_ids: Sequence[UUID]) -> tuple[Adviser, ...]:
        """Lock the rows, always in the same order, so that two cards never wait for each other.

        SQLite knows no `FOR UPDATE`, and needs none: there a writer holds the whole database.
        """
        column = tables.adviser.c.adviser_id
        rows = self.connection.execute(
            select(tables.adviser).where(column.in_(adviser_ids)).order_by(column).with_for_update()
        )
        held = {row.adviser_id: _adviser(row) for row in rows}
        for adviser_id in adviser_ids:
            if adviser_id not in held:
                raise AdviserNotFound(adviser_id)
        return tuple(held[adviser_id] for adviser_id in adviser_ids)


@dataclass(frozen=True)
class StoredClients:
    """The clients' files of this node, inside one transaction."""

    connection: Connection

    def add(self, client: Client) -> None:
        add_record(
            self.connection,
            tables.client,
            {
                "client_id": client.id,
                "version": client.version,
                "client_kind": client.kind,
                "registered_on": client.registered_on,
                "predecessor_id": client.predecessor_id,
                **asdict(client.details),
                **asdict(client.recipient),
            },
        )

    def get(self, client_id: UUID) -> Client:
        row = self.connection.execute(
            select(tables.client).where(tables.client.c.client_id == client_id)
        ).one_or_none()
        if row is None:
            raise ClientNotFound(client_id)
        return _client(row)


def _adviser(row: Row[tuple[object, ...]]) -> Adviser:
    return Adviser(
        id=row.adviser_id,
        full_name=row.full_name,
        staff_role=StaffRole(row.staff_role),
        active_from=row.active_from,
        active_to=row.active_to,
        version=row.version,
    )


def _client(row: Row[tuple[object, ...]]) -> Client:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for a row by column
    return Client(
        id=row.client_id,
        kind=ClientKind(row.client_kind),
        details=ClientDetails(
            **{field.name: values[field.name] for field in fields(ClientDetails)}
        ),
        recipient=Recipient(**{field.name: values[field.name] for field in fields(Recipient)}),
        registered_on=row.registered_on,
        predecessor_id=row.predecessor_id,
        version=row.version,
    )
