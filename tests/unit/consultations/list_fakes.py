"""Lists, dossiers and views in memory, that keep what the real ones promise (R27)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services.consultations.domain.appointment import Appointment
from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from services.consultations.domain.client import Client
from services.consultations.domain.client_list import (
    ClientFilter,
    ClientOrder,
    ClientRow,
    found_by,
    looked_for,
)
from services.consultations.domain.client_view import ClientView
from services.consultations.domain.dossier import Dossier
from services.consultations.domain.refusals import ClientNotFound
from shared.kernel.clock import business_day
from shared.kernel.polish import collation_key

if TYPE_CHECKING:
    from tests.unit.consultations.fakes import FakeWork


@dataclass(frozen=True)
class FakeClientList:
    files: Mapping[UUID, Client]

    def rows(
        self,
        which: ClientFilter,
        order: ClientOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[ClientRow, ...]:
        found = sorted(self._found(which), key=lambda file: _key(file, order), reverse=descending)
        last = None if limit is None else offset + limit
        return tuple(_client_row(file) for file in found[offset:last])

    def count(self, which: ClientFilter) -> int:
        return len(self._found(which))

    def _found(self, which: ClientFilter) -> list[Client]:
        return [file for file in self.files.values() if _agrees(file, which)]


def _agrees(file: Client, which: ClientFilter) -> bool:
    return (
        all(part in found_by(file.details) for part in looked_for(which.words))
        and which.kind in {None, file.kind}
        and (which.registered_from or date.min) <= file.registered_on
        and file.registered_on <= (which.registered_to or date.max)
        and (which.with_merged or file.merge is None)
        and (which.with_erased or file.erasure is None)
    )


def _key(file: Client, order: ClientOrder) -> tuple[object, ...]:
    by_name = (collation_key(file.details.name), file.id)
    return by_name if order is ClientOrder.NAME else (file.registered_on, *by_name)


def _client_row(file: Client) -> ClientRow:
    return ClientRow(
        client_id=file.id,
        kind=file.kind,
        name=file.details.name,
        email=file.details.email,
        phone=file.details.phone,
        nip=file.details.nip,
        krs=file.details.krs,
        registered_on=file.registered_on,
        merged_into=file.merge.into_client_id if file.merge else None,
        erased_on=file.erasure.erased_on if file.erasure else None,
    )


@dataclass(frozen=True)
class FakeAppointmentList:
    appointments: Mapping[UUID, Appointment]
    clients: Mapping[UUID, Any]
    advisers: Mapping[UUID, Any]

    def rows(
        self,
        which: AppointmentFilter,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[AppointmentRow, ...]:
        found = sorted(self._found(which), key=_place, reverse=descending)
        return tuple(found[offset : None if limit is None else offset + limit])

    def count(self, which: AppointmentFilter) -> int:
        return len(self._found(which))

    def _found(self, which: AppointmentFilter) -> list[AppointmentRow]:
        rows = [self._row(appointment) for appointment in self.appointments.values()]
        return [
            row
            for row in rows
            if (which.period is None or row.day in which.period)
            and which.adviser_id in {None, row.adviser_id}
            and which.state in {None, row.state}
            and (which.client_ids is None or row.client_id in which.client_ids)
        ]

    def _row(self, appointment: Appointment) -> AppointmentRow:
        agreement, asked = appointment.agreement, appointment.asked
        return AppointmentRow(
            appointment_id=appointment.id,
            state=appointment.state,
            programme=appointment.programme,
            requested_on=appointment.requested_on,
            session=agreement.session if agreement else None,
            outside_hours=bool(agreement and agreement.outside_hours),
            client_id=asked.client_id,
            client_kind=asked.client_kind,
            client_name=self.clients[asked.client_id].details.name,
            adviser_id=agreement.adviser_id if agreement else None,
            adviser=self.advisers[agreement.adviser_id].full_name if agreement else None,
            field_of_advice=asked.field_of_advice,
            form_of_contact=asked.form_of_contact,
        )


def _place(row: AppointmentRow) -> tuple[object, ...]:
    agreed = row.session and row.session.started_at
    return row.day, row.session is not None, agreed, row.appointment_id


@dataclass(frozen=True)
class FakeDossiers:
    work: FakeWork

    def of(self, client_id: UUID) -> Dossier:
        work = self.work
        files = work.clients.family(work.clients.kept(client_id).id)
        ids = {file.id for file in files}
        return Dossier(
            files=files,
            cards=_in_order(
                (
                    card
                    for card in work.cards.records.values()
                    if not ids.isdisjoint(client.client_id for client in card.advice.clients)
                ),
                lambda card: (card.advice.session.held_on, card.advice.session.started_at),
            ),
            appointments=_in_order(
                (each for each in work.appointments.kept.values() if each.asked.client_id in ids),
                lambda appointment: appointment.requested_on,
            ),
            support_paths=_in_order(
                (
                    path
                    for path in work.support_paths.records.values()
                    if not ids.isdisjoint(client.client_id for client in path.clients)
                ),
                lambda path: path.opened_on,
            ),
            referrals=_of(ids, work.referrals.records.values(), lambda made: made.made_on),
            receipts=_of(
                ids, work.referrals.receipts.records.values(), lambda receipt: receipt.received_on
            ),
            follow_ups=_of(
                ids, work.follow_ups.records.values(), lambda answer: answer.recorded_on
            ),
        )


def _of(ids: set[UUID], records: Iterable[Any], day: Any) -> tuple[Any, ...]:
    return _in_order((record for record in records if record.client_id in ids), day)


def _in_order(records: Iterable[Any], day: Any) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: (day(record), record.id)))


@dataclass
class FakeViews:
    files: Mapping[UUID, Any]
    kept: list[ClientView] = field(default_factory=list)

    def add(self, views: Sequence[ClientView]) -> None:
        for view in views:
            if view.client_id not in self.files:
                raise ClientNotFound(view.client_id)
        self.kept.extend(views)

    def of(self, client_ids: Sequence[UUID]) -> tuple[ClientView, ...]:
        found = [view for view in reversed(self.kept) if view.client_id in client_ids]
        return tuple(sorted(found, key=lambda view: view.viewed_at, reverse=True))

    def forget_before(self, day: date) -> None:
        self.kept = [view for view in self.kept if business_day(view.viewed_at) >= day]
