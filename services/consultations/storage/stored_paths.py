"""What the rows about a client's way hold, as plain values to compare with the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, select

from services.consultations.storage import path_tables as tables
from services.consultations.storage.told_subjects import Values
from shared.contracts.consultations import PathClient

_PATH = ("version", "opened_on", "closed_on", "outcome")
_REFERRAL = (
    "version",
    "programme",
    "client_id",
    "client_kind",
    "field_of_advice",
    "to_node",
    "made_on",
    "received_by",
    "received_on",
)
_RECEIPT = ("version", "programme", "client_id", "client_kind", "from_node", "received_on")
_FOLLOW_UP = (
    "version",
    "client_id",
    "client_kind",
    "months",
    "due_on",
    "recorded_on",
    "outcome",
)


def read_paths(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    """Return support paths with their clients in order."""
    taking = tables.support_path_client
    clients = connection.execute(
        select(taking).where(taking.c.support_path_id.in_(ids)).order_by(taking.c.place)
    ).all()
    paths = _read(connection, tables.support_path, _PATH, ids)
    for path_id, values in paths.items():
        values["clients"] = tuple(
            PathClient(client_id=client.client_id, client_kind=client.client_kind)
            for client in clients
            if client.support_path_id == path_id
        )
    return paths


def read_referrals(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    """Return referrals made here."""
    return _read(connection, tables.referral, _REFERRAL, ids)


def read_receipts(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    """Return referrals received here."""
    return _read(connection, tables.referral_receipt, _RECEIPT, ids)


def read_follow_ups(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    """Return what clients said."""
    return _read(connection, tables.follow_up, _FOLLOW_UP, ids)


def _read(
    connection: Connection, table: Table, columns: Sequence[str], ids: Sequence[UUID]
) -> dict[UUID, Values]:
    (key,) = table.primary_key.columns
    rows: Sequence[Row[tuple[Any, ...]]] = connection.execute(
        select(table).where(key.in_(ids)).order_by(key)
    ).all()
    return {
        getattr(row, key.name): {column: getattr(row, column) for column in columns} for row in rows
    }
