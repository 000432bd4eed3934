"""The sessions of advice at one node: when, who with whom, about what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from services.node.season.people import drawn
from services.node.season.working_days import QUARTER, Diary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from random import Random

    from services.node.season.people import People, PlannedClient, StaffMember
    from services.node.season.season import Conversation, NodeVolumes, Season
    from services.node.season.working_days import Slot, WorkingDays


@dataclass(frozen=True, kw_only=True)
class AdviceSession:
    """One session of advice, as its card describes it."""

    slot: Slot
    field_of_advice: str
    form_of_contact: str
    advisers: tuple[StaffMember, ...]
    clients: tuple[PlannedClient, ...]
    conversation: Conversation

    def counted_members(self) -> dict[str, Any]:
        """Return what a request says about all that a card counts for."""
        return {
            **self.slot.members(),
            "field_of_advice": self.field_of_advice,
            "form_of_contact": self.form_of_contact,
            "client_ids": [str(client.id) for client in self.clients],
            "adviser_ids": [str(adviser.id) for adviser in self.advisers],
        }

    def text_members(self) -> dict[str, Any]:
        """Return what a request says in words."""
        present = {client.contact_person for client in self.clients} - {
            client.name for client in self.clients
        }
        return {
            "subject": self.conversation.subject,
            "advice_given": self.conversation.advice_given,
            "agreed_steps": self.conversation.agreed_steps,
            "persons_present": ", ".join(sorted(present)),
        }

    def without_agreed_steps(self) -> AdviceSession:
        """Return the session as it looks on a card that is not complete."""
        return replace(self, conversation=replace(self.conversation, agreed_steps=""))

    def with_wrong_time(self) -> AdviceSession:
        """Return the session ending a quarter too early, where its adviser is free for sure."""
        return replace(self, slot=self.slot.cut(QUARTER))

    def with_wrong_field(self, season: Season) -> AdviceSession:
        """Return the session with the field of advice that follows in the season."""
        fields = list(season.conversations)
        following = (fields.index(self.field_of_advice) + 1) % len(fields)
        return replace(self, field_of_advice=fields[following])

    def with_wrong_client(self, client: PlannedClient) -> AdviceSession:
        """Return the session with somebody else in the first client's place."""
        return replace(self, clients=(client, *self.clients[1:]))


def hold_sessions(
    season: Season, volumes: NodeVolumes, people: People, days: WorkingDays, random: Random
) -> tuple[AdviceSession, ...]:
    """Return the sessions of one node in the order of time."""
    diary = Diary(season.opens, season.closes)
    months = [month for month, cards in volumes.cards.items() for _ in range(cards)]
    numbers = range(len(months))
    with_two_clients = set(random.sample(numbers, volumes.two_clients))
    with_two_advisers = set(random.sample(numbers, volumes.two_advisers))
    held = (
        _hold(
            season,
            people,
            diary,
            days.in_month(month),
            random,
            clients=2 if number in with_two_clients else 1,
            advisers=2 if number in with_two_advisers else 1,
        )
        for number, month in enumerate(months)
    )
    # Two advisers may begin at the same minute: the sort is stable, so the order stays the plan's.
    return tuple(sorted(held, key=lambda session: session.slot))


def _hold(  # noqa: PLR0913 - who, when, and how many
    season: Season,
    people: People,
    diary: Diary,
    days: tuple[date, ...],
    random: Random,
    *,
    clients: int,
    advisers: int,
) -> AdviceSession:
    form = drawn(random, season.forms_of_contact)
    giving = tuple(random.sample(people.advisers, advisers))
    minutes = random.choice(season.minutes[form])
    slot = diary.book(random, (adviser.id for adviser in giving), days, minutes)
    first = _draw_client(season, people, slot.day, random)
    taking = (first, *_others(people, first, slot.day, random, count=clients - 1))
    field = drawn(random, season.fields_of_advice[first.kind])
    return AdviceSession(
        slot=slot,
        field_of_advice=field,
        form_of_contact=form,
        advisers=giving,
        clients=taking,
        conversation=random.choice(season.conversations[field]),
    )


def _draw_client(season: Season, people: People, day: date, random: Random) -> PlannedClient:
    kind = drawn(random, season.client_kinds)
    coming = [each for each in people.clients if each.kind == kind and each.may_come(day)]
    return random.choice(coming)


def _others(
    people: People, first: PlannedClient, day: date, random: Random, *, count: int
) -> Iterator[PlannedClient]:
    coming = [each for each in people.clients if each is not first and each.may_come(day)]
    yield from random.sample(coming, count)
