"""Somebody of the staff opens a card, with the names of everybody on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import WholeCardQuery
from services.consultations.application.ports import Records
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.card_steps import CardStep, steps_of
from services.consultations.domain.client import Client
from services.consultations.domain.support_path import SupportPath
from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class WholeCard:
    """A card and what has to be known to show it; clients stand in the card's order.

    `people` are the names of the staff that this service knows: advisers and deputies. `steps` are
    what whoever asked can do next.
    """

    card: AdviceCard
    programme: Programme
    clients: tuple[Client, ...]
    support_path: SupportPath | None
    people: Mapping[UUID, str]
    steps: frozenset[CardStep]
    node: str


def read_whole_card(query: WholeCardQuery, records: Records, now: datetime) -> WholeCard:
    """Raise `CardNotFound`."""
    authorise(query)
    refuse_deputy_out_of_term(query, records, now)
    card = records.cards.get(query.card_id)
    path_id = card.advice.support_path_id
    deputies = {deputy.staff_id: deputy.full_name for deputy in records.deputies.known()}
    advisers = {adviser.id: adviser.full_name for adviser in records.advisers.known()}
    return WholeCard(
        card=card,
        programme=records.programmes.get(card.programme),
        clients=tuple(records.clients.get(each.client_id) for each in card.advice.clients),
        support_path=None if path_id is None else records.support_paths.get(path_id),
        people=deputies | advisers,
        steps=steps_of(card, query.actor.staff_id),
        node=records.node,
    )
