"""What goes wrong is one sentence that says what to do; what is our mistake is not hidden."""

from __future__ import annotations

import errno
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from marshmallow import ValidationError
from nameko.exceptions import RemoteError, RpcTimeout, deserialize, serialize
from sqlalchemy.exc import OperationalError

from services.consultations.domain.refusals import AlreadyConfirmed
from services.node import cli
from services.node.asking import NodeDoesNotRun
from services.node.awaiting import NotArrived
from services.node.problems import DISK_FULL, of_refusal, sentence_of
from services.node.season.player import NodeSilent, StepRefused
from services.node.season.steps import Step
from services.reporting.domain.refusals import NotTheNextVersion
from shared.kernel.command import NotAuthorised, Refusal
from shared.messaging.management import BrokerProblem
from shared.messaging.rebuilding import ProjectionChanged
from shared.settings import SettingsUnusable
from shared.wire.programme import InvalidProgramme, read_programme

STEP = Step(at=datetime(2009, 7, 7, tzinfo=UTC), service="x", method="draft_card", request={})


def of_database(cause: Exception) -> OperationalError:
    return OperationalError("SELECT 1", {}, cause)


def refused_step(cause: Exception) -> StepRefused:
    error = StepRefused("zarska", STEP, str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BrokerProblem("Broker nie odpowiada."), "Broker nie odpowiada."),
        (SettingsUnusable("Brak pliku."), "Brak pliku."),
        (NotArrived("Nie nadeszło."), "Nie nadeszło."),
        (NotTheNextVersion("owss-2009/7", 1), "Popraw numer wersji na następny."),
        (refused_step(NotAuthorised("draft_card")), "Twoja rola nie pozwala na tę czynność."),
        (refused_step(ValidationError({"name": ["podaj nazwę"]})), "name: podaj nazwę."),
        (NodeDoesNotRun("zarska"), "Węzeł zarska nie działa – uruchom go poleceniem «owss up»."),
        (NodeSilent("zarska", 5, RpcTimeout(10.0)), "zarska nie odpowiada od 5 s – sprawdź"),
        (NodeSilent("zarska", 5, OSError("zerwane")), "nie odpowiada od 5 s: zerwane – sprawdź"),
        (RemoteError("ZeroDivisionError", "nothing"), "zajrzyj do dziennika bus.log"),
        (ProjectionChanged("x"), "powtórz polecenie"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "wrong"), "UTF-8"),
        (of_database(sqlite3.OperationalError("database or disk is full")), DISK_FULL),
        (of_database(psycopg.errors.DiskFull("no space")), DISK_FULL),
        (of_database(sqlite3.OperationalError("no such table: inbox")), "«owss up»"),
        (of_database(psycopg.errors.UndefinedTable("inbox")), "«owss up»"),
        (of_database(sqlite3.OperationalError("unable to open database file")), "uprawnienia"),
        (of_database(sqlite3.OperationalError("database is locked")), "zajęta"),
        (of_database(sqlite3.DatabaseError("file is not a database")), "kopii"),
        (of_database(sqlite3.DatabaseError("database disk image is malformed")), "kopii"),
        (of_database(sqlite3.OperationalError("attempt to write a readonly database")), "odczytu"),
        (of_database(sqlite3.DataError("string or\nblob too big")), "odmówiła (string or blob"),
        (of_database(psycopg.OperationalError("connection\nrefused")), "nie odpowiada (connection"),
        (of_database(psycopg.DataError("out of range")), "odmówiła (out of range)"),
        (OSError(errno.ENOSPC, "No space left on device", "/srv/x"), "/srv/x: zabrakło miejsca"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "/srv/x: brak uprawnień"),
        (OSError(errno.ENOSPC, "No space left on device"), f"{Path.cwd()}: zabrakło miejsca"),
        (OSError(errno.EIO, os.strerror(errno.EIO), "/srv/x"), "spróbuj ponownie"),
        (OSError("something"), "something – spróbuj ponownie"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), "sprawdź, czy broker działa"),
    ],
    ids=lambda value: " ".join(str(value).split()) if isinstance(value, Exception) else "",
)
def test_a_problem_is_one_sentence_that_says_what_to_do(error: Exception, said: str) -> None:
    told = sentence_of(error)

    assert told is not None
    assert said in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "\n" not in told
    assert told.endswith(".")


