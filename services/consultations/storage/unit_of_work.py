"""One transaction over everything that a use case touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from services.consultations.storage.appointments import StoredAppointments
from services.consultations.storage.cards import StoredCards
from services.consultations.storage.clients import StoredClients
from services.consultations.storage.deputies import StoredDeputies
from services.consultations.storage.diaries import StoredDiaries
from services.consultations.storage.dossiers import StoredDossiers
from services.consultations.storage.duties import StoredDuties
from services.consultations.storage.history import StoredHistory
from services.consultations.storage.lists import StoredAppointmentList, StoredClientList
from services.consultations.storage.paths import (
    StoredFollowUps,
    StoredReferrals,
    StoredSupportPaths,
)
from services.consultations.storage.people import StoredAdvisers
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.programmes import StoredProgrammes
from services.consultations.storage.register_of_advice import StoredRegisterOfAdvice
from services.consultations.storage.scans import StoredScans
from services.consultations.storage.timesheets import StoredTimesheets
from services.consultations.storage.told_apart import StoredToldApart
from services.consultations.storage.unsent_forms import StoredUnsentForms
from services.consultations.storage.views import StoredViews
from services.consultations.storage.working_hours import StoredWorkingHours
from shared.database import Database
from shared.messaging.commands import CommandLog
from shared.messaging.journal import Journal
from shared.wire.catalogue import Catalogue
from shared.workplace.batches import SavePoint


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
    client_list: StoredClientList
    appointment_list: StoredAppointmentList
    dossiers: StoredDossiers
    views: StoredViews
    unsent_forms: StoredUnsentForms
    scans: StoredScans
    told_apart: StoredToldApart


@contextmanager
def unit_of_work(
    database: Database,
    source: str,
    catalogue: Catalogue,
    safe: PeselSafe | None = None,
    *,
    wakes: bool = True,
) -> Iterator[StoredWork]:
    """Open a transaction in which all is kept at the end, or nothing if anything is raised.

    `source` is `/nodes/<node>/consultations`: who publishes. `safe` seals PESEL where it is kept.
    Without `wakes` nobody is told of the commit: nothing was published.
    """
    with database.write(wakes=wakes) as connection:
        yield _work(connection, source, catalogue, safe)


@contextmanager
def snapshot(
    database: Database, source: str, catalogue: Catalogue, safe: PeselSafe | None = None
) -> Iterator[StoredWork]:
    """Open the same for reading, at one moment; writing through it fails."""
    with database.read() as connection:
        yield _work(connection, source, catalogue, safe)


@contextmanager
def rehearsal(
    database: Database, source: str, catalogue: Catalogue, safe: PeselSafe | None = None
) -> Iterator[tuple[StoredWork, Callable[[], SavePoint]]]:
    """Open a transaction of which nothing is kept, and with it what marks a place in it."""
    with database.rehearse() as connection:
        yield _work(connection, source, catalogue, safe), connection.begin_nested


def _work(
    connection: Connection, source: str, catalogue: Catalogue, safe: PeselSafe | None
) -> StoredWork:
    _, _, node, _ = source.split("/")
    clients, cards = StoredClients(connection, safe), StoredCards(connection, node)
    appointments = StoredAppointments(connection)
    paths, referrals = StoredSupportPaths(connection), StoredReferrals(connection, node)
    return StoredWork(
        advisers=StoredAdvisers(connection),
        clients=clients,
        node=node,
        support_paths=paths,
        referrals=referrals,
        follow_ups=StoredFollowUps(connection),
        cards=cards,
        programmes=StoredProgrammes(connection),
        history=StoredHistory(connection),
        journal=Journal(connection=connection, source=source, catalogue=catalogue),
        commands=CommandLog(connection),
        duties=StoredDuties(connection),
        working_hours=StoredWorkingHours(connection),
        appointments=appointments,
        diaries=StoredDiaries(connection),
        register_of_advice=StoredRegisterOfAdvice(connection, node),
        timesheets=StoredTimesheets(connection),
        deputies=StoredDeputies(connection),
        client_list=StoredClientList(connection),
        appointment_list=StoredAppointmentList(connection),
        dossiers=StoredDossiers(connection, clients, cards, appointments, paths, referrals),
        views=StoredViews(connection),
        unsent_forms=StoredUnsentForms(connection),
        scans=StoredScans(connection),
        told_apart=StoredToldApart(connection),
    )
