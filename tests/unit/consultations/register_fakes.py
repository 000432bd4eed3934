"""The register of advice in memory, that keeps what the real one promises (R27)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from services.consultations.domain.advice_card import AdviceCard, CardState
from services.consultations.domain.client_list import found_by, looked_for
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
    is_late,
    places_of_advisers,
    places_of_fields,
)
from shared.contracts.programme import Programme


class Kept(Protocol):
    records: dict[UUID, Any]


class KeptProgrammes(Protocol):
    def known(self) -> tuple[Programme, ...]: ...


@dataclass(frozen=True)
class FakeRegisterOfAdvice:
    cards: Kept
    advisers: Kept
    clients: Kept
    programmes: KeptProgrammes

    def rows(
        self,
        which: RegisterFilter,
        order: RegisterOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[RegisterRow, ...]:
        found = sorted(
            self._found(which), key=lambda card: self._key(card, order), reverse=descending
        )
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
        return [card for card in self.cards.records.values() if self._agrees(card, which)]

    def _row(self, card: AdviceCard) -> RegisterRow:
        advice = card.advice
        return RegisterRow(
            card_id=card.id,
            card_number=card.number,
            programme=card.programme,
            session=advice.session,
            field_of_advice=advice.field_of_advice,
            form_of_contact=advice.form_of_contact,
            client_ids=tuple(client.client_id for client in advice.clients),
            client_kinds=tuple(client.client_kind for client in advice.clients),
            client_names=self._names(card),
            advisers=tuple(
                self.advisers.records[each].full_name for each in card.advice.adviser_ids
            ),
            state=card.state,
            counted=card.counted,
        )

    def _names(self, card: AdviceCard) -> tuple[str, ...]:
        return tuple(
            self.clients.records[each.client_id].details.name for each in card.advice.clients
        )

    def _agrees(self, card: AdviceCard, which: RegisterFilter) -> bool:
        advice = card.advice
        held_on, words = advice.session.held_on, looked_for(which.client_words)
        return (
            (which.period is None or held_on in which.period)
            and which.adviser_id in {None, *advice.adviser_ids}
            and card.number.startswith(which.number_begins)
            and which.not_adviser_id not in advice.adviser_ids
            and which.field_of_advice in {None, advice.field_of_advice}
            and which.form_of_contact in {None, advice.form_of_contact}
            and which.client_kind in {None, *(client.client_kind for client in advice.clients)}
            and any(
                all(
                    word in found_by(self.clients.records[each.client_id].details) for word in words
                )
                for each in advice.clients
            )
            and (not which.states or card.state in which.states)
            and (which.late_on is None or is_late(card.state, held_on, which.late_on))
        )

    def _key(self, card: AdviceCard, order: RegisterOrder) -> tuple[object, ...]:
        session, field = card.advice.session, card.advice.field_of_advice
        number, year, _ = card.number.split("/")
        by_number = (int(year), int(number))
        by_time = (session.held_on, session.started_at, *by_number)
        fields = places_of_fields(self.programmes.known())
        advisers = places_of_advisers(self.advisers.records.values())
        return {
            RegisterOrder.HELD_ON: by_time,
            RegisterOrder.CARD_NUMBER: by_number,
            RegisterOrder.MINUTES: (session.minutes, *by_time),
            RegisterOrder.FIELD_OF_ADVICE: (fields.get(field, len(fields)), field, *by_time),
            RegisterOrder.ADVISER: (advisers[card.advice.adviser_ids[0]], *by_time),
            RegisterOrder.STATE: (list(CardState).index(card.state), *by_time),
        }[order]
