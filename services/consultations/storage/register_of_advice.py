"""The register of advice, out of the tables of cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, case, exists, func, literal, select

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.client_list import looked_for
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
    held_before_to_be_late,
    places_of_advisers,
    places_of_fields,
)
from services.consultations.storage.card_rows import session_from
from services.consultations.storage.people import StoredAdvisers
from services.consultations.storage.programmes import StoredProgrammes
from services.consultations.storage.tables import (
    advice_card,
    adviser,
    card_adviser,
    card_client,
    client,
)
from shared.contracts.consultations import ClientKind

_SHOWN: tuple[ColumnElement[Any], ...] = (
    advice_card.c.card_id,
    advice_card.c.card_number,
    advice_card.c.programme,
    advice_card.c.state,
    advice_card.c.counted,
    advice_card.c.held_on,
    advice_card.c.started_at,
    advice_card.c.ended_at,
    advice_card.c.field_of_advice,
    advice_card.c.form_of_contact,
)
"""What a row says; the texts beside it would have to be sorted along."""


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
        page = self.connection.execute(
            select(*_SHOWN)
            .where(*_conditions(which))
            .order_by(*(column.desc() if descending else column for column in columns))
            .limit(limit)
            .offset(offset)
        ).all()
        # A page is short enough to be named card by card; a whole register may not be.
        ids: Any = select(advice_card.c.card_id).where(*_conditions(which))
        if limit is not None:
            ids = [row.card_id for row in page]
        clients = self._parts(
            select(
                card_client.c.card_id, client.c.client_id, card_client.c.client_kind, client.c.name
            )
            .join_from(card_client, client)
            .where(card_client.c.card_id.in_(ids))
            .order_by(card_client.c.place)
        )
        advisers = self._parts(
            select(card_adviser.c.card_id, adviser.c.full_name)
            .join_from(card_adviser, adviser)
            .where(card_adviser.c.card_id.in_(ids))
            .order_by(card_adviser.c.place)
        )
        return tuple(_row(row, clients[row.card_id], advisers[row.card_id]) for row in page)

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
        match order:
            case RegisterOrder.HELD_ON:
                return by_time
            case RegisterOrder.CARD_NUMBER:
                return by_number
            case RegisterOrder.MINUTES:
                return (advice_card.c.minutes, *by_time)
            case RegisterOrder.FIELD_OF_ADVICE:
                field = advice_card.c.field_of_advice
                places = places_of_fields(StoredProgrammes(self.connection).known())
                return (_place(field, places), field, *by_time)
            case RegisterOrder.ADVISER:
                return (self._place_of_first_adviser(), *by_time)
            case _:  # by their states
                states = {state: place for place, state in enumerate(CardState)}
                return (_place(advice_card.c.state, states), *by_time)

    def _place_of_first_adviser(self) -> ColumnElement[Any]:
        places = places_of_advisers(StoredAdvisers(self.connection).known())
        return (
            select(_place(card_adviser.c.adviser_id, places))
            .where(card_adviser.c.card_id == advice_card.c.card_id, card_adviser.c.place == 0)
            .scalar_subquery()
        )

    def _parts(self, statement: Select[Any]) -> Mapping[UUID, list[Sequence[Any]]]:
        parts: defaultdict[UUID, list[Sequence[Any]]] = defaultdict(list)
        for card_id, *part in self.connection.execute(statement):
            parts[card_id].append(part)
        return parts


def _place(column: ColumnElement[Any], places: Mapping[Any, int]) -> ColumnElement[int]:
    """Return where a value stands; one that has no place stands after all others."""
    return case(places, value=column, else_=len(places)) if places else literal(0)


def _conditions(which: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    if which.period is not None:
        yield advice_card.c.held_on.between(which.period.first, which.period.last)
    if which.states:
        yield advice_card.c.state.in_(sorted(which.states))
    if which.late_on is not None:
        yield advice_card.c.state != CardState.APPROVED
        yield advice_card.c.held_on < held_before_to_be_late(which.late_on)
    if which.field_of_advice is not None:
        yield advice_card.c.field_of_advice == which.field_of_advice
    if which.form_of_contact is not None:
        yield advice_card.c.form_of_contact == which.form_of_contact
    if which.adviser_id is not None:
        yield _is_on_card(which.adviser_id)
    if which.not_adviser_id is not None:
        yield ~_is_on_card(which.not_adviser_id)
    if which.number_begins:
        yield advice_card.c.card_number.startswith(which.number_begins, autoescape=True)
    yield from _conditions_of_clients(which)


def _conditions_of_clients(which: RegisterFilter) -> Iterable[ColumnElement[bool]]:
    of_clients = select(card_client.c.card_id)
    if which.client_kind is not None:
        yield advice_card.c.card_id.in_(
            of_clients.where(card_client.c.client_kind == which.client_kind)
        )
    words = looked_for(which.client_words)
    if words:
        found = (client.c.found_by.contains(word) for word in words)
        yield advice_card.c.card_id.in_(of_clients.join(client).where(*found))


def _is_on_card(adviser_id: UUID) -> ColumnElement[bool]:
    return exists().where(
        card_adviser.c.card_id == advice_card.c.card_id, card_adviser.c.adviser_id == adviser_id
    )


def _row(
    row: Row[Any], clients: Sequence[Sequence[Any]], advisers: Sequence[Sequence[Any]]
) -> RegisterRow:
    return RegisterRow(
        card_id=row.card_id,
        card_number=row.card_number,
        programme=row.programme,
        session=session_from(row),
        field_of_advice=row.field_of_advice,
        form_of_contact=row.form_of_contact,
        client_ids=tuple(client_id for client_id, _, _ in clients),
        client_kinds=tuple(ClientKind(kind) for _, kind, _ in clients),
        client_names=tuple(name for _, _, name in clients),
        advisers=tuple(name for (name,) in advisers),
        state=CardState(row.state),
        counted=row.counted,
    )
