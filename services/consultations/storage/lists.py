"""Clients and appointments as lists, out of their tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from services.consultations.domain.client_list import (
    ClientFilter,
    ClientOrder,
    ClientRow,
    looked_for,
)
from services.consultations.domain.session import Session
from services.consultations.storage.tables import adviser, client
from services.consultations.storage.working_time_tables import appointment
from shared.contracts.consultations import ClientKind

_DAY = func.coalesce(appointment.c.held_on, appointment.c.requested_on)
_BY_NAME = (client.c.name_key, client.c.client_id)
_ORDERS = {
    ClientOrder.NAME: _BY_NAME,
    ClientOrder.REGISTERED_ON: (client.c.registered_on, *_BY_NAME),
}


@dataclass(frozen=True)
class StoredClientList:
    """All files of this node as one list, inside one transaction.

    Names are sorted by a key that is kept beside them: neither database knows the Polish order by
    itself, and 20,000 names are too many to be sorted anew for every page.
    """

    connection: Connection

    def rows(
        self,
        which: ClientFilter,
        order: ClientOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[ClientRow, ...]:
        found = self.connection.execute(
            select(client)
            .where(*_of_clients(which))
            .order_by(*(each.desc() if descending else each for each in _ORDERS[order]))
            .limit(limit)
            .offset(offset)
        )
        return tuple(
            ClientRow(
                client_id=row.client_id,
                kind=ClientKind(row.client_kind),
                name=row.name,
                email=row.email,
                phone=row.phone,
                nip=row.nip,
                krs=row.krs,
                registered_on=row.registered_on,
                merged_into=row.merged_into,
                erased_on=row.erased_on,
            )
            for row in found
        )

    def count(self, which: ClientFilter) -> int:
        return self.connection.execute(
            select(func.count()).select_from(client).where(*_of_clients(which))
        ).scalar_one()


@dataclass(frozen=True)
class StoredAppointmentList:
    """All appointments of this node as one list, inside one transaction."""

    connection: Connection

    def rows(
        self,
        which: AppointmentFilter,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[AppointmentRow, ...]:
        # Each database has its own place for what is not there, so wishes are put first by name.
        agreed = appointment.c.held_on.is_not(None)
        order = (_DAY, agreed, appointment.c.started_at, appointment.c.appointment_id)
        found = self.connection.execute(
            select(appointment, client.c.name, adviser.c.full_name)
            .join_from(appointment, client)
            .outerjoin(adviser, appointment.c.adviser_id == adviser.c.adviser_id)
            .where(*_of_appointments(which))
            .order_by(*(each.desc() if descending else each for each in order))
            .limit(limit)
            .offset(offset)
        )
        return tuple(_appointment_row(row) for row in found)

    def count(self, which: AppointmentFilter) -> int:
        return self.connection.execute(
            select(func.count()).select_from(appointment).where(*_of_appointments(which))
        ).scalar_one()


def _of_clients(which: ClientFilter) -> Iterable[ColumnElement[bool]]:
    for part in looked_for(which.words):
        yield client.c.found_by.contains(part)
    if which.kind is not None:
        yield client.c.client_kind == which.kind
    if which.registered_from is not None:
        yield client.c.registered_on >= which.registered_from
    if which.registered_to is not None:
        yield client.c.registered_on <= which.registered_to
    if not which.with_merged:
        yield client.c.merged_into.is_(None)
    if not which.with_erased:
        yield client.c.erased_on.is_(None)


def _of_appointments(which: AppointmentFilter) -> Iterable[ColumnElement[bool]]:
    if which.period is not None:
        yield _DAY.between(which.period.first, which.period.last)
    if which.adviser_id is not None:
        yield appointment.c.adviser_id == which.adviser_id
    if which.state is not None:
        yield appointment.c.state == which.state
    if which.client_ids is not None:
        yield appointment.c.client_id.in_(sorted(which.client_ids))


def _appointment_row(row: Row[Any]) -> AppointmentRow:
    agreed = row.held_on is not None
    return AppointmentRow(
        appointment_id=row.appointment_id,
        state=AppointmentState(row.state),
        programme=row.programme,
        requested_on=row.requested_on,
        session=Session(held_on=row.held_on, started_at=row.started_at, ended_at=row.ended_at)
        if agreed
        else None,
        outside_hours=bool(row.outside_hours),
        client_id=row.client_id,
        client_kind=ClientKind(row.client_kind),
        client_name=row.name,
        adviser_id=row.adviser_id,
        adviser=row.full_name,
        field_of_advice=row.field_of_advice,
        form_of_contact=row.form_of_contact,
    )
