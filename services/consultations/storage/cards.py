"""Advice cards in their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, case, delete, insert, select, text, update

from services.consultations.domain.advice import CardTexts
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.refusals import CardNotFound
from services.consultations.domain.session import Booking
from services.consultations.storage import card_rows, tables
from services.consultations.storage.inserting import add_record
from shared.kernel.command import StaleRecord

_NEXT_NUMBER = text(
    "INSERT INTO card_numbering (year, last_number) VALUES (:year, 1) "
    "ON CONFLICT (year) DO UPDATE SET last_number = card_numbering.last_number + 1 "
    "RETURNING last_number"
)
"""SQL that both databases read alike; SQLAlchemy has a dialect of its own for each."""


@dataclass(frozen=True)
class StoredCards:
    """The advice cards of this node, inside one transaction."""

    connection: Connection
    node: str

    def next_number(self, year: int) -> str:
        """Return `<n>/<year>/<node>`; on PostgreSQL the next writer of the year waits for us."""
        number = self.connection.execute(_NEXT_NUMBER, {"year": year}).scalar_one()
        return f"{number}/{year}/{self.node}"

    def add(self, card: AdviceCard) -> None:
        add_record(self.connection, tables.advice_card, card_rows.card_values(card))
        self._write_parts(card)

    def get(self, card_id: UUID) -> AdviceCard:
        row = self.connection.execute(
            select(tables.advice_card).where(tables.advice_card.c.card_id == card_id)
        ).one_or_none()
        if row is None:
            raise CardNotFound(card_id)
        return card_rows.card_from(
            row,
            self._parts(tables.card_client, card_id, "place"),
            self._parts(tables.card_adviser, card_id, "place"),
            self._parts(tables.card_correction, card_id, "correction_number"),
        )

    def save(self, card: AdviceCard) -> None:
        """Write one change: the row still has the version before it, or the card is stale."""
        table = tables.advice_card
        changed = self.connection.execute(
            update(table)
            .where(table.c.card_id == card.id, table.c.version == card.version - 1)
            .values(**card_rows.card_values(card))
        )
        if changed.rowcount != 1:
            raise StaleRecord(card.number)
        for part in (tables.card_client, tables.card_adviser, tables.card_correction):
            self.connection.execute(delete(part).where(part.c.card_id == card.id))
        self._write_parts(card)

    def bookings(
        self, adviser_ids: Sequence[UUID], day: date, *, apart_from: UUID
    ) -> tuple[Booking, ...]:
        card, adviser = tables.advice_card, tables.card_adviser
        rows = self.connection.execute(
            select(adviser.c.adviser_id, card)
            .join_from(card, adviser)
            .where(
                adviser.c.adviser_id.in_(adviser_ids),
                card.c.held_on == day,
                card.c.counted,
                card.c.card_id != apart_from,
            )
            .order_by(card.c.started_at, card.c.card_id)
        )
        return tuple(
            Booking(
                adviser_id=row.adviser_id,
                card_number=row.card_number,
                session=card_rows.session_from(row),
            )
            for row in rows
        )

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """Blank the texts, not the versions: nothing happened to the card that is ever told."""
        card, taking, entry = tables.advice_card, tables.card_client, tables.card_correction
        card_ids = self.connection.execute(
            select(taking.c.card_id)
            .where(taking.c.client_id.in_(client_ids))
            .distinct()
            .order_by(taking.c.card_id)
        ).scalars()
        forgotten = tuple(card_ids)
        blank = dict.fromkeys((field.name for field in fields(CardTexts)), "")
        no_remarks = case((card.c.return_remarks.is_not(None), ""), else_=None)
        self.connection.execute(
            update(card)
            .where(card.c.card_id.in_(forgotten))
            .values(**blank, return_remarks=no_remarks)
        )
        self.connection.execute(
            update(entry).where(entry.c.card_id.in_(forgotten)).values(remarks="")
        )
        return forgotten

    def _parts(self, table: Table, card_id: UUID, order: str) -> Sequence[card_rows.AnyRow]:
        return self.connection.execute(
            select(table).where(table.c.card_id == card_id).order_by(table.c[order])
        ).all()

    def _write_parts(self, card: AdviceCard) -> None:
        self._write(tables.card_client, card_rows.client_values(card))
        self._write(tables.card_adviser, card_rows.adviser_values(card))
        self._write(tables.card_correction, card_rows.correction_values(card))

    def _write(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table), rows)
