"""Records in memory that keep what the real ones promise; one suite runs against both (R27)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.consultations.domain.advice import CardTexts
from services.consultations.domain.advice_card import AdviceCard, CardState
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client, ClientDetails, ClosedFiles
from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.path_refusals import PathNotFound, ReferralNotFound
from services.consultations.domain.record_history import ToldChange
from services.consultations.domain.referral import Referral, ReferralReceipt
from services.consultations.domain.refusals import (
    AdviserNotFound,
    AlreadyRecorded,
    CardNotFound,
    ClientNotFound,
    UnknownProgramme,
)
from services.consultations.domain.session import Booking
from services.consultations.domain.support_path import SupportPath
from services.consultations.domain.text_changes import RecordedChange, TextChange
from shared.contracts.domain_event import DomainEvent
from shared.contracts.programme import Programme
from shared.kernel.command import Command, StaleRecord
from shared.wire.published import CATALOGUE
from tests.unit.consultations.list_fakes import (
    FakeAppointmentList,
    FakeClientList,
    FakeDossiers,
    FakeViews,
)
from tests.unit.consultations.register_fakes import FakeRegisterOfAdvice
from tests.unit.consultations.working_time_fakes import (
    FakeAppointments,
    FakeDeputies,
    FakeDiaries,
    FakeDuties,
    FakeTimesheets,
    FakeWorkingHours,
)


class FakeRecords:
    def __init__(self) -> None:
        self.records: dict[UUID, Any] = {}

    def _add(self, record: Any) -> None:
        if record.id in self.records:
            raise AlreadyRecorded(record.id)
        self.records[record.id] = deepcopy(record)


class FakeAdvisers(FakeRecords):
    def add(self, adviser: Adviser) -> None:
        self._add(adviser)

    def save(self, adviser: Adviser) -> None:
        if self.records[adviser.id].version != adviser.version - 1:
            raise StaleRecord(adviser.id)
        self.records[adviser.id] = deepcopy(adviser)

    def known(self) -> tuple[Adviser, ...]:
        return tuple(deepcopy(adviser) for _, adviser in sorted(self.records.items()))

    def get(self, adviser_id: UUID) -> Adviser:
        (adviser,) = self.hold([adviser_id])
        return adviser

    def hold(self, adviser_ids: Sequence[UUID]) -> tuple[Adviser, ...]:
        for adviser_id in adviser_ids:
            if adviser_id not in self.records:
                raise AdviserNotFound(adviser_id)
        return tuple(deepcopy(self.records[adviser_id]) for adviser_id in adviser_ids)


class FakeClients(FakeRecords):
    def add(self, client: Client) -> None:
        self._add(client)

    def get(self, client_id: UUID) -> Client:
        if client_id not in self.records:
            raise ClientNotFound(client_id)
        client: Client = deepcopy(self.records[client_id])
        return client

    def hold_entry(self) -> None:
        """Nobody else is here."""

    def save(self, client: Client) -> None:
        if self.records[client.id].revision != client.revision - 1:
            raise StaleRecord(str(client.id))
        self.records[client.id] = deepcopy(client)

    def hold(self, client_ids: Sequence[UUID]) -> tuple[Client, ...]:
        return tuple(self.get(client_id) for client_id in client_ids)

    def kept(self, client_id: UUID) -> Client:
        file = self.get(client_id)
        return file if file.merge is None else self.kept(file.merge.into_client_id)

    def family(self, kept_id: UUID) -> tuple[Client, ...]:
        merged = [
            file
            for file in self._files()
            if file.id != kept_id and self.kept(file.id).id == kept_id
        ]
        return (self.get(kept_id), *merged)

    def families(self) -> tuple[tuple[Client, ...], ...]:
        return tuple(self.family(file.id) for file in self._files() if file.merge is None)

    def closed(self) -> ClosedFiles:
        files = self._files()
        return ClosedFiles(
            merged={file.id: self.kept(file.id).id for file in files if file.merge is not None},
            erased=frozenset(file.id for file in files if file.erasure and not file.merge),
        )

    def like(self, details: ClientDetails) -> tuple[Client, ...]:
        return tuple(
            file
            for file in self._files()
            if (details.pesel and file.details.pesel == details.pesel)
            or (details.nip and file.details.nip == details.nip)
            or (details.krs and file.details.krs == details.krs)
            or (details.email and (file.details.email or "").lower() == details.email.lower())
        )

    def _files(self) -> list[Client]:
        return [self.get(client_id) for client_id in sorted(self.records)]


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
        if card_id not in self.records:
            raise CardNotFound(card_id)
        card: AdviceCard = deepcopy(self.records[card_id])
        return card

    def save(self, card: AdviceCard) -> None:
        if self.records[card.id].version != card.version - 1:
            raise StaleRecord(card.number)
        self.records[card.id] = deepcopy(card)

    def bookings(
        self, adviser_ids: Sequence[UUID], day: date, *, apart_from: UUID
    ) -> tuple[Booking, ...]:
        cards = sorted(self.records.values(), key=lambda card: card.advice.session.started_at)
        return tuple(
            Booking(adviser_id=adviser_id, card_number=card.number, session=card.advice.session)
            for card in cards
            if card.counted and card.id != apart_from and card.advice.session.held_on == day
            for adviser_id in card.advice.adviser_ids
            if adviser_id in adviser_ids
        )

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        forgotten = []
        for card_id in sorted(self.records):
            card = self.records[card_id]
            if {client.client_id for client in card.advice.clients}.isdisjoint(client_ids):
                continue
            card.texts = CardTexts(subject="", advice_given="", agreed_steps="", persons_present="")
            card.last_return = card.last_return and replace(card.last_return, remarks="")
            card.corrections = tuple(replace(entry, remarks="") for entry in card.corrections)
            forgotten.append(card_id)
        return tuple(forgotten)


class FakeSupportPaths(FakeRecords):
    def add(self, path: SupportPath) -> None:
        self._add(path)

    def get(self, support_path_id: UUID) -> SupportPath:
        if support_path_id not in self.records:
            raise PathNotFound(support_path_id)
        path: SupportPath = deepcopy(self.records[support_path_id])
        return path

    def hold(self, support_path_id: UUID) -> SupportPath:
        return self.get(support_path_id)

    def open_of(self, client_ids: Sequence[UUID]) -> tuple[SupportPath, ...]:
        found = [
            self.get(path.id)
            for path in self.records.values()
            if path.end is None
            and not {client.client_id for client in path.clients}.isdisjoint(client_ids)
        ]
        return tuple(sorted(found, key=lambda path: (path.opened_on, path.id)))

    def save(self, path: SupportPath) -> None:
        if self.records[path.id].version != path.version - 1:
            raise StaleRecord(str(path.id))
        self.records[path.id] = deepcopy(path)

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        forgotten = [
            path
            for _, path in sorted(self.records.items())
            if not {client.client_id for client in path.clients}.isdisjoint(client_ids)
        ]
        for path in forgotten:
            path.aim = ""
        return tuple(path.id for path in forgotten)


class FakeReferrals(FakeRecords):
    def __init__(self) -> None:
        super().__init__()
        self.numbers: Counter[int] = Counter()
        self.receipts = FakeRecords()

    def next_number(self, year: int) -> str:
        self.numbers[year] += 1
        return f"SK/{self.numbers[year]}/{year}/zarska"

    def add(self, referral: Referral) -> None:
        self._add(referral)

    def get(self, referral_id: UUID) -> Referral:
        if referral_id not in self.records:
            raise ReferralNotFound(referral_id)
        referral: Referral = deepcopy(self.records[referral_id])
        return referral

    def save(self, referral: Referral) -> None:
        if self.records[referral.id].version != referral.version - 1:
            raise StaleRecord(referral.number)
        self.records[referral.id] = deepcopy(referral)

    def add_receipt(self, receipt: ReferralReceipt) -> None:
        self.receipts._add(receipt)


class FakeFollowUps(FakeRecords):
    def __init__(self, cards: FakeCards, paths: FakeSupportPaths) -> None:
        super().__init__()
        self.cards, self.paths = cards, paths

    def ends(self) -> Mapping[UUID, date]:
        days: defaultdict[UUID, list[date]] = defaultdict(list)
        for card in self.cards.records.values():
            if card.state is CardState.APPROVED and card.counted:
                for client in card.advice.clients:
                    days[client.client_id].append(card.advice.session.held_on)
        for path in self.paths.records.values():
            if path.end is not None:
                for client in path.clients:
                    days[client.client_id].append(path.end.closed_on)
        return {client_id: max(found) for client_id, found in days.items()}

    def recorded(self) -> frozenset[tuple[UUID, int, date]]:
        return frozenset(
            (answer.client_id, answer.months, answer.due_on) for answer in self.records.values()
        )

    def add(self, answer: FollowUp) -> None:
        self._add(answer)


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
    def __init__(self, journal: FakeJournal) -> None:
        self.journal = journal
        self.kept: list[tuple[UUID, RecordedChange]] = []

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        for change in changes:
            recorded = RecordedChange(**vars(change), changed_by=by, changed_at=now)
            self.kept.append((record_id, recorded))

    def told_of(self, record_id: UUID) -> tuple[ToldChange, ...]:
        told = [
            ToldChange(
                subject=CATALOGUE.of(event).subject(event),
                version=event.subject_version,
                name=CATALOGUE.of(event).name,
                happened_at=event.occurred_at,
                data=CATALOGUE.dump(event),
            )
            for event in self.journal.events
        ]
        return tuple(each for each in told if each.subject.endswith(f"/{record_id}"))

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        return tuple(change for kept_id, change in self.kept if kept_id == record_id)

    def forget(self, record_ids: Sequence[UUID]) -> None:
        self.kept = [
            (kept_id, replace(change, before=None, after=None))
            if kept_id in record_ids
            else (kept_id, change)
            for kept_id, change in self.kept
        ]


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
    support_paths: FakeSupportPaths = field(default_factory=FakeSupportPaths)
    referrals: FakeReferrals = field(default_factory=FakeReferrals)
    node: str = "zarska"
    programmes: FakeProgrammes = field(default_factory=FakeProgrammes)
    journal: FakeJournal = field(default_factory=FakeJournal)
    duties: FakeDuties = field(default_factory=FakeDuties)
    working_hours: FakeWorkingHours = field(default_factory=FakeWorkingHours)
    appointments: FakeAppointments = field(default_factory=FakeAppointments)
    timesheets: FakeTimesheets = field(default_factory=FakeTimesheets)
    deputies: FakeDeputies = field(default_factory=FakeDeputies)

    @property
    def diaries(self) -> FakeDiaries:
        return FakeDiaries(self.cards, self.appointments, self.duties)

    @property
    def register_of_advice(self) -> FakeRegisterOfAdvice:
        return FakeRegisterOfAdvice(self.cards, self.advisers, self.clients, self.programmes)

    @property
    def client_list(self) -> FakeClientList:
        return FakeClientList(self.clients.records)

    @property
    def appointment_list(self) -> FakeAppointmentList:
        return FakeAppointmentList(
            self.appointments.kept, self.clients.records, self.advisers.records
        )

    @property
    def dossiers(self) -> FakeDossiers:
        return FakeDossiers(self)

    def __post_init__(self) -> None:
        """Let follow-up see the cards and paths, and the history the journal, of the same node."""
        self.history = FakeHistory(self.journal)
        self.follow_ups = FakeFollowUps(self.cards, self.support_paths)
        self.views = FakeViews(self.clients.records)
