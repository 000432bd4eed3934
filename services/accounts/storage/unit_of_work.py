"""One transaction over everything that a use case touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from services.accounts.storage.accounts import StoredAccounts
from services.accounts.storage.api_tokens import StoredApiTokens
from services.accounts.storage.attempts import StoredAttempts
from services.accounts.storage.history import StoredHistory
from services.accounts.storage.links import StoredLinks
from services.accounts.storage.people import StoredPeople
from services.accounts.storage.sealing import SecretSafe
from services.accounts.storage.second_factor_rules import StoredSecondFactorRules
from services.accounts.storage.second_factors import StoredSecondFactors
from services.accounts.storage.sessions import StoredDevices, StoredSessions
from shared.database import Database
from shared.messaging.commands import CommandLog
from shared.messaging.journal import Journal
from shared.wire.published import CATALOGUE
from shared.workplace.batches import SavePoint


@dataclass(frozen=True, kw_only=True)
class StoredWork:
    """The records, the journal and the commands carried out, all on one connection."""

    accounts: StoredAccounts
    second_factors: StoredSecondFactors
    factor_rules: StoredSecondFactorRules
    sessions: StoredSessions
    devices: StoredDevices
    links: StoredLinks
    attempts: StoredAttempts
    api_tokens: StoredApiTokens
    people: StoredPeople
    history: StoredHistory
    journal: Journal
    commands: CommandLog


@contextmanager
def unit_of_work(database: Database, source: str, safe: SecretSafe) -> Iterator[StoredWork]:
    """Open a transaction in which all is kept at the end, or nothing if anything is raised.

    `source` is `/nodes/<node>/accounts`: who publishes.
    """
    with database.write() as connection:
        yield _work(connection, source, safe)


@contextmanager
def snapshot(database: Database, source: str, safe: SecretSafe) -> Iterator[StoredWork]:
    """Open the same for reading, at one moment; writing through it fails."""
    with database.read() as connection:
        yield _work(connection, source, safe)


@contextmanager
def rehearsal(
    database: Database, source: str, safe: SecretSafe
) -> Iterator[tuple[StoredWork, Callable[[], SavePoint]]]:
    """Open a transaction of which nothing is kept, and with it what marks a place in it."""
    with database.rehearse() as connection:
        yield _work(connection, source, safe), connection.begin_nested


def _work(connection: Connection, source: str, safe: SecretSafe) -> StoredWork:
    return StoredWork(
        accounts=StoredAccounts(connection),
        second_factors=StoredSecondFactors(connection, safe),
        factor_rules=StoredSecondFactorRules(connection),
        sessions=StoredSessions(connection),
        devices=StoredDevices(connection),
        links=StoredLinks(connection),
        attempts=StoredAttempts(connection),
        api_tokens=StoredApiTokens(connection),
        people=StoredPeople(connection),
        history=StoredHistory(connection),
        journal=Journal(connection=connection, source=source, catalogue=CATALOGUE),
        commands=CommandLog(connection),
    )
