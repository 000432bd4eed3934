"""Commands about what a node knows, over the databases of nodes where people have worked."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from services.node import cli, commands_data
from services.node.network import Network
from services.reporting.figures.as_of import shown_generation
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.messaging import parking
from shared.messaging.parking import Parked
from shared.messaging.projection import Origin
from shared.messaging.tables import arrival, checkpoint, fork, head, inbox, projection
from tests.storage.messaging.lived_in import CARDS, LATER, SOURCE

SPAN = ("--from", "2009-06-01", "--to", "2009-12-31")


class Shell:
    """Types commands about the centre, and gives back what was shown."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def run(self, *arguments: str) -> str:
        cli.main([*arguments, "--home", str(self.home)])
        return self._capsys.readouterr().out

    def refused(self, *arguments: str) -> str:
        with pytest.raises(SystemExit) as end:
            self.run(*arguments)
        assert end.value.code == 1
        shown = self._capsys.readouterr()
        assert shown.err.startswith("Błąd: ")
        assert shown.err.count("\n") == 1
        return shown.out + shown.err


@pytest.fixture
def at_centre(network: Network, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(network.centre.home, capsys)


@pytest.fixture
def at_node(network: Network, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(network.partners[0].home, capsys)


@pytest.fixture
def reporting(network: Network) -> Database:
    return Database(network.centre.settings.databases["reporting"])


def test_a_figure_comes_with_its_rows_and_the_state_of_every_node(at_centre: Shell) -> None:
    told = json.loads(at_centre.run("figure", "number_of_advices", *SPAN, "--rows"))
    narrowed = json.loads(
        at_centre.run("figure", "number_of_advices", *SPAN, "--where", "node=zarska")
    )

    assert told["value"] == len(told["rows"]) == 2 * narrowed["value"]
    assert 0 < narrowed["value"] <= CARDS
    assert narrowed["rows"] == []
    assert [node["node"] for node in told["freshness"]["nodes"]] == ["torunska", "zarska"]


def test_a_figure_of_people_says_by_what_they_were_matched(at_centre: Shell) -> None:
    told = json.loads(at_centre.run("figure", "unique_people", *SPAN))

    assert told["value"] > 0
    assert told["matching"]["people"] == {"client_id": told["value"]}
    assert told["matching"]["lists"] == {"torunska": None, "zarska": None}


def test_an_earlier_answer_is_given_again(at_centre: Shell) -> None:
    now = json.loads(at_centre.run("figure", "hours_of_advice", *SPAN))

    then = json.loads(at_centre.run("figure", "hours_of_advice", *SPAN, "--as-of", now["as_of"]))

    assert then["value"] == now["value"] > 0
    assert then["as_of"] == now["as_of"]


def test_a_row_opens_its_domain_event(at_centre: Shell) -> None:
    told = json.loads(at_centre.run("figure", "number_of_advices", *SPAN, "--rows"))
    row = told["rows"][0]

    event = json.loads(at_centre.run("event", row["source"], str(row["position"])))

    assert event["verified"]
    assert event["subject"].startswith("advice-card/")


def test_refusals_are_sentences(at_centre: Shell) -> None:
    assert "nie ma zdarzenia 999" in at_centre.refused("event", SOURCE, "999")
    assert "nie ma filtra: sex" in at_centre.refused(
        "figure", "hours_of_advice", *SPAN, "--where", "sex=male"
    )
    assert "nie ma programu „owss-2009”" in at_centre.refused("report", "write", "owss-2009")


def test_the_status_names_each_source(at_centre: Shell, reporting: Database) -> None:
    with reporting.write() as connection:
        connection.execute(update(arrival).values(highest=99))
        connection.execute(update(checkpoint).values(stopped_because="position 9 was altered"))
        connection.execute(update(projection).values(halted_because="20 failed in a row"))
    reporting.close()

    shown = at_centre.run("status")

    assert "zarska\nconsultations  milczy od " in shown
    assert "brakuje " in shown
    assert "zatrzymane: position 9 was altered" in shown
    assert "Wliczanie wstrzymane: 20 failed in a row" in shown


def test_a_clock_that_is_wrong_shows_in_the_status(at_centre: Shell, reporting: Database) -> None:
    with reporting.write() as connection:
        told = connection.execute(select(head.c.received_at)).scalars().first()
        assert told is not None
        connection.execute(update(head).values(told_at=told + timedelta(days=2), received_at=told))
    reporting.close()

    assert "zegar węzła różni się o 48.0 h" in at_centre.run("status")


def test_positions_that_two_domain_events_claim_are_listed_with_both(
    at_centre: Shell, reporting: Database
) -> None:
    with reporting.write() as connection:
        held = connection.execute(select(inbox).where(inbox.c.source == SOURCE).limit(1)).one()
        connection.execute(insert(fork).values(**{**held._mapping, "digest": "f" * 64}))
    reporting.close()

    listed = at_centre.run("forks")

    assert f"{SOURCE} {held.position}\n  w archiwum: pl.owss.consultations." in listed
    assert "  drugie: pl.owss.consultations." in listed
    assert listed.endswith("Sporne: 1.\n")
    assert "sporne 1" in at_centre.run("status")


def test_what_nobody_changed_is_intact(at_centre: Shell, at_node: Shell) -> None:
    assert at_centre.run("verify") == at_node.run("verify")
    assert "nienaruszone" in at_node.run("verify")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE journal SET body = replace(body, '2009', '2010') WHERE journal_id = 9",
            f"✗ {SOURCE}, pozycja 9, sprawa advice-card/",
        ),
        ("UPDATE journal SET body = 7 WHERE journal_id = 9", f"✗ {SOURCE}, pozycja 9, sprawa"),
        (
            "UPDATE journal SET type = 'x' WHERE journal_id = 9",
            "kolumna mówi co innego niż treść (type: 'x', 'pl.owss.",
        ),
        (
            "UPDATE advice_card SET minutes = 7 WHERE card_number = '1/2009/zarska'",
            "stan różni się od dziennika (minutes: w stanie 7, w dzienniku 45)",
        ),
        ("UPDATE advice_card SET version = CAST(x'ff' AS TEXT)", "stan różni się od dziennika"),
        ("DROP TABLE card_client", "bazy nie da się odczytać do końca (no such table"),
    ],
)
def test_what_was_changed_at_a_node_is_named(
    network: Network, at_node: Shell, statement: str, said: str
) -> None:
    tamper(network.partners[0].home / "consultations.sqlite", statement)

    assert said in at_node.refused("verify")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM inbox WHERE position = 9", f"archiwum, {SOURCE}, pozycja 9: archiwum miało"),
        ("DELETE FROM expected_source", "źródło węzła, którego nie przyjęto"),
    ],
)
def test_what_was_changed_at_the_centre_is_named(
    network: Network, at_centre: Shell, statement: str, said: str
) -> None:
    tamper(network.centre.home / "reporting.sqlite", statement)

    assert said in at_centre.refused("verify")


