"""API tokens in their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from services.accounts.domain.api_token import ApiToken
from services.accounts.domain.refusals import (
    ApiTokenIdTaken,
    ApiTokenNotFound,
    ApiTokenNotValid,
)
from services.accounts.storage.tables import api_token as table
from shared.kernel.command import StaleRecord
from shared.kernel.scope import Scope


@dataclass(frozen=True)
class StoredApiTokens:
    """Tokens of programs, inside one transaction."""

    connection: Connection

    def add(self, token: ApiToken) -> None:
        if self._row(table.c.token_id, token.id) is not None:
            raise ApiTokenIdTaken(token.id)
        self.connection.execute(
            insert(table).values(
                token_id=token.id,
                token_digest=token.digest,
                staff_id=token.staff_id,
                name=token.name,
                scopes=" ".join(sorted(token.scopes)),
                issued_at=token.issued_at,
                expires_at=token.expires_at,
            )
        )

    def get(self, token_id: UUID) -> ApiToken:
        row = self._row(table.c.token_id, token_id)
        if row is None:
            raise ApiTokenNotFound
        return _token(row)

    def with_digest(self, digest: str) -> ApiToken:
        row = self._row(table.c.token_digest, digest)
        if row is None:
            raise ApiTokenNotValid
        return _token(row)

    def of(self, staff_id: UUID) -> tuple[ApiToken, ...]:
        rows = self.connection.execute(
            select(table)
            .where(table.c.staff_id == staff_id)
            .order_by(table.c.issued_at.desc(), table.c.token_id)
        )
        return tuple(map(_token, rows))

    def save(self, token: ApiToken) -> None:
        changed = self.connection.execute(
            update(table)
            .where(table.c.token_id == token.id, table.c.revoked_at.is_(None))
            .values(revoked_at=token.revoked_at)
        )
        if changed.rowcount != 1:
            raise StaleRecord(str(token.id))

    def see(self, token_id: UUID, now: datetime) -> None:
        self.connection.execute(
            update(table).where(table.c.token_id == token_id).values(last_used_at=now)
        )

    def revoke_all(self, staff_id: UUID, now: datetime) -> None:
        self.connection.execute(
            update(table)
            .where(table.c.staff_id == staff_id, table.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )

    def _row(self, column: Any, value: object) -> Row[Any] | None:  # noqa: ANN401 - a column of any type
        return self.connection.execute(select(table).where(column == value)).one_or_none()


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(
        id=row.token_id,
        digest=row.token_digest,
        staff_id=row.staff_id,
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes.split())),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
