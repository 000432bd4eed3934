"""Records in memory that keep what the real ones promise; one suite runs against both (R27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.accounts.application.commands import Query
from services.accounts.application.proving import Guarded, count_attempt
from services.accounts.domain.api_token import ApiToken
from services.accounts.domain.attempts import STRANGE_WINDOW, Attempt, Proof
from services.accounts.domain.one_time_link import LinkPurpose, OneTimeLink
from services.accounts.domain.people import PeopleFilter, PeopleOrder, Person
from services.accounts.domain.person_history import RecordedChange, TextChange, ToldChange
from services.accounts.domain.refusals import (
    AlreadyInvited,
    ApiTokenIdTaken,
    ApiTokenNotFound,
    ApiTokenNotValid,
    LinkNotValid,
    LoginTaken,
    PersonNotFound,
    SecondFactorNotSetUp,
    SessionOver,
)
from services.accounts.domain.second_factor import SecondFactor
from services.accounts.domain.session import Session
from services.accounts.domain.staff_account import StaffAccount
from shared.contracts.domain_event import DomainEvent
from shared.kernel.command import Command, StaleRecord
from shared.kernel.polish import collation_key
from shared.wire.published import CATALOGUE
from tests.unit.accounts.desk import USE_CASES, answer
from tests.unit.accounts.examples import NOW, PlainTools


class FakeAccounts:
    def __init__(self) -> None:
        self.records: dict[UUID, StaffAccount] = {}

    def hold_all(self) -> None:
        """Nobody else is here."""

    def add(self, account: StaffAccount) -> None:
        if account.id in self.records:
            raise AlreadyInvited(account.id)
        self._refuse_taken_login(account)
        self.records[account.id] = deepcopy(account)

    def get(self, staff_id: UUID) -> StaffAccount:
        if staff_id not in self.records:
            raise PersonNotFound(staff_id)
        return deepcopy(self.records[staff_id])

    def with_login(self, login: str) -> StaffAccount:
        for account in self.records.values():
            if account.login == login:
                return deepcopy(account)
        raise PersonNotFound(login)

    def administrators(self) -> frozenset[UUID]:
        return frozenset(each.id for each in self.records.values() if each.is_administrator)

    def save(self, account: StaffAccount) -> None:
        self._refuse_taken_login(account)
        if self.records[account.id].revision != account.revision:
            raise StaleRecord(str(account.id))
        account.revision += 1
        self.records[account.id] = deepcopy(account)

    def _refuse_taken_login(self, account: StaffAccount) -> None:
        if any(
            each.login == account.login and each.id != account.id for each in self.records.values()
        ):
            raise LoginTaken(account.login)


class FakeSecondFactors:
    def __init__(self) -> None:
        self.records: dict[UUID, SecondFactor] = {}

    def get(self, staff_id: UUID) -> SecondFactor:
        if staff_id not in self.records:
            raise SecondFactorNotSetUp
        return deepcopy(self.records[staff_id])

    def is_on(self, staff_id: UUID) -> bool:
        return staff_id in self.records and self.records[staff_id].is_on

    def save(self, factor: SecondFactor) -> None:
        known = self.records.get(factor.staff_id)
        if (0 if known is None else known.revision) != factor.revision:
            raise StaleRecord(str(factor.staff_id))
        factor.revision += 1
        self.records[factor.staff_id] = deepcopy(factor)

    def remove(self, staff_id: UUID) -> None:
        self.records.pop(staff_id, None)


class FakeSessions:
    def __init__(self) -> None:
        self.records: dict[str, Session] = {}

    def add(self, session: Session) -> None:
        self.records[session.digest] = session

    def get(self, digest: str) -> Session:
        if digest not in self.records:
            raise SessionOver
        return self.records[digest]

    def of(self, staff_id: UUID, now: datetime) -> tuple[Session, ...]:
        own = [
            each
            for each in self.records.values()
            if each.staff_id == staff_id and not each.is_over(now)
        ]
        return tuple(sorted(own, key=lambda each: each.started_at, reverse=True))

    def see(self, digest: str, now: datetime) -> None:
        self.records[digest] = self.records[digest].seen(now)

    def end(self, digest: str, now: datetime) -> None:
        known = self.records.get(digest)
        if known is not None and known.ended_at is None:
            self.records[digest] = replace(known, ended_at=now)

    def end_all(self, staff_id: UUID, now: datetime, *, apart_from: str | None = None) -> None:
        for digest, session in self.records.items():
            if session.staff_id == staff_id and digest != apart_from:
                self.end(digest, now)


class FakeDevices:
    def __init__(self) -> None:
        self.known: dict[str, tuple[UUID, datetime]] = {}

    def knows(self, digest: str, staff_id: UUID, now: datetime) -> bool:
        owner, until = self.known.get(digest, (None, now))
        return owner == staff_id and until > now

    def add(self, digest: str, staff_id: UUID, now: datetime) -> None:
        self.known[digest] = (staff_id, now + timedelta(days=180))

    def forget(self, staff_id: UUID) -> None:
        self.known = {key: each for key, each in self.known.items() if each[0] != staff_id}


class FakeLinks:
    def __init__(self) -> None:
        self.records: dict[str, OneTimeLink] = {}

    def add(self, link: OneTimeLink) -> None:
        same = (link.staff_id, link.purpose)
        self.records = {
            digest: each
            for digest, each in self.records.items()
            if (each.staff_id, each.purpose) != same
        }
        self.records[link.digest] = deepcopy(link)

    def get(self, digest: str, purpose: LinkPurpose) -> OneTimeLink:
        link = self.records.get(digest)
        if link is None or link.purpose is not purpose:
            raise LinkNotValid
        return deepcopy(link)

    def save(self, link: OneTimeLink) -> None:
        if self.records[link.digest].used_at is not None:
            raise StaleRecord(str(link.staff_id))
        self.records[link.digest] = deepcopy(link)

    def cancel(self, staff_id: UUID) -> None:
        self.records = {
            digest: each for digest, each in self.records.items() if each.staff_id != staff_id
        }


class FakeAttempts:
    def __init__(self) -> None:
        self.records: list[Attempt] = []

    def hold(self, login_digest: str) -> None:
        """Nobody else is here."""

    def of(self, login_digest: str, proof: Proof) -> tuple[Attempt, ...]:
        return tuple(
            each
            for each in self.records
            if (each.login_digest, each.proof) == (login_digest, proof)
        )

    def add(self, attempt: Attempt) -> None:
        too_old = attempt.attempted_at - STRANGE_WINDOW
        self.records = [each for each in self.records if each.attempted_at >= too_old]
        self.records.append(attempt)

    def forget(self, login_digest: str, proof: Proof, place: str) -> None:
        gone = (login_digest, proof, place)
        self.records = [
            each for each in self.records if (each.login_digest, each.proof, each.place) != gone
        ]


class FakeApiTokens:
    def __init__(self) -> None:
        self.records: dict[UUID, ApiToken] = {}

    def add(self, token: ApiToken) -> None:
        if token.id in self.records:
            raise ApiTokenIdTaken(token.id)
        self.records[token.id] = deepcopy(token)

    def get(self, token_id: UUID) -> ApiToken:
        if token_id not in self.records:
            raise ApiTokenNotFound
        return deepcopy(self.records[token_id])

    def with_digest(self, digest: str) -> ApiToken:
        for token in self.records.values():
            if token.digest == digest:
                return deepcopy(token)
        raise ApiTokenNotValid

    def of(self, staff_id: UUID) -> tuple[ApiToken, ...]:
        own = [each for each in self.records.values() if each.staff_id == staff_id]
        return tuple(sorted(own, key=lambda each: each.issued_at, reverse=True))

    def save(self, token: ApiToken) -> None:
        if self.records[token.id].revoked_at is not None:
            raise StaleRecord(str(token.id))
        self.records[token.id] = deepcopy(token)

    def see(self, token_id: UUID, now: datetime) -> None:
        self.records[token_id].last_used_at = now

    def revoke_all(self, staff_id: UUID, now: datetime) -> None:
        for token in self.records.values():
            if token.staff_id == staff_id and token.revoked_at is None:
                token.revoked_at = now


@dataclass
class FakePeople:
    accounts: FakeAccounts
    second_factors: FakeSecondFactors
    sessions: FakeSessions

    def rows(
        self,
        which: PeopleFilter,
        order: PeopleOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Person, ...]:
        rows = sorted(self._meant(which), key=lambda row: _key(order, row), reverse=descending)
        return tuple(rows[offset:][:limit])

    def count(self, which: PeopleFilter) -> int:
        return len(self._meant(which))

    def get(self, staff_id: UUID) -> Person:
        account = self.accounts.get(staff_id)
        started = [
            each.started_at for each in self.sessions.records.values() if each.staff_id == staff_id
        ]
        return Person(
            staff_id=account.id,
            full_name=account.full_name,
            login=account.login,
            roles=account.roles,
            state=account.state,
            invited_at=account.invited_at,
            second_factor=self.second_factors.is_on(staff_id),
            last_logged_in=max(started, default=None),
            reset_asked_at=account.reset_asked_at,
            revision=account.revision,
        )

    def _meant(self, which: PeopleFilter) -> list[Person]:
        return [
            person
            for person in map(self.get, self.accounts.records)
            if (which.text or "").casefold() in f"{person.full_name} {person.login}".casefold()
            and which.role in {None, *person.roles}
            and which.state in {None, person.state}
        ]


class FakeJournal:
    def __init__(self) -> None:
        self.published: list[DomainEvent] = []

    def append(self, event: DomainEvent, *, caused_by: Command) -> None:
        assert type(caused_by) in USE_CASES
        CATALOGUE.dump(event)
        self.published.append(event)


@dataclass
class FakeHistory:
    journal: FakeJournal
    changes: defaultdict[UUID, list[RecordedChange]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        self.changes[record_id] += [
            RecordedChange(
                field=each.field,
                before=each.before,
                after=each.after,
                changed_by=by,
                changed_at=now,
            )
            for each in changes
        ]

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        return tuple(self.changes[record_id])

    def told_of(self, record_id: UUID) -> tuple[ToldChange, ...]:
        return tuple(
            ToldChange(
                subject=CATALOGUE.of(event).subject(event),
                version=event.subject_version,
                name=CATALOGUE.of(event).name,
                happened_at=event.occurred_at,
                data=CATALOGUE.dump(event),
            )
            for event in self.journal.published
            if CATALOGUE.of(event).subject(event) == f"staff-account/{record_id}"
        )


class FakeWork:
    def __init__(self) -> None:
        self.accounts = FakeAccounts()
        self.second_factors = FakeSecondFactors()
        self.sessions = FakeSessions()
        self.devices = FakeDevices()
        self.links = FakeLinks()
        self.attempts = FakeAttempts()
        self.api_tokens = FakeApiTokens()
        self.people = FakePeople(self.accounts, self.second_factors, self.sessions)
        self.journal = FakeJournal()
        self.history = FakeHistory(self.journal)


class FakeDesk:
    def __init__(self) -> None:
        self.tools = PlainTools()
        self.work = FakeWork()

    @property
    def told(self) -> list[str]:
        return [CATALOGUE.of(event).name for event in self.work.journal.published]

    def do(self, command: Command, now: datetime = NOW) -> Any:
        if isinstance(command, Guarded):
            count_attempt(command, self.work, now)
        before = deepcopy(self.work)
        try:
            return USE_CASES[type(command)](command, self.work, now, self.tools)
        except Exception:
            self.work = before
            raise

    def ask(self, query: Query, now: datetime = NOW) -> Any:
        return answer(query, self.work, now)


def _key(order: PeopleOrder, row: Person) -> tuple[Any, ...]:
    *first_names, surname = row.full_name.split()
    by_name = collation_key(" ".join([surname, *first_names]))
    last = row.last_logged_in
    return {
        PeopleOrder.FULL_NAME: (by_name,),
        PeopleOrder.LOGIN: (row.login, by_name),
        PeopleOrder.STATE: (row.state, by_name),
        PeopleOrder.LAST_LOGGED_IN: (last is not None, last or NOW, by_name),
    }[order]
