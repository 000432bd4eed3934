"""What a card counts for, and the words that stay at the node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TypedDict
from uuid import UUID

from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client
from services.consultations.domain.recipients import answers_for
from services.consultations.domain.refusals import (
    AdviceTooShort,
    AdviserHasAnotherCard,
    AdviserTwiceOnCard,
    CardInFuture,
    CardOutsideProgramme,
    ClientTwiceOnCard,
    NoAdviserOnCard,
    NoClientOnCard,
    SubjectTooShort,
    UnknownFieldOfAdvice,
    UnknownFormOfContact,
)
from services.consultations.domain.session import Booking, Session
from shared.contracts.consultations import AdviserTime, CardClient
from shared.contracts.programme import Entry, Programme


class Counted(TypedDict):
    """The members that every domain event about what a card counts for has."""

    held_on: date
    minutes: int
    field_of_advice: str
    form_of_contact: str
    clients: tuple[CardClient, ...]
    advisers: tuple[AdviserTime, ...]
    support_path_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Advice given in one session by one or more advisers to one or more clients.

    It counts once and its minutes once, whatever the number of people; each adviser's own working
    time is the whole session (architecture.md 3, "Counting"). `clients` keep what was known about
    them when the card was written.
    """

    session: Session
    field_of_advice: str
    form_of_contact: str
    clients: tuple[CardClient, ...]
    adviser_ids: tuple[UUID, ...]
    support_path_id: UUID | None = None

    def refuse_unless_allowed(self, programme: Programme, today: date) -> None:
        """Raise unless the programme knows the codes and bounds the day, and the day has come."""
        day = self.session.held_on
        if day > today:
            raise CardInFuture(day)
        if not programme.first_day <= day <= programme.last_day:
            raise CardOutsideProgramme(day, programme.first_day, programme.last_day)
        refuse_unknown_codes(programme, self.field_of_advice, self.form_of_contact)

    def refuse_overlap(self, bookings: Sequence[Booking]) -> None:
        """Raise `AdviserHasAnotherCard` if an adviser was elsewhere at that time (V1).

        `bookings` are the sessions on the other cards of these advisers.
        """
        for booking in bookings:
            if booking.adviser_id in self.adviser_ids and self.session.overlaps(booking.session):
                raise AdviserHasAnotherCard(
                    booking.card_number,
                    f"{booking.session.started_at:%H:%M}",
                    f"{booking.session.ended_at:%H:%M}",
                )

    def keeping_answers(self, before: Advice) -> Advice:
        """Return the same, with what was known about clients who were on the card before."""
        known = {client.client_id: client for client in before.clients}
        clients = tuple(known.get(client.client_id, client) for client in self.clients)
        return replace(self, clients=clients)

    def counted(self) -> Counted:
        """Return what a domain event tells of it."""
        minutes = self.session.minutes
        return Counted(
            held_on=self.session.held_on,
            minutes=minutes,
            field_of_advice=self.field_of_advice,
            form_of_contact=self.form_of_contact,
            clients=self.clients,
            advisers=tuple(
                AdviserTime(adviser_id=adviser_id, minutes=minutes)
                for adviser_id in self.adviser_ids
            ),
            support_path_id=self.support_path_id,
        )


@dataclass(frozen=True, kw_only=True)
class CardTexts:
    """What was said, in words: personal, kept at the node, never in a domain event."""

    subject: str
    advice_given: str
    agreed_steps: str
    persons_present: str

    def refuse_unless_long_enough(self, programme: Programme) -> None:
        """Raise `SubjectTooShort` or `AdviceTooShort` (domain.md 2.3, field 7)."""
        rules = programme.card_rules
        if len(self.subject.strip()) < rules.shortest_subject:
            raise SubjectTooShort(rules.shortest_subject)
        if len(self.advice_given.strip()) < rules.shortest_advice:
            raise AdviceTooShort(rules.shortest_advice)


def refuse_unknown_codes(programme: Programme, field_of_advice: str, form_of_contact: str) -> None:
    """Raise `UnknownFieldOfAdvice` or `UnknownFormOfContact`."""
    if field_of_advice not in _codes(programme.fields_of_advice):
        raise UnknownFieldOfAdvice(field_of_advice)
    if form_of_contact not in _codes(programme.forms_of_contact):
        raise UnknownFormOfContact(form_of_contact)


def clients_on_card(clients: Sequence[Client], programme: Programme) -> tuple[CardClient, ...]:
    """Return the clients as the card keeps them: their kinds, and their answers to the programme.

    Raises `NoClientOnCard` or `ClientTwiceOnCard`.
    """
    if not clients:
        raise NoClientOnCard
    if len({client.id for client in clients}) < len(clients):
        raise ClientTwiceOnCard
    return tuple(
        CardClient(
            client_id=client.id,
            client_kind=client.kind,
            **asdict(answers_for(programme, client.recipient)),
        )
        for client in clients
    )


def advisers_on_card(advisers: Sequence[Adviser], day: date) -> tuple[UUID, ...]:
    """Return the ids of advisers who were active on the day.

    Raises `NoAdviserOnCard`, `AdviserTwiceOnCard` or `AdviserNotActive`.
    """
    if not advisers:
        raise NoAdviserOnCard
    if len({adviser.id for adviser in advisers}) < len(advisers):
        raise AdviserTwiceOnCard
    for adviser in advisers:
        adviser.refuse_unless_active(day)
    return tuple(adviser.id for adviser in advisers)


def _codes(dictionary: Sequence[Entry]) -> frozenset[str]:
    return frozenset(entry.code for entry in dictionary)
