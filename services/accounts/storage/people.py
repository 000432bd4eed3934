"""The staff as one list, out of the tables of accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from services.accounts.domain.people import PeopleFilter, PeopleOrder, Person
from services.accounts.domain.refusals import PersonNotFound
from services.accounts.domain.staff_account import AccountState
from services.accounts.storage.tables import second_factor, session, staff_account, staff_role
from shared.kernel.command import Role

_LAST_LOGGED_IN = (
    select(func.max(session.c.started_at))
    .where(session.c.staff_id == staff_account.c.staff_id)
    .correlate(staff_account)
    .scalar_subquery()
)
_SECOND_FACTOR = exists().where(
    second_factor.c.staff_id == staff_account.c.staff_id, second_factor.c.is_on
)
_ORDERS: dict[PeopleOrder, ColumnElement[Any]] = {
    PeopleOrder.FULL_NAME: staff_account.c.name_order,
    PeopleOrder.LOGIN: staff_account.c.login,
    PeopleOrder.STATE: staff_account.c.state,
    PeopleOrder.LAST_LOGGED_IN: _LAST_LOGGED_IN,
}


@dataclass(frozen=True)
class StoredPeople:
    """The staff as one list, inside one transaction."""

    connection: Connection

    def rows(
        self,
        which: PeopleFilter,
        order: PeopleOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Person, ...]:
        column = _ORDERS[order]
        # Who never logged in comes before all who did: each database has an order of its own.
        first = column.desc().nulls_last() if descending else column.asc().nulls_first()
        by_name = staff_account.c.name_order
        return self._people(
            _people()
            .where(*_conditions(which))
            .order_by(first, by_name.desc() if descending else by_name, staff_account.c.staff_id)
            .limit(limit)
            .offset(offset)
        )

    def count(self, which: PeopleFilter) -> int:
        counted = select(func.count()).select_from(staff_account).where(*_conditions(which))
        return self.connection.execute(counted).scalar_one()

    def get(self, staff_id: UUID) -> Person:
        for person in self._people(_people().where(staff_account.c.staff_id == staff_id)):
            return person
        raise PersonNotFound(staff_id)

    def names(self, staff_ids: Collection[UUID]) -> Mapping[UUID, str]:
        rows = self.connection.execute(
            select(staff_account.c.staff_id, staff_account.c.full_name).where(
                staff_account.c.staff_id.in_(staff_ids)
            )
        )
        return {row.staff_id: row.full_name for row in rows}

    def _people(self, statement: Select[Any]) -> tuple[Person, ...]:
        rows = self.connection.execute(statement).all()
        roles: defaultdict[UUID, set[Role]] = defaultdict(set)
        held = select(staff_role).where(staff_role.c.staff_id.in_([row.staff_id for row in rows]))
        for staff_id, role in self.connection.execute(held):
            roles[staff_id].add(Role(role))
        return tuple(
            Person(
                staff_id=row.staff_id,
                full_name=row.full_name,
                login=row.login,
                roles=frozenset(roles[row.staff_id]),
                state=AccountState(row.state),
                invited_at=row.invited_at,
                second_factor=row.second_factor,
                last_logged_in=row.last_logged_in,
                reset_asked_at=row.reset_asked_at,
                erased_at=row.erased_at,
                revision=row.revision,
            )
            for row in rows
        )


def _people() -> Select[Any]:
    return select(
        staff_account,
        _SECOND_FACTOR.label("second_factor"),
        _LAST_LOGGED_IN.label("last_logged_in"),
    )


def _conditions(which: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    if which.text is not None:
        yield staff_account.c.searched.contains(which.text.casefold(), autoescape=True)
    if which.state is not None:
        yield staff_account.c.state == which.state
    if which.role is not None:
        yield staff_account.c.staff_id.in_(
            select(staff_role.c.staff_id).where(staff_role.c.role == which.role)
        )
