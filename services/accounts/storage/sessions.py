"""Sessions and known devices in their tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from services.accounts.domain.refusals import SessionOver
from services.accounts.domain.session import KEPT_FOR, Session
from services.accounts.storage.tables import known_device
from services.accounts.storage.tables import session as table

KNOWN_FOR = timedelta(days=180)
"""How long a browser is known after a log-in: a holiday and a sick leave do not make it strange."""


@dataclass(frozen=True)
class StoredSessions:
    """Who is logged in where, inside one transaction."""

    connection: Connection

    def add(self, session: Session) -> None:
        self.connection.execute(
            delete(table).where(
                table.c.staff_id == session.staff_id,
                table.c.started_at < session.started_at - KEPT_FOR,
            )
        )
        self.connection.execute(
            insert(table).values(
                session_digest=session.digest,
                staff_id=session.staff_id,
                started_at=session.started_at,
                last_seen_at=session.last_seen_at,
                address=session.address,
            )
        )

    def get(self, digest: str) -> Session:
        row = self.connection.execute(
            select(table).where(table.c.session_digest == digest)
        ).one_or_none()
        if row is None:
            raise SessionOver
        return _session(row)

    def of(self, staff_id: UUID, now: datetime) -> tuple[Session, ...]:
        rows = self.connection.execute(
            select(table)
            .where(table.c.staff_id == staff_id, table.c.ended_at.is_(None))
            .order_by(table.c.started_at.desc(), table.c.session_digest)
        )
        return tuple(session for session in map(_session, rows) if not session.is_over(now))

    def all_of(self, staff_id: UUID) -> tuple[Session, ...]:
        rows = self.connection.execute(
            select(table)
            .where(table.c.staff_id == staff_id)
            .order_by(table.c.started_at.desc(), table.c.session_digest)
        )
        return tuple(map(_session, rows))

    def forget(self, staff_id: UUID) -> None:
        self.connection.execute(delete(table).where(table.c.staff_id == staff_id))

    def see(self, digest: str, now: datetime) -> None:
        self.connection.execute(
            update(table)
            .where(table.c.session_digest == digest, table.c.last_seen_at < now)
            .values(last_seen_at=now)
        )

    def end(self, digest: str, now: datetime) -> None:
        self.connection.execute(
            update(table)
            .where(table.c.session_digest == digest, table.c.ended_at.is_(None))
            .values(ended_at=now)
        )

    def end_all(self, staff_id: UUID, now: datetime, *, apart_from: str | None = None) -> None:
        self.connection.execute(
            update(table)
            .where(
                table.c.staff_id == staff_id,
                table.c.ended_at.is_(None),
                table.c.session_digest != (apart_from or ""),
            )
            .values(ended_at=now)
        )


@dataclass(frozen=True)
class StoredDevices:
    """Browsers in which people have logged in before, inside one transaction."""

    connection: Connection

    def knows(self, digest: str, staff_id: UUID, now: datetime) -> bool:
        known = select(known_device.c.device_digest).where(
            known_device.c.device_digest == digest,
            known_device.c.staff_id == staff_id,
            known_device.c.known_until > now,
        )
        return self.connection.execute(known).first() is not None

    def add(self, digest: str, staff_id: UUID, now: datetime) -> None:
        self.connection.execute(
            delete(known_device).where(
                known_device.c.staff_id == staff_id, known_device.c.known_until <= now
            )
        )
        self.connection.execute(
            insert(known_device).values(
                device_digest=digest, staff_id=staff_id, known_until=now + KNOWN_FOR
            )
        )

    def count(self, staff_id: UUID) -> int:
        known = select(func.count()).where(known_device.c.staff_id == staff_id)
        return self.connection.execute(known).scalar_one()

    def forget(self, staff_id: UUID) -> None:
        self.connection.execute(delete(known_device).where(known_device.c.staff_id == staff_id))


def _session(row: Row[Any]) -> Session:
    return Session(
        digest=row.session_digest,
        staff_id=row.staff_id,
        started_at=row.started_at,
        last_seen_at=row.last_seen_at,
        address=row.address,
        ended_at=row.ended_at,
    )
