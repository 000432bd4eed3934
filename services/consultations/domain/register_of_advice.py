"""The register of advice: the cards of a node as one list (domain.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.session import Session
from shared.contracts.consultations import ClientKind
from shared.contracts.programme import Programme
from shared.kernel.period import Period
from shared.kernel.polish import collation_key

DAYS_TO_APPROVAL = 7
"""Days after the advice within which its card should be approved; then it is late."""


class RegisterOrder(StrEnum):
    """What the register is sorted by; cards that agree in it stand by day, hour and number.

    Fields of advice and advisers stand in the order of the Polish alphabet, a card by the first of
    its advisers; states stand in the order in which a card comes through them.
    """

    HELD_ON = "held_on"
    CARD_NUMBER = "card_number"
    MINUTES = "minutes"
    FIELD_OF_ADVICE = "field_of_advice"
    ADVISER = "adviser"
    STATE = "state"


@dataclass(frozen=True, kw_only=True)
class RegisterFilter:
    """Which cards are meant: those that agree with all that is asked for.

    `adviser_id` and `client_kind` ask for one of a card's advisers and of its clients,
    `client_words` for what the file of one is found by (`client_list`), as somebody typed it.
    `not_adviser_id` leaves out the cards on which that person is. No `states` are all of them.
    `late_on` asks for the cards that are late on that day, `number_begins` for those whose numbers
    begin so.
    """

    period: Period | None = None
    adviser_id: UUID | None = None
    not_adviser_id: UUID | None = None
    field_of_advice: str | None = None
    form_of_contact: str | None = None
    client_kind: ClientKind | None = None
    client_words: str = ""
    states: frozenset[CardState] = frozenset()
    late_on: date | None = None
    number_begins: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One card, without its texts.

    Clients and advisers stand in the card's order; a client who was erased has an empty name. The
    names stay at the node. `counted` is false once the card is annulled.
    """

    card_id: UUID
    card_number: str
    programme: str
    session: Session
    field_of_advice: str
    form_of_contact: str
    client_ids: tuple[UUID, ...]
    client_kinds: tuple[ClientKind, ...]
    client_names: tuple[str, ...]
    advisers: tuple[str, ...]
    state: CardState
    counted: bool


@dataclass(frozen=True, kw_only=True)
class RegisterSums:
    """What all cards of a filter come to, whatever page is read.

    `minutes` are those of the cards that count, each once, however many clients and advisers.
    """

    cards: int
    counted_cards: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """A page of the register and the sums of the whole of it; pages are numbered from 1."""

    rows: tuple[RegisterRow, ...]
    sums: RegisterSums
    page: int
    rows_of_a_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty register has one."""
        return max(1, ceil(self.sums.cards / self.rows_of_a_page))


def to_approve(person: UUID) -> RegisterFilter:
    """Return the cards about which a person may decide (V3)."""
    return RegisterFilter(states=frozenset({CardState.DOCUMENTED}), not_adviser_id=person)


def held_before_to_be_late(day: date) -> date:
    """Return the first day whose cards are not late yet on the given one."""
    return day - timedelta(days=DAYS_TO_APPROVAL)


def is_late(state: CardState, held_on: date, day: date) -> bool:
    """Say whether a card is late on a day: not approved, though the advice was long ago."""
    return state is not CardState.APPROVED and held_on < held_before_to_be_late(day)


def places_of_fields(programmes: Iterable[Programme]) -> Mapping[str, int]:
    """Return where each code stands in the order of the fields' words, newest words first."""
    words = {
        entry.code: entry.label
        for programme in sorted(programmes, key=lambda each: each.version)
        for entry in programme.fields_of_advice
    }
    ordered = sorted(words, key=lambda code: (collation_key(words[code]), code))
    return {code: place for place, code in enumerate(ordered)}


def places_of_advisers(advisers: Iterable[Adviser]) -> Mapping[UUID, int]:
    """Return where each adviser stands in the order of their names."""
    ordered = sorted(advisers, key=lambda each: (collation_key(each.full_name), each.id))
    return {adviser.id: place for place, adviser in enumerate(ordered)}
