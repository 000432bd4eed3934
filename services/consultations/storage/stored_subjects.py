"""What the rows of subjects hold, as plain values: nothing here refuses what is wrong in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Row, Table, select

from services.consultations.storage import path_tables, tables
from services.consultations.storage.stored_paths import (
    read_follow_ups,
    read_paths,
    read_receipts,
    read_referrals,
)
from services.consultations.storage.told_subjects import Values
from shared.contracts.consultations import CardClient

MINUTES_IN_HOUR = 60

_ADVISER = ("version", "staff_role", "active_from", "active_to")
_RECIPIENT = ("sex", "age_band", "gmina", "status")
_CLIENT = (
    "version",
    "client_kind",
    "registered_on",
    "predecessor_id",
    *_RECIPIENT,
    "merged_into",
    "merged_on",
    "merged_by",
    "erased_on",
    "erasure_ground",
)
_CARD = (
    "version",
    "state",
    "card_number",
    "programme",
    "drafted_at",
    "counted",
    "held_on",
    "minutes",
    "field_of_advice",
    "form_of_contact",
    "support_path_id",
    "signed_by",
    "signed_on",
    "returned_by",
    "return_reason",
    "approved_by",
    "confirmed_on",
    "confirmation_means",
)
_CORRECTION = ("correction_number", "reason", "counted", "corrected_by", "corrected_at")
_PARTS = (tables.card_client, tables.card_adviser, tables.card_correction)

Rows = Sequence[Row[tuple[Any, ...]]]
Reader = Callable[[Connection, Sequence[UUID]], dict[UUID, Values]]


@dataclass(frozen=True)
class SubjectKind:
    """A kind of record that has domain events; `prefix` begins the names of its subjects.

    `parts` are the tables whose rows belong to a record; their keys begin with its id.
    """

    prefix: str
    key: Column[UUID]
    read: Reader
    parts: tuple[Table, ...] = ()

    def subject(self, record_id: UUID) -> str:
        """Return the subject of a record's domain events."""
        return f"{self.prefix}/{record_id}"


def parts_without_record(connection: Connection, kind: SubjectKind) -> Iterator[tuple[UUID, str]]:
    """Yield the id and the table of rows that belong to a record which is not there."""
    for part in kind.parts:
        owner = part.c[kind.key.name]
        orphans = select(owner).where(owner.not_in(select(kind.key))).distinct().order_by(owner)
        for record_id in connection.execute(orphans).scalars():
            yield record_id, part.name


def _advisers(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    rows = read_rows(connection, tables.adviser, ids)
    return {row.adviser_id: values_of(row, _ADVISER) for row in rows}


def _clients(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    rows = read_rows(connection, tables.client, ids)
    return {row.client_id: values_of(row, _CLIENT) for row in rows}


def _cards(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    clients = _by_card(read_rows(connection, tables.card_client, ids, order="place"))
    advisers = _by_card(read_rows(connection, tables.card_adviser, ids, order="place"))
    corrections = _by_card(
        read_rows(connection, tables.card_correction, ids, order="correction_number")
    )
    return {
        row.card_id: {
            **values_of(row, _CARD),
            "minutes_from_times": minutes_between(row.started_at, row.ended_at),
            "clients": tuple(_client(client) for client in clients[row.card_id]),
            "adviser_ids": tuple(adviser.adviser_id for adviser in advisers[row.card_id]),
            "corrections": tuple(
                tuple(values_of(entry, _CORRECTION).values()) for entry in corrections[row.card_id]
            ),
        }
        for row in read_rows(connection, tables.advice_card, ids)
    }


def read_rows(
    connection: Connection, table: Table, ids: Sequence[UUID], order: str | None = None
) -> Rows:
    """Return the rows of some records; `ids` are looked for in the first column of the key."""
    key = next(iter(table.primary_key.columns))
    statement = select(table).where(key.in_(ids)).order_by(table.c[order] if order else key)
    return connection.execute(statement).all()


def _by_card(rows: Rows) -> defaultdict[UUID, list[Row[tuple[Any, ...]]]]:
    by_card = defaultdict(list)
    for row in rows:
        by_card[row.card_id].append(row)
    return by_card


def values_of(row: Row[tuple[Any, ...]], columns: Sequence[str]) -> Values:
    """Return some columns of a row by their names."""
    return {column: getattr(row, column) for column in columns}


def _client(row: Row[tuple[Any, ...]]) -> CardClient:
    return CardClient(
        client_id=row.client_id,
        client_kind=row.client_kind,
        sex=row.sex,
        age_band=row.age_band,
        gmina=row.gmina,
        status=row.status,
    )


def minutes_between(started_at: time, ended_at: time) -> int:
    """Return the length of a session from its times."""
    return _minute_of_day(ended_at) - _minute_of_day(started_at)


def _minute_of_day(moment: time) -> int:
    return moment.hour * MINUTES_IN_HOUR + moment.minute


KINDS = (
    SubjectKind("adviser", tables.adviser.c.adviser_id, _advisers),
    SubjectKind("client", tables.client.c.client_id, _clients),
    SubjectKind("support-path", path_tables.support_path.c.support_path_id, read_paths),
    SubjectKind("referral", path_tables.referral.c.referral_id, read_referrals),
    SubjectKind("referral-receipt", path_tables.referral_receipt.c.referral_id, read_receipts),
    SubjectKind("follow-up", path_tables.follow_up.c.follow_up_id, read_follow_ups),
    SubjectKind("advice-card", tables.advice_card.c.card_id, _cards, _PARTS),
)
"""Every kind of record of this service that has domain events."""
