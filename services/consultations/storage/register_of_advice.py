"""The register of advice, out of the tables of cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, select

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
)
from services.consultations.storage.card_rows import session_from
from services.consultations.storage.tables import (
    advice_card,
    adviser,
    card_adviser,
    card_client,
)
from shared.contracts.consultations import ClientKind


@dataclass(frozen=True)
class StoredRegisterOfAdvice:
    """All cards of this node as one list, inside one transaction."""

    connection: Connection
    node: str

    def rows(
        self,
        which: RegisterFilter,
        order: RegisterOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[RegisterRow, ...]:
        columns = self._columns(order)
        page = (
            select(advice_card)
            .where(*_conditions(which))
            .order_by(*(column.desc() if descending else column for column in columns))
            .limit(limit)
            .offset(offset)
        )
        ids = page.with_only_columns(advice_card.c.card_id)
        kinds = self._parts(
            select(card_client.c.card_id, card_client.c.client_kind)
            .where(card_client.c.card_id.in_(ids))
            .order_by(card_client.c.place)
        )
        names = self._parts(
            select(card_adviser.c.card_id, adviser.c.full_name)
            .join_from(card_adviser, adviser)
            .where(card_adviser.c.card_id.in_(ids))
            .order_by(card_adviser.c.place)
        )
        return tuple(
            _row(row, kinds[row.card_id], names[row.card_id])
            for row in self.connection.execute(page)
        )

    def sums(self, which: RegisterFilter) -> RegisterSums:
        row = self.connection.execute(
            select(
                func.count(),
                func.count(case((advice_card.c.counted, 1))),
                func.coalesce(func.sum(case((advice_card.c.counted, advice_card.c.minutes))), 0),
            )
            .select_from(advice_card)
            .where(*_conditions(which))
        ).one()
        return RegisterSums(cards=row[0], counted_cards=row[1], minutes=int(row[2]))

    def _columns(self, order: RegisterOrder) -> tuple[ColumnElement[Any], ...]:
        number = advice_card.c.card_number
        # `<n>/<year>/<node>` has as many characters after the year at every card of a node.
        year = func.substr(number, func.length(number) - len(self.node) - 4, 4)
        by_number = (year, func.length(number), number)
        by_time = (advice_card.c.held_on, advice_card.c.started_at, *by_number)
        return {
            RegisterOrder.HELD_ON: by_time,
            RegisterOrder.CARD_NUMBER: by_number,
            RegisterOrder.MINUTES: (advice_card.c.minutes, *by_time),
        }[order]

    def _parts(self, statement: Select[Any]) -> Mapping[UUID, list[str]]:
        parts: defaultdict[UUID, list[str]] = defaultdict(list)
        for card_id, part in self.connection.execute(statement):
            parts[card_id].append(part)
        return parts


def _conditions(which: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    yield advice_card.c.held_on.between(which.period.first, which.period.last)
    for column, wanted in (
        (advice_card.c.field_of_advice, which.field_of_advice),
        (advice_card.c.form_of_contact, which.form_of_contact),
        (advice_card.c.state, which.state),
    ):
        if wanted is not None:
            yield column == wanted
    if which.adviser_id is not None:
        yield advice_card.c.card_id.in_(
            select(card_adviser.c.card_id).where(card_adviser.c.adviser_id == which.adviser_id)
        )
    if which.client_kind is not None:
        yield advice_card.c.card_id.in_(
            select(card_client.c.card_id).where(card_client.c.client_kind == which.client_kind)
        )


def _row(row: Row[Any], kinds: Iterable[str], names: Iterable[str]) -> RegisterRow:
    return RegisterRow(
        card_id=row.card_id,
        card_number=row.card_number,
        programme=row.programme,
        session=session_from(row),
        field_of_advice=row.field_of_advice,
        form_of_contact=row.form_of_contact,
        client_kinds=tuple(ClientKind(kind) for kind in kinds),
        advisers=tuple(names),
        state=CardState(row.state),
        counted=row.counted,
    )
