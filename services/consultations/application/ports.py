"""What use cases need of the world: records that they read and write in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from services.consultations.application.working_time_ports import (
    Appointments,
    Diaries,
    Duties,
    WorkingHoursOfAdvisers,
)
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client
from services.consultations.domain.session import Booking
from services.consultations.domain.text_changes import RecordedChange, TextChange
from shared.contracts.domain_event import DomainEvent
from shared.contracts.programme import Programme
from shared.kernel.command import Command


class Advisers(Protocol):
    """The advisers of this node."""

    def add(self, adviser: Adviser) -> None:
        """Keep a new adviser; raise `AlreadyRecorded` if the id is taken."""

    def get(self, adviser_id: UUID) -> Adviser:
        """Return an adviser or raise `AdviserNotFound`."""

    def hold(self, adviser_ids: Sequence[UUID]) -> tuple[Adviser, ...]:
        """Return advisers in the order asked for, each kept from others until the transaction ends.

        Whoever writes sessions of an adviser holds the adviser, so that two cards of the same time
        cannot both find it free (V1). Raises `AdviserNotFound`.
        """


class Clients(Protocol):
    """The clients' files of this node."""

    def add(self, client: Client) -> None:
        """Keep a new file; raise `AlreadyRecorded` if the id is taken."""

    def get(self, client_id: UUID) -> Client:
        """Return a client or raise `ClientNotFound`."""


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


class Journal(Protocol):
    """Where domain events are recorded, in the same transaction as what they tell of."""

    def append(
        self, event: DomainEvent, *, caused_by: Command, programme: str | None = None
    ) -> None:
        """Record a domain event."""


class Records(Protocol):
    """What a query reads."""

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


class UnitOfWork(Records, Protocol):
    """What a use case reads and writes: all of it is kept, or none."""

    @property
    def clients(self) -> Clients: ...
    @property
    def programmes(self) -> Programmes: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def duties(self) -> Duties: ...
