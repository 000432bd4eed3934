"""Any order of commands about some cards, against a model that knows only the rules' words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from itertools import combinations
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_card import change_card
from services.consultations.application.commands import AdviceAsTold
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.draft_card import draft_card
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.domain.refusals import ConsultationsError
from shared.contracts.consultations import AdviceCardDrafted
from shared.kernel.command import Actor, Command, Role
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    NOW,
    PROGRAMME,
    an_actor,
    to_annul,
    to_approve,
    to_change,
    to_confirm,
    to_correct,
    to_draft,
    to_register_adviser,
    to_register_client,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork

CARDS = [UUID(int=number) for number in (41, 42, 43)]
ADVISERS = [ADVISER_ID, COLLEAGUE_ID]
DECIDERS = [COORDINATOR_ID, *ADVISERS]
CommandT = TypeVar("CommandT", bound=Command)

cards = st.sampled_from(CARDS)
writers = st.sampled_from(ADVISERS).map(lambda person: an_actor(person, Role.ADVISER))
deciders = st.sampled_from(DECIDERS).map(lambda person: an_actor(person, Role.COORDINATOR))


@st.composite
def sessions(draw: st.DrawFn) -> AdviceAsTold:
    start, hours = draw(st.integers(8, 11)), draw(st.integers(1, 2))
    people = draw(st.sampled_from([(ADVISER_ID,), (COLLEAGUE_ID,), tuple(ADVISERS)]))
    return told(started_at=time(start), ended_at=time(start + hours), adviser_ids=people)


@dataclass
class Model:
    """One card as the rules see it."""

    advice: AdviceAsTold
    state: str = "drafted"
    counted: bool = True
    confirmed: bool = False
    told: int = 1

    @property
    def hours(self) -> set[tuple[UUID, int]]:
        taken = range(self.advice.started_at.hour, self.advice.ended_at.hour)
        return {(person, hour) for person in self.advice.adviser_ids for hour in taken}


class CardLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.work = FakeWork()
        self.models: dict[UUID, Model] = {}

    @initialize()
    def open_the_node(self) -> None:
        accept_programme(PROGRAMME, self.work)
        for adviser_id in ADVISERS:
            register_adviser(to_register_adviser(adviser_id=adviser_id), self.work, NOW)
        register_client(to_register_client(), self.work, NOW)
        self.work.journal.published.clear()

    @rule(card=cards, advice=sessions(), actor=writers)
    def draft(self, card: UUID, advice: AdviceAsTold, actor: Actor) -> None:
        allowed = (
            card not in self.models
            and actor.staff_id in advice.adviser_ids
            and self._is_free(card, advice)
        )
        if self._tried(draft_card, to_draft(card, advice=advice, actor=actor), allowed=allowed):
            self.models[card] = Model(advice)

    @rule(card=cards, advice=sessions(), actor=writers)
    def change(self, card: UUID, advice: AdviceAsTold, actor: Actor) -> None:
        model = self.models.get(card)
        allowed = (
            model is not None
            and model.state in {"drafted", "returned"}
            and actor.staff_id in model.advice.adviser_ids
            and actor.staff_id in advice.adviser_ids
            and self._is_free(card, advice)
        )
        if self._tried(change_card, to_change(card, advice=advice, actor=actor), allowed=allowed):
            self._became(card, advice=advice)

    @rule(card=cards, actor=writers)
    def sign(self, card: UUID, actor: Actor) -> None:
        model = self.models.get(card)
        allowed = (
            model is not None
            and model.state in {"drafted", "returned"}
            and actor.staff_id in model.advice.adviser_ids
        )
        if self._tried(sign_card, to_sign(card, actor=actor), allowed=allowed):
            self._became(card, state="documented")

    @rule(card=cards, actor=deciders)
    def give_back(self, card: UUID, actor: Actor) -> None:
        allowed = self._may_decide(card, actor)
        if self._tried(return_card, to_return(card, actor=actor), allowed=allowed):
            self._became(card, state="returned")

    @rule(card=cards, actor=deciders)
    def approve(self, card: UUID, actor: Actor) -> None:
        allowed = self._may_decide(card, actor)
        if self._tried(approve_card, to_approve(card, actor=actor), allowed=allowed):
            self._became(card, state="approved")

    @rule(card=cards, advice=sessions(), actor=deciders)
    def correct(self, card: UUID, advice: AdviceAsTold, actor: Actor) -> None:
        allowed = self._may_correct(card, advice, actor) and self._is_free(card, advice)
        command = to_correct(card, advice=advice, actor=actor)
        if self._tried(correct_card, command, allowed=allowed):
            self._became(card, advice=advice, counted=True)

    @rule(card=cards, advice=sessions(), actor=deciders)
    def annul(self, card: UUID, advice: AdviceAsTold, actor: Actor) -> None:
        allowed = self._may_correct(card, advice, actor)
        command = to_annul(card, advice=advice, actor=actor)
        if self._tried(correct_card, command, allowed=allowed):
            self._became(card, advice=advice, counted=False)

    @rule(card=cards)
    def confirm(self, card: UUID) -> None:
        model = self.models.get(card)
        allowed = (
            model is not None and model.state in {"documented", "approved"} and not model.confirmed
        )
        if self._tried(confirm_advice, to_confirm(card), allowed=allowed):
            self._became(card, confirmed=True)

    @invariant()
    def no_adviser_is_at_two_places(self) -> None:
        counted = [model for model in self.models.values() if model.counted]

        assert not any(one.hours & other.hours for one, other in combinations(counted, 2))

    @invariant()
    def cards_are_as_the_model_says(self) -> None:
        for card_id, model in self.models.items():
            card = self.work.cards.get(card_id)
            assert (card.state, card.counted) == (model.state, model.counted)
            assert (card.advice.adviser_ids, card.version) == (model.advice.adviser_ids, model.told)
            assert [entry.number for entry in card.corrections] == [
                number + 1 for number in range(len(card.corrections))
            ]

    @invariant()
    def domain_events_of_a_card_are_numbered_without_gaps(self) -> None:
        for card_id, model in self.models.items():
            events = [
                event
                for event in self.work.journal.events
                if getattr(event, "card_id", None) == card_id
            ]
            assert [event.subject_version for event in events] == list(range(1, model.told + 1))
            assert isinstance(events[0], AdviceCardDrafted)

    def _tried(
        self,
        use_case: Callable[[CommandT, UnitOfWork, Any], object],
        command: CommandT,
        *,
        allowed: bool,
    ) -> bool:
        """Carry the command out; it must be refused exactly if the model does not allow it."""
        published = len(self.work.journal.published)
        try:
            use_case(command, self.work, NOW)
        except ConsultationsError:
            assert not allowed
            assert len(self.work.journal.published) == published
            return False
        assert allowed
        return True

    def _became(self, card: UUID, **values: object) -> None:
        model = self.models[card]
        model.told += 1
        for name, value in values.items():
            setattr(model, name, value)

    def _is_free(self, card: UUID, advice: AdviceAsTold) -> bool:
        wanted = Model(advice).hours
        others = (model for other, model in self.models.items() if other != card)
        return not any(model.counted and model.hours & wanted for model in others)

    def _may_decide(self, card: UUID, actor: Actor) -> bool:
        model = self.models.get(card)
        return (
            model is not None
            and model.state == "documented"
            and actor.staff_id not in model.advice.adviser_ids
        )

    def _may_correct(self, card: UUID, advice: AdviceAsTold, actor: Actor) -> bool:
        model = self.models.get(card)
        return (
            model is not None
            and model.state == "approved"
            and actor.staff_id not in {*model.advice.adviser_ids, *advice.adviser_ids}
        )


CardLife.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
TestCardLife = CardLife.TestCase
