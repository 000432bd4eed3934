"""One transaction over everything that a use case touches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from services.consultations.storage.appointments import StoredAppointments
from services.consultations.storage.cards import StoredCards
from services.consultations.storage.clients import StoredClients
from services.consultations.storage.deputies import StoredDeputies
from services.consultations.storage.diaries import StoredDiaries
from services.consultations.storage.duties import StoredDuties
from services.consultations.storage.history import StoredHistory
from services.consultations.storage.paths import (
    StoredFollowUps,
    StoredReferrals,
    StoredSupportPaths,
)
from services.consultations.storage.people import StoredAdvisers
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.programmes import StoredProgrammes
from services.consultations.storage.register_of_advice import StoredRegisterOfAdvice
from services.consultations.storage.timesheets import StoredTimesheets
from services.consultations.storage.working_hours import StoredWorkingHours
from shared.database import Database
from shared.messaging.commands import CommandLog
from shared.messaging.journal import Journal
from shared.wire.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class StoredWork:
    """The records, the journal and the answers given, all on one connection."""

    advisers: StoredAdvisers
    clients: StoredClients
    node: str
    support_paths: StoredSupportPaths
    referrals: StoredReferrals
    follow_ups: StoredFollowUps
    cards: StoredCards
    programmes: StoredProgrammes
    history: StoredHistory
    journal: Journal
    commands: CommandLog
    duties: StoredDuties
    working_hours: StoredWorkingHours
    appointments: StoredAppointments
    diaries: StoredDiaries
    register_of_advice: StoredRegisterOfAdvice
    timesheets: StoredTimesheets
    deputies: StoredDeputies


@contextmanager
def unit_of_work(
    database: Database, source: str, catalogue: Catalogue, safe: PeselSafe | None = None
) -> Iterator[StoredWork]:
    """Open a transaction in which all is kept at the end, or nothing if anything is raised.

    `source` is `/nodes/<node>/consultations`: who publishes. `safe` seals PESEL where it is kept.
    """
    with database.write() as connection:
        yield _work(connection, source, catalogue, safe)


@contextmanager
def snapshot(
    database: Database, source: str, catalogue: Catalogue, safe: PeselSafe | None = None
) -> Iterator[StoredWork]:
    """Open the same for reading, at one moment; writing through it fails."""
    with database.read() as connection:
        yield _work(connection, source, catalogue, safe)


def _work(
    connection: Connection, source: str, catalogue: Catalogue, safe: PeselSafe | None
) -> StoredWork:
    _, _, node, _ = source.split("/")
    return StoredWork(
        advisers=StoredAdvisers(connection),
        clients=StoredClients(connection, safe),
        node=node,
        support_paths=StoredSupportPaths(connection),
        referrals=StoredReferrals(connection, node),
        follow_ups=StoredFollowUps(connection),
        cards=StoredCards(connection, node),
        programmes=StoredProgrammes(connection),
        history=StoredHistory(connection),
        journal=Journal(connection=connection, source=source, catalogue=catalogue),
        commands=CommandLog(connection),
        duties=StoredDuties(connection),
        working_hours=StoredWorkingHours(connection),
        appointments=StoredAppointments(connection),
        diaries=StoredDiaries(connection),
        register_of_advice=StoredRegisterOfAdvice(connection, node),
        timesheets=StoredTimesheets(connection),
        deputies=StoredDeputies(connection),
    )
