"""Who looked at whose personal data, in its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from services.consultations.domain.client_view import ClientView, ViewOccasion
from services.consultations.domain.refusals import ClientNotFound
from services.consultations.storage.tables import client_view as table
from shared.kernel.clock import CENTRE_TIME


@dataclass(frozen=True)
class StoredViews:
    """The views of this node's files, inside one transaction."""

    connection: Connection

    def add(self, views: Sequence[ClientView]) -> None:
        """Raise `ClientNotFound` if one is of a file that is not there."""
        if not views:
            return
        try:
            self.connection.execute(insert(table), [asdict(view) for view in views])
        except IntegrityError as error:
            raise ClientNotFound(views[0].client_id) from error

    def of(self, client_ids: Sequence[UUID]) -> tuple[ClientView, ...]:
        rows = self.connection.execute(
            select(table)
            .where(table.c.client_id.in_(client_ids))
            .order_by(table.c.viewed_at.desc(), table.c.view_id.desc())
        )
        return tuple(
            ClientView(
                client_id=row.client_id,
                viewed_by=row.viewed_by,
                viewed_at=row.viewed_at,
                occasion=ViewOccasion(row.occasion),
            )
            for row in rows
        )

    def forget_before(self, day: date) -> None:
        begin = datetime.combine(day, time.min, tzinfo=CENTRE_TIME)
        self.connection.execute(delete(table).where(table.c.viewed_at < begin))