def test_all_that_is_wrong_with_a_programme_is_listed() -> None:
    with pytest.raises(InvalidProgramme) as error:
        read_programme("code: x")

    assert sentence_of(error.value) == "\n".join(error.value.problems)


def test_a_refused_step_with_a_cause_that_has_no_sentence_says_what_it_knows() -> None:
    assert sentence_of(refused_step(KeyError("x"))) == str(refused_step(KeyError("x")))


def test_our_own_mistakes_have_no_sentence() -> None:
    assert sentence_of(ZeroDivisionError()) is None


def test_a_refusal_that_nobody_put_into_words_says_at_least_what_it_is() -> None:
    class Unheard(Refusal):
        """It is new."""

    assert of_refusal(Unheard("tego nie przewidziano")) == "tego nie przewidziano"


@pytest.mark.parametrize(
    "refusal", [AlreadyConfirmed("1/2009/zarska", "2009-07-07"), NotTheNextVersion("a/3", "1")]
)
def test_a_refusal_comes_back_over_rpc_as_what_it_was(refusal: Refusal) -> None:
    assert type(deserialize(serialize(refusal))) is type(refusal)
    assert sentence_of(deserialize(serialize(refusal))) == of_refusal(refusal)


def ended(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    return end.value.code


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SettingsUnusable("Nie ma węzła."), 1, "Błąd: Nie ma węzła.\n"),
        (KeyboardInterrupt(), 130, "Przerwano.\n"),
    ],
)
def test_the_command_ends_with_a_code_and_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    def fails(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli.owss.commands["status"], "callback", fails)

    assert ended("status") == code
    assert capsys.readouterr().err.endswith(said)


def test_a_mistake_of_ours_is_shown_with_the_place_where_it_happened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.owss.commands["status"], "callback", fails)

    with pytest.raises(ZeroDivisionError):
        cli.main(["status"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figur"], "Nie ma polecenia figur. Czy chodzi o 'figure'?"),
        (["demo", "--seeds", "1"], "Nie ma opcji --seeds."),
        (["demo", "--seed", "x"], "„x” nie jest liczbą całkowitą."),
        (["demo", "--season", "nowhere.yaml"], "nowhere.yaml – nie ma takiego pliku"),
        (["figure", "hours_of_advice"], "Brakuje opcji '--from'."),
        (["figure", "hours"], "„hours” to żadne z: 'client_places', 'hours_of_advice'"),
        (["figure", "unique_clients", "--from", "7 lipca"], "„7 lipca” nie jest dniem"),
        (
            ["figure", "unique_clients", "--from", "2009-07-02", "--to", "2009-07-01"],
            "ten dzień jest wcześniejszy niż pierwszy (--from).",
        ),
        (["figure", "unique_clients", "--where", "nodezarska"], "napisz FILTR=KOD"),
        (["figure", "unique_clients", "--where", "=zarska"], "napisz FILTR=KOD"),
        (["figure", "unique_clients", "--as-of", "{"], "to nie jest pole „as_of”"),
        (["figure", "unique_clients", "--as-of", "[]"], "to nie jest pole „as_of”"),
        (["event", "/nodes/zarska/consultations", "0"], "0 jest poza zakresem x>=1."),
        (["event", "/nodes/zarska/consultations"], "Brakuje argumentu 'POZYCJA'."),
        (["down", "now"], "Zbędny argument (now)."),
        (["programme", "publish", "x.yaml", "--command-id", "x"], "nie istnieje|nie ma|UUID"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_was_mistyped_is_said_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert ended(*arguments) == 2

    shown = capsys.readouterr().err.replace("\n", " ")
    assert any(each in shown for each in said.split("|"))
    assert "Pomoc: «owss" in shown
    assert "Error" not in shown


def test_an_option_without_its_value_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("status", "--home") == 2
    assert capsys.readouterr().err == "Błąd: Opcja --home wymaga wartości.\n"


def test_a_command_that_does_its_work_just_returns(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--help"])

    assert "Polecenia:" in capsys.readouterr().out
