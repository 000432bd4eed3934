"""`owss report` over the database of a centre at rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.node import cli
from services.node.demo import PROGRAMME_FILE
from services.node.network import Network
from services.reporting.storage.programmes import StoredProgrammes
from shared.database import Database
from shared.wire.programme import read_programme
from tests.storage.messaging.lived_in import LATER

CODE = "owss-2009"


class Shell:
    """Types `owss report …` at the centre, and gives back what was shown."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._home, self._capsys = home, capsys

    def report(self, *arguments: object) -> str:
        cli.main(["report", *(str(each) for each in arguments), "--home", str(self._home)])
        return self._capsys.readouterr().out

    def refused(self, *arguments: object) -> str:
        with pytest.raises(SystemExit) as end:
            self.report(*arguments)
        assert end.value.code == 1
        return self._capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def shell(network: Network, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Give a shell at a centre that has the programme."""
    database = Database(network.centre.settings.databases["reporting"])
    programme = read_programme(PROGRAMME_FILE.read_text(encoding="utf-8"))
    with database.write() as connection:
        StoredProgrammes(connection).keep(programme, LATER)
    database.close()
    return Shell(network.centre.home, capsys)


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
