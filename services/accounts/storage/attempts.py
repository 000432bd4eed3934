"""Attempts in their table."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from services.accounts.domain.attempts import STRANGE_WINDOW, Attempt, Proof
from services.accounts.storage.holding import hold
from services.accounts.storage.tables import attempt as table


@dataclass(frozen=True)
class StoredAttempts:
    """Attempts that were not right, or not looked at yet, inside one transaction."""

    connection: Connection

    def hold(self, login_digest: str, place: str) -> None:
        hold(self.connection, f"owss attempts {login_digest}")
        hold(self.connection, f"owss attempts from {place}")

    def of(self, login_digest: str, proof: Proof) -> tuple[Attempt, ...]:
        return self._where(table.c.login_digest == login_digest, table.c.proof == proof)

    def at(self, place: str, proof: Proof) -> tuple[Attempt, ...]:
        return self._where(table.c.place == place, table.c.proof == proof)

    def forget_login(self, login_digest: str) -> None:
        self.connection.execute(delete(table).where(table.c.login_digest == login_digest))

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Attempt, ...]:
        rows = self.connection.execute(
            select(table).where(*conditions).order_by(table.c.attempt_id)
        )
        return tuple(
            Attempt(
                proof=Proof(row.proof),
                login_digest=row.login_digest,
                place=row.place,
                from_known_device=row.from_known_device,
                attempted_at=row.attempted_at,
            )
            for row in rows
        )

    def add(self, attempt: Attempt) -> None:
        too_old = attempt.attempted_at - STRANGE_WINDOW
        self.connection.execute(delete(table).where(table.c.attempted_at < too_old))
        self.connection.execute(insert(table).values(**asdict(attempt)))

    def forget(self, login_digest: str, proof: Proof, place: str) -> None:
        self.connection.execute(
            delete(table).where(
                table.c.login_digest == login_digest,
                table.c.proof == proof,
                table.c.place == place,
            )
        )
