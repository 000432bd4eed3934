"""What use cases need of the world: records that they read and write in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.accounts.domain.api_token import ApiToken
from services.accounts.domain.attempts import Attempt, Proof
from services.accounts.domain.one_time_link import LinkPurpose, OneTimeLink
from services.accounts.domain.people import PeopleFilter, PeopleOrder, Person
from services.accounts.domain.person_history import RecordedChange, TextChange, ToldChange
from services.accounts.domain.second_factor import SecondFactor
from services.accounts.domain.session import Session
from services.accounts.domain.staff_account import StaffAccount
from shared.contracts.domain_event import DomainEvent
from shared.kernel.command import Command


class Accounts(Protocol):
    """The accounts of this node's staff."""

    def hold_all(self) -> None:
        """Let nobody else write any account until the transaction ends.

        Whoever takes access away begins with this: two administrators cannot both find that the
        other one is still there.
        """

    def add(self, account: StaffAccount) -> None:
        """Keep a new account; raise `AlreadyInvited` or `LoginTaken`."""

    def get(self, staff_id: UUID) -> StaffAccount:
        """Return an account or raise `PersonNotFound`."""

    def with_login(self, login: str) -> StaffAccount:
        """Return the account of a login, spelled as `login_of` does, or raise `PersonNotFound`."""

    def administrators(self) -> frozenset[UUID]:
        """Return who can log in and manage people."""

    def save(self, account: StaffAccount) -> None:
        """Keep changes; raise `StaleRecord` if it changed since it was read, or `LoginTaken`."""


class SecondFactors(Protocol):
    """What people's applications and papers prove."""

    def get(self, staff_id: UUID) -> SecondFactor:
        """Return the person's, one that was only set up too, or raise `SecondFactorNotSetUp`."""

    def is_on(self, staff_id: UUID) -> bool:
        """Say whether logging in asks the person for a code."""

    def save(self, factor: SecondFactor) -> None:
        """Keep a new one or changes; raise `StaleRecord` if it changed since it was read."""

    def remove(self, staff_id: UUID) -> None:
        """Forget the person's, if there is one."""


class Sessions(Protocol):
    """Who is logged in where."""

    def add(self, session: Session) -> None:
        """Keep a new session; records of the same person that are too old are dropped."""

    def get(self, digest: str) -> Session:
        """Return a session, also one that is over, or raise `SessionOver` if there was none."""

    def of(self, staff_id: UUID, now: datetime) -> tuple[Session, ...]:
        """Return the sessions of a person that are not over, the newest first."""

    def see(self, digest: str, now: datetime) -> None:
        """Keep that the person is there."""

    def end(self, digest: str, now: datetime) -> None:
        """End one; if it is over, or there was none, nothing changes."""

    def end_all(self, staff_id: UUID, now: datetime, *, apart_from: str | None = None) -> None:
        """End all sessions of a person but one."""


class Devices(Protocol):
    """Browsers in which people have logged in before."""

    def knows(self, digest: str, staff_id: UUID, now: datetime) -> bool:
        """Say whether a person has logged in there, not too long ago."""

    def add(self, digest: str, staff_id: UUID, now: datetime) -> None:
        """Know a browser from now on."""

    def forget(self, staff_id: UUID) -> None:
        """Know none of a person's any more."""


class Links(Protocol):
    """Links and tickets that work once."""

    def add(self, link: OneTimeLink) -> None:
        """Keep a new one; earlier ones of the same person and purpose work no more."""

    def get(self, digest: str, purpose: LinkPurpose) -> OneTimeLink:
        """Return a link, also one that was used, or raise `LinkNotValid`."""

    def save(self, link: OneTimeLink) -> None:
        """Keep that it was used; raise `StaleRecord` if somebody else was faster."""

    def cancel(self, staff_id: UUID) -> None:
        """Let none of a person's work any more."""


class Attempts(Protocol):
    """Attempts to prove to be somebody that were not right, or not looked at yet."""

    def hold(self, login_digest: str) -> None:
        """Let nobody else count attempts of this login until the transaction ends."""

    def of(self, login_digest: str, proof: Proof) -> tuple[Attempt, ...]:
        """Return them, oldest first."""

    def add(self, attempt: Attempt) -> None:
        """Count one; those that no limit looks at any more are dropped."""

    def forget(self, login_digest: str, proof: Proof, place: str) -> None:
        """Drop those from a place that has now proved to be right."""


class ApiTokens(Protocol):
    """By what programs ask in people's names."""

    def add(self, token: ApiToken) -> None:
        """Keep a new one; raise `ApiTokenIdTaken`."""

    def get(self, token_id: UUID) -> ApiToken:
        """Return a token, also one that is over, or raise `ApiTokenNotFound`."""

    def with_digest(self, digest: str) -> ApiToken:
        """Return the token with that text, also one that is over, or raise `ApiTokenNotValid`."""

    def of(self, staff_id: UUID) -> tuple[ApiToken, ...]:
        """Return all of a person's, the newest first."""

    def save(self, token: ApiToken) -> None:
        """Keep that it was revoked; raise `StaleRecord` if somebody else was faster."""

    def see(self, token_id: UUID, now: datetime) -> None:
        """Keep that it is used."""

    def revoke_all(self, staff_id: UUID, now: datetime) -> None:
        """Let none of a person's open anything any more."""


class People(Protocol):
    """The staff as one list."""

    def rows(
        self,
        which: PeopleFilter,
        order: PeopleOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Person, ...]:
        """Return the people of a filter in an order, after the first `offset`, at most `limit`."""

    def count(self, which: PeopleFilter) -> int:
        """Return how many people a filter means."""

    def get(self, staff_id: UUID) -> Person:
        """Return one person or raise `PersonNotFound`."""


class History(Protocol):
    """Changes of names and logins, which stay at the node and may be erased."""

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        """Keep changes of one account."""

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        """Return the changes of an account, oldest first."""

    def told_of(self, record_id: UUID) -> tuple[ToldChange, ...]:
        """Return what the journal tells of an account, oldest first."""


class Journal(Protocol):
    """Where domain events are recorded, in the same transaction as what they tell of."""

    def append(self, event: DomainEvent, *, caused_by: Command) -> None:
        """Record a domain event."""


class Records(Protocol):
    """What a query reads."""

    @property
    def accounts(self) -> Accounts: ...
    @property
    def second_factors(self) -> SecondFactors: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def links(self) -> Links: ...
    @property
    def api_tokens(self) -> ApiTokens: ...
    @property
    def people(self) -> People: ...
    @property
    def history(self) -> History: ...


class UnitOfWork(Records, Protocol):
    """What a use case reads and writes: all of it is kept, or none."""

    @property
    def devices(self) -> Devices: ...
    @property
    def attempts(self) -> Attempts: ...
    @property
    def journal(self) -> Journal: ...
