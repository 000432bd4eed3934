"""Support paths, referrals and follow-up in their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, insert, select, text, union_all, update

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.path_refusals import PathNotFound, ReferralNotFound
from services.consultations.domain.referral import Arrival, Referral, ReferralReceipt
from services.consultations.domain.support_path import PathEnd, SupportPath
from services.consultations.storage.inserting import add_record
from services.consultations.storage.path_tables import (
    follow_up,
    referral,
    referral_receipt,
    support_path,
    support_path_client,
)
from services.consultations.storage.tables import advice_card, card_client
from shared.contracts.consultations import ClientKind, PathClient, PathOutcome
from shared.kernel.command import StaleRecord

_NEXT_NUMBER = text(
    "INSERT INTO referral_numbering (year, last_number) VALUES (:year, 1) "
    "ON CONFLICT (year) DO UPDATE SET last_number = referral_numbering.last_number + 1 "
    "RETURNING last_number"
)


@dataclass(frozen=True)
class StoredSupportPaths:
    """The support paths of this node, inside one transaction."""

    connection: Connection

    def add(self, path: SupportPath) -> None:
        add_record(self.connection, support_path, _path_values(path))
        self.connection.execute(
            insert(support_path_client),
            [
                {"support_path_id": path.id, "place": place, **asdict(client)}
                for place, client in enumerate(path.clients)
            ],
        )

    def get(self, support_path_id: UUID) -> SupportPath:
        return self._read(support_path_id, select(support_path))

    def hold(self, support_path_id: UUID) -> SupportPath:
        return self._read(support_path_id, select(support_path).with_for_update(read=True))

    def save(self, path: SupportPath) -> None:
        changed = self.connection.execute(
            update(support_path)
            .where(
                support_path.c.support_path_id == path.id,
                support_path.c.version == path.version - 1,
            )
            .values(**_path_values(path))
        )
        if changed.rowcount != 1:
            raise StaleRecord(str(path.id))

    def open_of(self, client_ids: Sequence[UUID]) -> tuple[SupportPath, ...]:
        of_clients = select(support_path_client.c.support_path_id).where(
            support_path_client.c.client_id.in_(client_ids)
        )
        rows = self.connection.execute(
            select(support_path.c.support_path_id)
            .where(
                support_path.c.support_path_id.in_(of_clients), support_path.c.closed_on.is_(None)
            )
            .order_by(support_path.c.opened_on, support_path.c.support_path_id)
        )
        return tuple(self.get(path_id) for path_id in rows.scalars().all())

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        taking = support_path_client
        forgotten = tuple(
            self.connection.execute(
                select(taking.c.support_path_id)
                .where(taking.c.client_id.in_(client_ids))
                .distinct()
                .order_by(taking.c.support_path_id)
            ).scalars()
        )
        self.connection.execute(
            update(support_path).where(support_path.c.support_path_id.in_(forgotten)).values(aim="")
        )
        return forgotten

    def _read(self, support_path_id: UUID, statement: Select[Any]) -> SupportPath:
        row = self.connection.execute(
            statement.where(support_path.c.support_path_id == support_path_id)
        ).one_or_none()
        if row is None:
            raise PathNotFound(support_path_id)
        clients = self.connection.execute(
            select(support_path_client)
            .where(support_path_client.c.support_path_id == support_path_id)
            .order_by(support_path_client.c.place)
        )
        return SupportPath(
            id=row.support_path_id,
            aim=row.aim,
            clients=tuple(
                PathClient(client_id=each.client_id, client_kind=ClientKind(each.client_kind))
                for each in clients
            ),
            opened_on=row.opened_on,
            end=None
            if row.closed_on is None
            else PathEnd(closed_on=row.closed_on, outcome=PathOutcome(row.outcome)),
            version=row.version,
        )


@dataclass(frozen=True)
class StoredReferrals:
    """Whom this node sent on and took in, inside one transaction."""

    connection: Connection
    node: str

    def next_number(self, year: int) -> str:
        """Return `SK/<n>/<year>/<node>`: a slip's number is not taken for a card's."""
        number = self.connection.execute(_NEXT_NUMBER, {"year": year}).scalar_one()
        return f"SK/{number}/{year}/{self.node}"

    def add(self, made: Referral) -> None:
        add_record(self.connection, referral, _referral_values(made))

    def get(self, referral_id: UUID) -> Referral:
        row = self.connection.execute(
            select(referral).where(referral.c.referral_id == referral_id)
        ).one_or_none()
        if row is None:
            raise ReferralNotFound(referral_id)
        return Referral(
            id=row.referral_id,
            number=row.referral_number,
            programme=row.programme,
            client_id=row.client_id,
            client_kind=ClientKind(row.client_kind),
            field_of_advice=row.field_of_advice,
            to_node=row.to_node,
            made_on=row.made_on,
            arrival=None
            if row.received_by is None
            else Arrival(received_by=row.received_by, received_on=row.received_on),
            version=row.version,
        )

    def save(self, changed: Referral) -> None:
        saved = self.connection.execute(
            update(referral)
            .where(referral.c.referral_id == changed.id, referral.c.version == changed.version - 1)
            .values(**_referral_values(changed))
        )
        if saved.rowcount != 1:
            raise StaleRecord(changed.number)

    def add_receipt(self, receipt: ReferralReceipt) -> None:
        values = vars(receipt) | {"referral_id": receipt.id}
        add_record(self.connection, referral_receipt, _columns(referral_receipt.c.keys(), values))


@dataclass(frozen=True)
class StoredFollowUps:
    """What came of the advice, inside one transaction."""

    connection: Connection

    def ends(self) -> Mapping[UUID, date]:
        held = (
            select(card_client.c.client_id, advice_card.c.held_on.label("day"))
            .join_from(card_client, advice_card)
            .where(advice_card.c.state == CardState.APPROVED, advice_card.c.counted)
        )
        closed = (
            select(support_path_client.c.client_id, support_path.c.closed_on)
            .join_from(support_path_client, support_path)
            .where(support_path.c.closed_on.is_not(None))
        )
        either = union_all(held, closed).subquery()
        rows = self.connection.execute(
            select(either.c.client_id, func.max(either.c.day).label("last")).group_by(
                either.c.client_id
            )
        )
        return {row.client_id: row.last for row in rows}

    def recorded(self) -> frozenset[tuple[UUID, int, date]]:
        rows = self.connection.execute(
            select(follow_up.c.client_id, follow_up.c.months, follow_up.c.due_on)
        )
        return frozenset((row.client_id, row.months, row.due_on) for row in rows)

    def add(self, answer: FollowUp) -> None:
        values = vars(answer) | {"follow_up_id": answer.id}
        add_record(self.connection, follow_up, _columns(follow_up.c.keys(), values))


def _path_values(path: SupportPath) -> dict[str, Any]:
    return {
        "support_path_id": path.id,
        "version": path.version,
        "aim": path.aim,
        "opened_on": path.opened_on,
        "closed_on": path.end and path.end.closed_on,
        "outcome": path.end and path.end.outcome,
    }


def _referral_values(made: Referral) -> dict[str, Any]:
    values = vars(made) | {
        "referral_id": made.id,
        "referral_number": made.number,
        "received_by": made.arrival and made.arrival.received_by,
        "received_on": made.arrival and made.arrival.received_on,
    }
    return _columns(referral.c.keys(), values)


def _columns(names: Sequence[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the columns hold; a record's fields are called as they are."""
    return {name: values[name] for name in names}
