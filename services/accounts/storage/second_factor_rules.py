"""Which roles need a second factor, in their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from services.accounts.domain.second_factor_rule import Rules
from services.accounts.storage.holding import hold
from services.accounts.storage.tables import second_factor_rule as table
from shared.kernel.command import Role


@dataclass(frozen=True)
class StoredSecondFactorRules:
    """The rules of this node, inside one transaction."""

    connection: Connection

    def hold(self) -> None:
        hold(self.connection, "owss second factor rules")

    def known(self) -> Rules:
        return {Role(row.role): row.required_from for row in self.connection.execute(select(table))}

    def put(self, role: Role, day: date | None) -> None:
        self.connection.execute(delete(table).where(table.c.role == role))
        if day is not None:
            self.connection.execute(insert(table).values(role=role, required_from=day))
