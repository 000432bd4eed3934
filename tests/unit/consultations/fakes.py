"""Records in memory that keep what the real ones promise; one suite runs against both (R27)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client
from services.consultations.domain.refusals import (
    AdviserNotFound,
    AlreadyRecorded,
    CardNotFound,
    ClientNotFound,
    UnknownProgramme,
)
from services.consultations.domain.session import Booking
from services.consultations.domain.text_changes import RecordedChange, TextChange
from shared.contracts.domain_event import DomainEvent
from shared.contracts.programme import Programme
from shared.kernel.command import Command, StaleRecord
from tests.unit.consultations.working_time_fakes import (
    FakeAppointments,
    FakeDiaries,
    FakeDuties,
    FakeWorkingHours,
)


class FakeRecords:
    def __init__(self) -> None:
        self.kept: dict[UUID, Any] = {}

    def _add(self, record: Adviser | Client | AdviceCard) -> None:
        if record.id in self.kept:
            raise AlreadyRecorded(record.id)
        self.kept[record.id] = deepcopy(record)


class FakeAdvisers(FakeRecords):
    def add(self, adviser: Adviser) -> None:
        self._add(adviser)

    def get(self, adviser_id: UUID) -> Adviser:
        (adviser,) = self.hold([adviser_id])
        return adviser

    def hold(self, adviser_ids: Sequence[UUID]) -> tuple[Adviser, ...]:
        for adviser_id in adviser_ids:
            if adviser_id not in self.kept:
                raise AdviserNotFound(adviser_id)
        return tuple(deepcopy(self.kept[adviser_id]) for adviser_id in adviser_ids)


class FakeClients(FakeRecords):
    def add(self, client: Client) -> None:
        self._add(client)

    def get(self, client_id: UUID) -> Client:
        if client_id not in self.kept:
            raise ClientNotFound(client_id)
        client: Client = deepcopy(self.kept[client_id])
        return client


class FakeCards(FakeRecords):
    def __init__(self) -> None:
        super().__init__()
        self.numbers: Counter[int] = Counter()

    def next_number(self, year: int) -> str:
        self.numbers[year] += 1
        return f"{self.numbers[year]}/{year}/zarska"

    def add(self, card: AdviceCard) -> None:
        self._add(card)

    def get(self, card_id: UUID) -> AdviceCard:
        if card_id not in self.kept:
            raise CardNotFound(card_id)
        card: AdviceCard = deepcopy(self.kept[card_id])
        return card

    def save(self, card: AdviceCard) -> None:
        if self.kept[card.id].version != card.version - 1:
            raise StaleRecord(card.number)
        self.kept[card.id] = deepcopy(card)

    def bookings(
        self, adviser_ids: Sequence[UUID], day: date, *, apart_from: UUID
    ) -> tuple[Booking, ...]:
        cards = sorted(self.kept.values(), key=lambda card: card.advice.session.started_at)
        return tuple(
            Booking(adviser_id=adviser_id, card_number=card.number, session=card.advice.session)
            for card in cards
            if card.counted and card.id != apart_from and card.advice.session.held_on == day
            for adviser_id in card.advice.adviser_ids
            if adviser_id in adviser_ids
        )


class FakeProgrammes:
    def __init__(self) -> None:
        self.kept: dict[str, Programme] = {}

    def known(self) -> tuple[Programme, ...]:
        return tuple(self.kept[reference] for reference in sorted(self.kept))

    def get(self, reference: str) -> Programme:
        if reference not in self.kept:
            raise UnknownProgramme(reference)
        return self.kept[reference]

    def add(self, programme: Programme) -> None:
        self.kept[programme.reference] = programme


class FakeHistory:
    def __init__(self) -> None:
        self.kept: list[tuple[UUID, RecordedChange]] = []

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        for change in changes:
            recorded = RecordedChange(**vars(change), changed_by=by, changed_at=now)
            self.kept.append((record_id, recorded))

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        return tuple(change for kept_id, change in self.kept if kept_id == record_id)


@dataclass(frozen=True)
class Published:
    event: DomainEvent
    programme: str | None
    command_id: UUID


class FakeJournal:
    def __init__(self) -> None:
        self.published: list[Published] = []

    def append(
        self, event: DomainEvent, *, caused_by: Command, programme: str | None = None
    ) -> None:
        self.published.append(Published(event, programme, caused_by.command_id))

    @property
    def events(self) -> list[DomainEvent]:
        return [published.event for published in self.published]


@dataclass
class FakeWork:
    advisers: FakeAdvisers = field(default_factory=FakeAdvisers)
    clients: FakeClients = field(default_factory=FakeClients)
    cards: FakeCards = field(default_factory=FakeCards)
    programmes: FakeProgrammes = field(default_factory=FakeProgrammes)
    history: FakeHistory = field(default_factory=FakeHistory)
    journal: FakeJournal = field(default_factory=FakeJournal)
    duties: FakeDuties = field(default_factory=FakeDuties)
    working_hours: FakeWorkingHours = field(default_factory=FakeWorkingHours)
    appointments: FakeAppointments = field(default_factory=FakeAppointments)

    @property
    def diaries(self) -> FakeDiaries:
        return FakeDiaries(self.cards, self.appointments)