def test_a_file_that_was_cut_is_named(network: Network, at_node: Shell) -> None:
    file = network.partners[0].home / "consultations.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])

    assert "bazy nie da się odczytać" in at_node.refused("verify")


def test_a_byte_that_an_index_does_not_know_of_is_named(network: Network, at_node: Shell) -> None:
    file = network.partners[0].home / "consultations.sqlite"
    connection = sqlite3.connect(file)
    in_row, kind = connection.execute(
        "SELECT event_id, type FROM journal WHERE journal_id = 9"
    ).fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    row = f"{in_row}{kind}".encode()
    content = file.read_bytes()
    assert row in content

    file.write_bytes(content.replace(row, b"0" * 32 + kind.encode()))

    assert "plik bazy jest uszkodzony" in at_node.refused("verify")


def tamper(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_rebuild_that_differs_is_switched_to_only_with_a_reason(
    at_centre: Shell, reporting: Database
) -> None:
    same = at_centre.run("rebuild")
    with reporting.write() as connection:
        for table in MINISTRY_FACTS.tables:
            connection.execute(delete(table).where(table.c.position < 12))
    reporting.close()

    refused = at_centre.refused("rebuild")
    accepted = at_centre.run("rebuild", "--accept", "naprawa po awarii")
    again = at_centre.run("rebuild")

    assert "różnic: 0." in same
    assert "tylko po odbudowie: " in refused
    assert "--accept POWÓD" in refused
    assert "różnic: 0." not in accepted
    assert "różnic: 0." in again


def test_what_is_parked_is_listed_counted_and_tried_again(
    at_centre: Shell, reporting: Database
) -> None:
    with reporting.write() as connection:
        generation = shown_generation(connection, MINISTRY_FACTS)
        parking.park(
            connection,
            MINISTRY_FACTS.name,
            generation,
            [Parked(Origin(SOURCE, 1, 5), "pl.owss.x.v9", "x/1", parking.UNKNOWN, "unknown")],
            LATER,
        )
    reporting.close()

    listed = at_centre.run("parked", "list")
    status = at_centre.run("status")
    retried = at_centre.run("parked", "retry")

    assert listed.endswith("Odłożone: 1.\n")
    assert f"{SOURCE} 5  unknown  pl.owss.x.v9" in listed
    assert "odłożone 1" in status
    assert retried.startswith("Spraw: 1,")


def test_generated_documents_are_checked_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands_data, "ASYNCAPI_FILE", tmp_path / "asyncapi.yaml")

    with pytest.raises(SystemExit):
        cli.main(["docs", "--check"])
    cli.main(["docs"])
    cli.main(["docs", "--check"])

    assert "uruchom «make docs»" in capsys.readouterr().err
    assert "asyncapi" in (tmp_path / "asyncapi.yaml").read_text(encoding="utf-8")
