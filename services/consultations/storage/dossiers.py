"""Everything kept about a client, gathered from all tables that name one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, Select, select

from services.consultations.domain.dossier import Dossier
from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.referral import ReferralReceipt
from services.consultations.storage.appointments import StoredAppointments
from services.consultations.storage.cards import StoredCards
from services.consultations.storage.clients import StoredClients
from services.consultations.storage.path_tables import (
    follow_up,
    referral,
    referral_receipt,
    support_path,
    support_path_client,
)
from services.consultations.storage.paths import StoredReferrals, StoredSupportPaths
from services.consultations.storage.tables import advice_card, card_client
from services.consultations.storage.working_time_tables import appointment
from shared.contracts.consultations import ClientKind, FollowUpOutcome


@dataclass(frozen=True)
class StoredDossiers:
    """The dossiers of this node's clients, inside one transaction.

    Each record is read by who keeps it: a client has some dozens of them, and not some thousands.
    """

    connection: Connection
    clients: StoredClients
    cards: StoredCards
    appointments: StoredAppointments
    support_paths: StoredSupportPaths
    referrals: StoredReferrals

    def of(self, client_id: UUID) -> Dossier:
        files = self.clients.family(self.clients.kept(client_id).id)
        ids = [file.id for file in files]
        return Dossier(
            files=files,
            cards=tuple(self.cards.get(each) for each in self._ids(_cards(ids))),
            appointments=tuple(
                self.appointments.get(each)
                for each in self._ids(
                    _ids_of(appointment.c.appointment_id, appointment.c.client_id, ids).order_by(
                        appointment.c.requested_on, appointment.c.appointment_id
                    )
                )
            ),
            support_paths=tuple(self.support_paths.get(each) for each in self._ids(_paths(ids))),
            referrals=tuple(
                self.referrals.get(each)
                for each in self._ids(
                    _ids_of(referral.c.referral_id, referral.c.client_id, ids).order_by(
                        referral.c.made_on, referral.c.referral_id
                    )
                )
            ),
            receipts=self._receipts(ids),
            follow_ups=self._follow_ups(ids),
        )

    def _ids(self, statement: Select[UUID]) -> Sequence[UUID]:
        return self.connection.execute(statement).scalars().all()

    def _receipts(self, client_ids: Sequence[UUID]) -> tuple[ReferralReceipt, ...]:
        rows = self.connection.execute(
            select(referral_receipt)
            .where(referral_receipt.c.client_id.in_(client_ids))
            .order_by(referral_receipt.c.received_on, referral_receipt.c.referral_id)
        )
        return tuple(
            ReferralReceipt(
                id=row.referral_id,
                programme=row.programme,
                client_id=row.client_id,
                client_kind=ClientKind(row.client_kind),
                from_node=row.from_node,
                received_on=row.received_on,
                version=row.version,
            )
            for row in rows
        )

    def _follow_ups(self, client_ids: Sequence[UUID]) -> tuple[FollowUp, ...]:
        rows = self.connection.execute(
            select(follow_up)
            .where(follow_up.c.client_id.in_(client_ids))
            .order_by(follow_up.c.recorded_on, follow_up.c.follow_up_id)
        )
        return tuple(
            FollowUp(
                id=row.follow_up_id,
                client_id=row.client_id,
                client_kind=ClientKind(row.client_kind),
                months=row.months,
                due_on=row.due_on,
                recorded_on=row.recorded_on,
                outcome=FollowUpOutcome(row.outcome),
                version=row.version,
            )
            for row in rows
        )


def _ids_of(
    record: Column[UUID], owner: ColumnElement[UUID], client_ids: Sequence[UUID]
) -> Select[UUID]:
    return select(record).where(owner.in_(client_ids))


def _cards(client_ids: Sequence[UUID]) -> Select[UUID]:
    taking = select(card_client.c.card_id).where(card_client.c.client_id.in_(client_ids))
    return (
        select(advice_card.c.card_id)
        .where(advice_card.c.card_id.in_(taking))
        .order_by(advice_card.c.held_on, advice_card.c.started_at, advice_card.c.card_id)
    )


def _paths(client_ids: Sequence[UUID]) -> Select[UUID]:
    taking = support_path_client
    own = select(taking.c.support_path_id).where(taking.c.client_id.in_(client_ids))
    return (
        select(support_path.c.support_path_id)
        .where(support_path.c.support_path_id.in_(own))
        .order_by(support_path.c.opened_on, support_path.c.support_path_id)
    )
