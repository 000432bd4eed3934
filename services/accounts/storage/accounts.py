"""Accounts in their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.accounts.domain.refusals import AlreadyInvited, LoginTaken, PersonNotFound
from services.accounts.domain.staff_account import AccountState, StaffAccount
from services.accounts.storage.holding import hold
from services.accounts.storage.tables import staff_account as table
from services.accounts.storage.tables import staff_role
from shared.kernel.command import Role, StaleRecord
from shared.kernel.polish import collation_key


@dataclass(frozen=True)
class StoredAccounts:
    """The accounts of this node's staff, inside one transaction."""

    connection: Connection

    def hold_all(self) -> None:
        hold(self.connection, "owss accounts")

    def add(self, account: StaffAccount) -> None:
        taken = select(table.c.staff_id).where(table.c.staff_id == account.id)
        if self.connection.execute(taken).first() is not None:
            raise AlreadyInvited(account.id)
        self._refuse_taken_login(account)
        try:
            self.connection.execute(insert(table).values(staff_id=account.id, **_values(account)))
        except IntegrityError as error:
            raise StaleRecord(str(account.id)) from error
        self._write_roles(account)

    def get(self, staff_id: UUID) -> StaffAccount:
        return self._one(table.c.staff_id == staff_id, staff_id)

    def with_login(self, login: str) -> StaffAccount:
        return self._one(table.c.login == login, login)

    def administrators(self) -> frozenset[UUID]:
        ids = self.connection.execute(
            select(table.c.staff_id)
            .join(staff_role)
            .where(
                table.c.state == AccountState.ACTIVE, staff_role.c.role == Role.NODE_ADMINISTRATOR
            )
        )
        return frozenset(ids.scalars())

    def save(self, account: StaffAccount) -> None:
        self._refuse_taken_login(account)
        account.revision += 1
        try:
            changed = self.connection.execute(
                update(table)
                .where(table.c.staff_id == account.id, table.c.revision == account.revision - 1)
                .values(**_values(account))
            )
        except IntegrityError as error:
            raise StaleRecord(str(account.id)) from error
        if changed.rowcount != 1:
            raise StaleRecord(str(account.id))
        self.connection.execute(delete(staff_role).where(staff_role.c.staff_id == account.id))
        self._write_roles(account)

    def _one(self, condition: ColumnElement[bool], named: object) -> StaffAccount:
        row = self.connection.execute(select(table).where(condition)).one_or_none()
        if row is None:
            raise PersonNotFound(named)
        roles = self.connection.execute(
            select(staff_role.c.role).where(staff_role.c.staff_id == row.staff_id)
        ).scalars()
        return StaffAccount(
            id=row.staff_id,
            login=row.login,
            full_name=row.full_name,
            roles=frozenset(map(Role, roles)),
            invited_at=row.invited_at,
            state=AccountState(row.state),
            password_hash=row.password_hash,
            reset_asked_at=row.reset_asked_at,
            erased_at=row.erased_at,
            version=row.version,
            revision=row.revision,
        )

    def _refuse_taken_login(self, account: StaffAccount) -> None:
        others = select(table.c.staff_id).where(
            table.c.login == account.login, table.c.staff_id != account.id
        )
        if self.connection.execute(others).first() is not None:
            raise LoginTaken(account.login)

    def _write_roles(self, account: StaffAccount) -> None:
        self.connection.execute(
            insert(staff_role),
            [{"staff_id": account.id, "role": role} for role in sorted(account.roles)],
        )


def _values(account: StaffAccount) -> dict[str, Any]:
    return {
        "version": account.version,
        "revision": account.revision,
        "login": account.login,
        "full_name": account.full_name,
        "name_order": name_order(account.full_name),
        "searched": f"{account.full_name} {account.login}".casefold(),
        "state": account.state,
        "password_hash": account.password_hash,
        "invited_at": account.invited_at,
        "reset_asked_at": account.reset_asked_at,
        "erased_at": account.erased_at,
    }


def name_order(full_name: str) -> str:
    """Return a text that any database sorts as the Polish alphabet sorts the name.

    The surname counts first, as in every Polish list of people.
    """
    *first_names, surname = full_name.split() or [""]
    primary, _ = collation_key(" ".join([surname, *first_names]))
    return "".join(f"{kind:x}{place:06x}" for kind, place in primary)
