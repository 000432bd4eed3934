"""The register of advice: the cards of a node as one list (domain.md 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from uuid import UUID

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.session import Session
from shared.contracts.consultations import ClientKind
from shared.kernel.period import Period


class RegisterOrder(StrEnum):
    """What the register is sorted by; cards that agree in it stand by day, hour and number."""

    HELD_ON = "held_on"
    CARD_NUMBER = "card_number"
    MINUTES = "minutes"


@dataclass(frozen=True, kw_only=True)
class RegisterFilter:
    """Which cards are meant: those of a period that agree with all that is not `None`.

    `adviser_id` and `client_kind` ask for one of a card's advisers and of its clients.
    """

    period: Period
    adviser_id: UUID | None = None
    field_of_advice: str | None = None
    form_of_contact: str | None = None
    client_kind: ClientKind | None = None
    state: CardState | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One card, without its texts and without who was advised.

    Clients and advisers stand in the card's order. `counted` is false once the card is annulled.
    """

    card_id: UUID
    card_number: str
    programme: str
    session: Session
    field_of_advice: str
    form_of_contact: str
    client_kinds: tuple[ClientKind, ...]
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
