"""`owss report` over the database of a centre at rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from services.node import cli
from services.node.clocks import WallClock
from services.node.commands_report import SHOWN_CAUSES
from services.node.demo import PROGRAMME_FILE
from services.node.network import Network
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.tables import report_version
from shared.database import Database
from shared.wire.programme import read_programme
from tests.storage.messaging.lived_in import LATER
from tests.storage.reporting.advice_told import Node, Reporting
from tests.storage.reporting.people_told import Desk

CODE = "owss-2009"


class Shell:
    """Types `owss report …` at the centre, and gives back what was shown."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._capsys = home, capsys
        self.shown = ""

    def report(self, *arguments: object) -> str:
        cli.main(["report", *(str(each) for each in arguments), "--home", str(self._home)])
        return self._capsys.readouterr().out

    def refused(self, *arguments: object) -> str:
        with pytest.raises(SystemExit) as end:
            self.report(*arguments)
        assert end.value.code == 1
        self.shown, told = self._capsys.readouterr()
        return told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def shell(network: Network, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Give a shell at a centre that has the programme."""
    database = Database(network.centre.settings.databases["reporting"])
    programme = read_programme(PROGRAMME_FILE.read_text(encoding="utf-8"))
    with database.write() as connection:
        StoredProgrammes(connection).keep(programme, LATER)
    database.close()
    return Shell(network.centre.home, capsys)


@pytest.fixture
def reporting(network: Network) -> Iterator[Reporting]:
    """Give the centre's reporting, which takes in without a broker."""
    database = Database(network.centre.settings.databases["reporting"])
    yield Reporting(database)
    database.close()


def test_a_report_is_written_without_submitting_it(shell: Shell, tmp_path: Path) -> None:
    shell.report("write", CODE, "--folder", tmp_path)

    written = {file.name for file in tmp_path.glob("sprawozdanie-*")}
    assert written == {"sprawozdanie-owss-2009.pdf", "sprawozdanie-owss-2009.xlsx"}
    assert "Złożone: 0." in shell.report("list", CODE)


def test_a_report_is_submitted_listed_and_made_again(shell: Shell, tmp_path: Path) -> None:
    submitted = shell.report("submit", CODE)
    listed = shell.report("list", CODE)
    reproduced = shell.report("reproduce", CODE)
    shell.report("files", CODE, "--folder", tmp_path)

    assert "Złożono sprawozdanie owss-2009, wersja 1.\n" in submitted
    assert listed.startswith("wersja 1, ")
    assert "niepełne dane: cistor, zarska, mops-olsztyn, swrgzs, kis-swiecie" in listed
    assert reproduced.count("✓") == 5
    assert (tmp_path / "sprawozdanie-owss-2009-wersja-1.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_changed_right_after_the_submission(shell: Shell) -> None:
    shell.report("submit", CODE)

    assert shell.report("diff", CODE) == "Zmienione liczby od wersji 1: 0.\n"


def test_each_change_since_the_submission_names_what_caused_it(
    shell: Shell, reporting: Reporting
) -> None:
    swrgzs = Node("swrgzs")
    swrgzs.approve(1, minutes=90)
    for number in range(2, SHOWN_CAUSES + 3):
        swrgzs.approve(number, minutes=60)
    reporting.take_in(swrgzs)
    shell.report("submit", CODE)
    for number in range(1, SHOWN_CAUSES + 3):
        swrgzs.correct(number, minutes=30)
    Desk(swrgzs).duty(1, minutes=60)
    reporting.take_in(swrgzs)

    told = shell.report("diff", CODE).replace("\N{NO-BREAK SPACE}", " ")

    assert "Świeckiej w Świeciu / Liczba godzin: 7,50* → 3,50*\n" in told
    assert (
        "    /nodes/swrgzs/consultations 8  pl.owss.consultations.advice_card_corrected.v1  "
        "karta 1/2009/swrgzs\n"
    ) in told
    assert "    … i jeszcze 2\n" in told
    assert "pl.owss.consultations.duty_held.v1  duty/" in told


def test_a_node_that_was_heard_since_changes_numbers_without_any_domain_event(
    shell: Shell, reporting: Reporting
) -> None:
    swrgzs = Node("swrgzs")
    reporting.expect(swrgzs)
    shell.report("submit", CODE)
    now = WallClock().now()
    reporting.receive(swrgzs, [swrgzs.heartbeat(now)], at=now)
    reporting.fold(swrgzs)

    told = shell.report("diff", CODE)

    assert "Świeckiej w Świeciu / Liczba godzin: brak danych → 0,00\n" in told
    assert "    żadne zdarzenie: zmienił się stan danych, listy osób albo sposób liczenia\n" in told


def test_what_is_parked_is_submitted_only_by_name(shell: Shell, reporting: Reporting) -> None:
    swrgzs = Node("swrgzs")
    swrgzs.unreadable()
    reporting.take_in(swrgzs)

    refused = shell.refused("submit", CODE)
    submitted = shell.report("submit", CODE, "--naming-parked")

    assert "Nie ujęto zdarzeń odłożonych albo pominiętych (1)" in refused
    assert "Złożono sprawozdanie owss-2009, wersja 1.\n" in submitted
    assert "nieujęte zdarzenia: 1" in shell.report("list", CODE)


def test_a_filed_report_that_was_changed_is_told_and_ends_with_a_fault(
    shell: Shell, reporting: Reporting
) -> None:
    shell.report("submit", CODE)
    with reporting.database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER report_version_refuses_UPDATE")
        connection.execute(update(report_version).values(pdf=b"%PDF", made_with="{}"))

    told = shell.refused("reproduce", CODE)

    assert "Złożonego sprawozdania nie udało się odtworzyć" in told
    assert "✗ zmienione po złożeniu" in shell.shown
    assert "PDF: – inaczej, bo zmieniły się narzędzia albo wzór" in shell.shown
    assert "czcionki, wzór sprawozdania, układ treści, szablon, typst, XlsxWriter" in shell.shown


def test_only_what_was_submitted_is_reproduced(shell: Shell) -> None:
    assert "Nie ma sprawozdania z programu „owss-2009”" in shell.refused("reproduce", CODE)


def test_a_partner_does_not_submit(network: Network, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(network.partners[0].home, capsys)
    database = Database(network.partners[0].settings.databases["reporting"])
    programme = read_programme(PROGRAMME_FILE.read_text(encoding="utf-8"))
    with database.write() as connection:
        StoredProgrammes(connection).keep(programme, LATER)
    database.close()

    assert "składa się w centrali" in shell.refused("submit", CODE)
