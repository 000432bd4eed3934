"""The register of advice in memory, that keeps what the real one promises (R27)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
)


class Kept(Protocol):
    records: dict[UUID, Any]


@dataclass(frozen=True)
class FakeRegisterOfAdvice:
    cards: Kept
    advisers: Kept

    def rows(
        self,
        which: RegisterFilter,
        order: RegisterOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[RegisterRow, ...]:
        found = sorted(self._found(which), key=lambda card: _key(card, order), reverse=descending)
        last = None if limit is None else offset + limit
        return tuple(self._row(card) for card in found[offset:last])

    def sums(self, which: RegisterFilter) -> RegisterSums:
        found = self._found(which)
        counted = [card for card in found if card.counted]
        return RegisterSums(
            cards=len(found),
            counted_cards=len(counted),
            minutes=sum(card.advice.session.minutes for card in counted),
        )

    def _found(self, which: RegisterFilter) -> list[AdviceCard]:
        return [card for card in self.cards.records.values() if _agrees(card, which)]

    def _row(self, card: AdviceCard) -> RegisterRow:
        advice = card.advice
        return RegisterRow(
            card_id=card.id,
            card_number=card.number,
            programme=card.programme,
            session=advice.session,
            field_of_advice=advice.field_of_advice,
            form_of_contact=advice.form_of_contact,
            client_kinds=tuple(client.client_kind for client in advice.clients),
            advisers=tuple(
                self.advisers.records[each].full_name for each in card.advice.adviser_ids
            ),
            state=card.state,
            counted=card.counted,
        )


def _agrees(card: AdviceCard, which: RegisterFilter) -> bool:
    advice = card.advice
    return (
        advice.session.held_on in which.period
        and which.adviser_id in {None, *advice.adviser_ids}
        and which.field_of_advice in {None, advice.field_of_advice}
        and which.form_of_contact in {None, advice.form_of_contact}
        and which.client_kind in {None, *(client.client_kind for client in advice.clients)}
        and which.state in {None, card.state}
    )


def _key(card: AdviceCard, order: RegisterOrder) -> tuple[object, ...]:
    session = card.advice.session
    number, year, _ = card.number.split("/")
    by_number = (int(year), int(number))
    by_time = (session.held_on, session.started_at, *by_number)
    return {
        RegisterOrder.HELD_ON: by_time,
        RegisterOrder.CARD_NUMBER: by_number,
        RegisterOrder.MINUTES: (session.minutes, *by_time),
    }[order]
