"""Batches in their tables."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from shared.workplace.batches import Batch, BatchNotFound, BatchRow, BatchState, RowState
from shared.workplace.tables import batch, batch_row


@dataclass(frozen=True)
class StoredBatches:
    """One service's batches, inside one transaction."""

    connection: Connection

    def add(self, new: Batch) -> None:
        self.connection.execute(insert(batch).values(batch_id=new.id, **_values(new)))
        if new.rows:
            self.connection.execute(
                insert(batch_row), [{"batch_id": new.id, **asdict(row)} for row in new.rows]
            )

    def get(self, batch_id: UUID) -> Batch:
        """Return a batch with its rows, or raise `BatchNotFound`."""
        row = self.connection.execute(
            select(batch).where(batch.c.batch_id == batch_id)
        ).one_or_none()
        if row is None:
            raise BatchNotFound(str(batch_id))
        return _batch(row, self._rows(batch_id))

    def latest(self, actions: Collection[str], limit: int) -> tuple[Batch, ...]:
        """Return the newest batches that do one of these things."""
        rows = self.connection.execute(
            select(batch)
            .where(batch.c.action.in_(actions))
            .order_by(batch.c.made_at.desc(), batch.c.batch_id)
            .limit(limit)
        ).all()
        return tuple(_batch(row, self._rows(row.batch_id)) for row in rows)

    def save(self, changed: Batch) -> None:
        """Keep how far the whole got; its rows are kept one by one."""
        self.connection.execute(
            update(batch).where(batch.c.batch_id == changed.id).values(_values(changed))
        )

    def save_row(self, batch_id: UUID, row: BatchRow) -> None:
        """Keep what became of a row."""
        self.connection.execute(
            update(batch_row)
            .where(batch_row.c.batch_id == batch_id, batch_row.c.place == row.place)
            .values(state=row.state, sentence=row.sentence, before=row.before)
        )

    def _rows(self, batch_id: UUID) -> tuple[BatchRow, ...]:
        rows = self.connection.execute(
            select(batch_row).where(batch_row.c.batch_id == batch_id).order_by(batch_row.c.place)
        )
        return tuple(
            BatchRow(
                place=row.place,
                subject_id=row.subject_id,
                label=row.label,
                state=RowState(row.state),
                sentence=row.sentence,
                before=row.before,
            )
            for row in rows
        )


def _values(of: Batch) -> dict[str, Any]:
    return {
        "action": of.action,
        "path": of.path,
        "answers": json.dumps(dict(of.answers), ensure_ascii=False, sort_keys=True),
        "state": of.state,
        "made_by": of.made_by,
        "made_at": of.made_at,
        "carried_out_at": of.carried_out_at,
        "undone_by": of.undone_by,
        "undone_at": of.undone_at,
    }


def _batch(row: Row[Any], rows: tuple[BatchRow, ...]) -> Batch:
    return Batch(
        id=row.batch_id,
        action=row.action,
        path=row.path,
        answers=json.loads(row.answers),
        state=BatchState(row.state),
        made_by=row.made_by,
        made_at=row.made_at,
        carried_out_at=row.carried_out_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
        rows=rows,
    )
