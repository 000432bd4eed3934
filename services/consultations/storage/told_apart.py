"""Who told which files apart, in its table."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from services.consultations.domain.client_refusals import NotToldApart
from services.consultations.domain.told_apart import ToldApart
from services.consultations.storage.tables import told_apart as table


@dataclass(frozen=True)
class StoredToldApart:
    """What was said of pairs of this node's files, inside one transaction."""

    connection: Connection

    def add(self, judgement: ToldApart) -> None:
        self.connection.execute(insert(table).values(**asdict(judgement)))

    def known(self) -> tuple[ToldApart, ...]:
        rows = self.connection.execute(
            select(table)
            .where(table.c.withdrawn_at.is_(None))
            .order_by(table.c.judged_at, table.c.judgement_id)
        )
        return tuple(
            ToldApart(
                first_id=row.first_id,
                second_id=row.second_id,
                judged_by=row.judged_by,
                judged_at=row.judged_at,
            )
            for row in rows
        )

    def withdraw(self, pair: frozenset[UUID], *, by: UUID, now: datetime) -> None:
        first_id, second_id = sorted(pair)
        withdrawn = self.connection.execute(
            update(table)
            .where(
                table.c.first_id == first_id,
                table.c.second_id == second_id,
                table.c.withdrawn_at.is_(None),
            )
            .values(withdrawn_by=by, withdrawn_at=now)
        )
        if withdrawn.rowcount == 0:
            raise NotToldApart
