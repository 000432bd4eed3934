"""Problems that a person can put right, each as one sentence that says what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from marshmallow import ValidationError
from nameko.exceptions import RemoteError, deserialize_to_instance
from sqlalchemy.exc import DBAPIError

from services.accounts import sentences as of_accounts
from services.accounts.storage.sealing import SecretUnreadable
from services.consultations import sentences as of_consultations
from services.consultations.registers.columns import RegisterProblem
from services.node.asking import NodeDoesNotRun
from services.node.awaiting import NotArrived
from services.node.bus_process import BusFailed
from services.node.remembered_demo import AnotherDemo
from services.node.season.plan import AnotherProgramme
from services.node.season.player import NodeSilent, StepRefused
from services.node.season.season import InvalidSeason
from services.node.season.working_days import NobodyFree, SeasonTooShort
from services.reporting import sentences as of_reporting
from shared.kernel.command import Refusal
from shared.messaging.management import BrokerProblem
from shared.messaging.rebuilding import ProjectionChanged
from shared.settings import SettingsUnusable
from shared.wire.document_fields import sentences
from shared.wire.programme import InvalidProgramme

if TYPE_CHECKING:
    from collections.abc import Callable

_SAY_IT_THEMSELVES = (
    AnotherDemo,
    AnotherProgramme,
    BrokerProblem,
    BusFailed,
    InvalidSeason,
    NobodyFree,
    NodeDoesNotRun,
    NotArrived,
    RegisterProblem,
    SeasonTooShort,
    SecretUnreadable,
    SettingsUnusable,
)

_OF_SYSTEM = {
    errno.ENOSPC: "zabrakło miejsca na dysku – zwolnij miejsce i spróbuj ponownie.",
    errno.EDQUOT: "przekroczony limit miejsca na dysku – zwolnij miejsce i spróbuj ponownie.",
    errno.EACCES: "brak uprawnień – nadaj je albo uruchom polecenie w innym folderze.",
    errno.EPERM: "brak uprawnień – nadaj je albo uruchom polecenie w innym folderze.",
    errno.EROFS: "dysk jest tylko do odczytu – uruchom polecenie w innym folderze.",
    errno.ENOENT: "nie ma takiego pliku ani folderu – sprawdź ścieżkę.",
    errno.EISDIR: "to folder, a nie plik – sprawdź ścieżkę.",
    errno.ENOTDIR: "to plik, a nie folder – sprawdź ścieżkę.",
}

for _service in (of_consultations, of_reporting):
    for _refused in _service.SENTENCES:
        # What a service refuses comes back over RPC as the same refusal, whoever it was that asked.
        deserialize_to_instance(_refused)

DISK_FULL = "Zabrakło miejsca na dysku z bazą danych – zwolnij miejsce i powtórz polecenie."
_SQLITE = {
    "disk is full": DISK_FULL,
    "unable to open": "Nie można otworzyć pliku bazy danych – sprawdź folder węzła i uprawnienia.",
    "readonly": "Baza danych jest tylko do odczytu – sprawdź uprawnienia do folderu węzła.",
    "is locked": "Baza danych jest zajęta przez inny proces – powtórz polecenie za chwilę.",
    "no such table": "Baza danych nie jest przygotowana – uruchom węzeł poleceniem «owss up».",
    "malformed": "Plik bazy danych jest uszkodzony – przywróć go z kopii zapasowej.",
    "not a database": "Plik bazy danych nie jest bazą SQLite – przywróć go z kopii zapasowej.",
}


def sentence_of(error: BaseException) -> str | None:
    """Return what to tell a person, or None for what is no problem of theirs but our mistake."""
    for kind, say in _SAYING:
        if isinstance(error, kind):
            return say(error)
    return None


def of_refusal(refusal: Refusal) -> str:
    """Return the sentence of a refusal, whichever service refused."""
    for service in (of_consultations, of_reporting, of_accounts):
        if type(refusal) in service.SENTENCES:
            told: str = service.sentence(refusal)
            return told
    return str(refusal)


def _of_validation(error: ValidationError) -> str:
    return " ".join(sentences(error))


def _of_step(error: StepRefused) -> str:
    """Add to the refused step the sentence of the refusal that it was raised from."""
    cause = error.__cause__
    told = None if cause is None else sentence_of(cause)
    return f"{error} {told}" if told else str(error)


def _of_silence(error: NodeSilent) -> str:
    return f"{error} – sprawdź, czy węzeł działa («owss up»)."


def _of_remote(error: RemoteError) -> str:
    return (
        f"Węzeł zgłosił błąd, którego nie przewidziano ({error}) – zajrzyj do dziennika bus.log "
        "w folderze węzła."
    )


def _of_programme(error: InvalidProgramme) -> str:
    return "\n".join(error.problems)


def _of_rebuild(_: ProjectionChanged) -> str:
    return "Ktoś inny właśnie odbudował te fakty – powtórz polecenie, jeśli jest jeszcze potrzebne."


def _of_text(_: UnicodeDecodeError) -> str:
    return "Plik nie jest tekstem w UTF-8 – zapisz go w tym kodowaniu i spróbuj ponownie."


def _of_database(error: DBAPIError) -> str:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        for sign, told in _SQLITE.items():
            if sign in str(cause):
                return told
    if isinstance(cause, psycopg.errors.DiskFull):
        return DISK_FULL
    if isinstance(cause, psycopg.errors.UndefinedTable):
        return _SQLITE["no such table"]
    if isinstance(cause, psycopg.OperationalError):
        return (
            f"Baza danych nie odpowiada ({_on_one_line(cause)}) – uruchom ją albo popraw jej adres "
            "w pliku node.toml."
        )
    return f"Baza danych odmówiła ({_on_one_line(cause)}) – zajrzyj do dziennika węzła."


def _of_system(error: OSError) -> str:
    if isinstance(error, ConnectionError | TimeoutError):
        return f"Nie ma połączenia ({error}) – sprawdź, czy broker działa, i powtórz polecenie."
    where = Path(os.fsdecode(error.filename)) if error.filename else Path.cwd()
    told = _OF_SYSTEM.get(error.errno or 0, f"{error.strerror or error} – spróbuj ponownie.")
    return f"{where}: {told}"


def _on_one_line(error: BaseException | None) -> str:
    return " ".join(str(error).split())


_SAYING: tuple[
    tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[[Any], str]], ...
]
_SAYING = (
    (_SAY_IT_THEMSELVES, str),
    (Refusal, of_refusal),
    (ValidationError, _of_validation),
    (StepRefused, _of_step),
    (NodeSilent, _of_silence),
    (RemoteError, _of_remote),
    (InvalidProgramme, _of_programme),
    (ProjectionChanged, _of_rebuild),
    (UnicodeDecodeError, _of_text),
    (DBAPIError, _of_database),
    (OSError, _of_system),
)
"""What is said of what, the first that fits."""
