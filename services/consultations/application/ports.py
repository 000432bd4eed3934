"""What use cases need of the world: records that they read and write in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.consultations.application.list_ports import (
    AppointmentList,
    ClientList,
    Dossiers,
    Views,
)
from services.consultations.application.path_ports import FollowUps, Referrals, SupportPaths
from services.consultations.application.register_ports import RegisterOfAdvice
from services.consultations.application.working_time_ports import (
    Appointments,
    Deputies,
    Diaries,
    Duties,
    Timesheets,
    WorkingHoursOfAdvisers,
)
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client, ClientDetails, ClosedFiles
from services.consultations.domain.record_history import ToldChange
from services.consultations.domain.session import Booking
from services.consultations.domain.text_changes import RecordedChange, TextChange
from shared.contracts.domain_event import DomainEvent
from shared.contracts.programme import Programme
from shared.kernel.command import Command


class Advisers(Protocol):
    """The advisers of this node."""

    def add(self, adviser: Adviser) -> None:
        """Keep a new adviser; raise `AlreadyRecorded` if the id is taken."""

    def save(self, adviser: Adviser) -> None:
        """Keep changes; raise `StaleRecord` if it changed since it was read."""

    def known(self) -> tuple[Adviser, ...]:
        """Return every adviser, by id."""

    def get(self, adviser_id: UUID) -> Adviser:
        """Return an adviser or raise `AdviserNotFound`."""

    def hold(self, adviser_ids: Sequence[UUID]) -> tuple[Adviser, ...]:
        """Return advisers in the order asked for, each kept from others until the transaction ends.

        Whoever writes sessions of an adviser holds the adviser, so that two cards of the same time
        cannot both find it free (V1). Raises `AdviserNotFound`.
        """


class Clients(Protocol):
    """The clients' files of this node."""

    def hold_entry(self) -> None:
        """Let nobody else write any file until the transaction ends.

        Whoever writes files begins with this: two files of one client cannot both find that there
        is none, and two merges cannot lead to each other.
        """

    def add(self, client: Client) -> None:
        """Keep a new file; raise `AlreadyRecorded` if the id is taken.

        Raises `PeselNotKept` if the file has one and this node keeps none.
        """

    def get(self, client_id: UUID) -> Client:
        """Return a file, also one that was merged or erased, or raise `ClientNotFound`."""

    def save(self, client: Client) -> None:
        """Keep one change of a file; raise `StaleRecord` if it changed since it was read.

        Raises `PeselNotKept` if the file has one and this node keeps none.
        """

    def hold(self, client_ids: Sequence[UUID]) -> tuple[Client, ...]:
        """Return files in the order asked for, none of which changes until the transaction ends.

        Raises `ClientNotFound`.
        """

    def kept(self, client_id: UUID) -> Client:
        """Return the file that goes on for a client, through any merges, or `ClientNotFound`."""

    def family(self, kept_id: UUID) -> tuple[Client, ...]:
        """Return a file that goes on, then all that were merged into it."""

    def families(self) -> tuple[tuple[Client, ...], ...]:
        """Return every client of this node as such a family."""

    def closed(self) -> ClosedFiles:
        """Return the files that were merged, through any merges, or whose client was erased."""

    def like(self, details: ClientDetails) -> tuple[Client, ...]:
        """Return the files that share a PESEL, NIP, KRS or e-mail with the details."""


class Cards(Protocol):
    """The advice cards of this node."""

    def next_number(self, year: int) -> str:
        """Return the next number of a year.

        It is taken only if the transaction is committed: the numbers of a year have no gaps.
        """

    def add(self, card: AdviceCard) -> None:
        """Keep a new card; raise `AlreadyRecorded` if the id is taken."""

    def get(self, card_id: UUID) -> AdviceCard:
        """Return a card or raise `CardNotFound`."""

    def save(self, card: AdviceCard) -> None:
        """Keep one change of a card; raise `StaleRecord` if it changed since it was read."""

    def bookings(
        self, adviser_ids: Sequence[UUID], day: date, *, apart_from: UUID
    ) -> tuple[Booking, ...]:
        """Return the sessions of advisers on a day, on all cards that count but one."""

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """Blank all words of the cards that one of the clients is on; return the cards' ids."""


class Programmes(Protocol):
    """The versions of programmes that this node has seen."""

    def known(self) -> tuple[Programme, ...]:
        """Return every version."""

    def get(self, reference: str) -> Programme:
        """Return the version under which a record was made, or raise `UnknownProgramme`."""

    def add(self, programme: Programme) -> None:
        """Keep a version that is not known yet."""


class History(Protocol):
    """Changes of texts, which stay at the node and may be erased."""

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        """Keep changes of one record."""

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        """Return the changes of a record, oldest first."""

    def told_of(self, record_id: UUID) -> tuple[ToldChange, ...]:
        """Return what the journal tells of a record, oldest first."""

    def forget(self, record_ids: Sequence[UUID]) -> None:
        """Blank the words of all changes of these records; who made them and when stays."""


class Journal(Protocol):
    """Where domain events are recorded, in the same transaction as what they tell of."""

    def append(
        self, event: DomainEvent, *, caused_by: Command, programme: str | None = None
    ) -> None:
        """Record a domain event."""


class Records(Protocol):
    """What a query reads."""

    @property
    def node(self) -> str:
        """Return which node this is."""

    @property
    def programmes(self) -> Programmes: ...
    @property
    def clients(self) -> Clients: ...
    @property
    def support_paths(self) -> SupportPaths: ...
    @property
    def referrals(self) -> Referrals: ...
    @property
    def follow_ups(self) -> FollowUps: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def history(self) -> History: ...
    @property
    def advisers(self) -> Advisers: ...
    @property
    def working_hours(self) -> WorkingHoursOfAdvisers: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def diaries(self) -> Diaries: ...
    @property
    def register_of_advice(self) -> RegisterOfAdvice: ...
    @property
    def deputies(self) -> Deputies: ...
    @property
    def timesheets(self) -> Timesheets: ...
    @property
    def client_list(self) -> ClientList: ...
    @property
    def appointment_list(self) -> AppointmentList: ...
    @property
    def dossiers(self) -> Dossiers: ...
    @property
    def views(self) -> Views: ...


class UnitOfWork(Records, Protocol):
    """What a use case reads and writes: all of it is kept, or none."""

    @property
    def journal(self) -> Journal: ...
    @property
    def duties(self) -> Duties: ...
