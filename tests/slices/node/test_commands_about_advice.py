"""Commands that print timesheets and export the register, at a node where people have worked."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from pypdf import PdfReader

from services.node import cli
from services.node.network import Network
from shared.settings import write_settings
from tests.storage.messaging.lived_in import CARDS
from tests.unit.consultations.examples import ADVISER_ID, NOW, changed

ALL_CARDS = CARDS + 1  # one of them is only a draft
JULY = ("--from", "2009-07-01", "--to", "2009-07-31")


class Shell:
    """Types commands at the first partner's node, and gives back what was shown."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def run(self, *arguments: str) -> str:
        cli.main([*arguments, "--home", str(self.home)])
        return self._capsys.readouterr().out

    def refused(self, *arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as end:
            self.run(*arguments)
        return end.value.code, self._capsys.readouterr().err


@pytest.fixture
def at_node(network: Network, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(network.partners[0].home, capsys)


@pytest.fixture
def of_season(network: Network, at_node: Shell) -> Shell:
    """Let the node be one whose season is played."""
    settings = network.partners[0].settings
    write_settings(at_node.home, changed(settings, {"season_begins": NOW}))
    return at_node


def sheet(file: Path, name: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(file)[name].iter_rows(values_only=True))


def test_all_who_worked_in_a_month_get_a_sheet_as_pdf_and_xlsx(
    at_node: Shell, tmp_path: Path
) -> None:
    shown = at_node.run("timesheets", str(tmp_path / "druk"), "--month", "2009-07")

    pdfs = sorted((tmp_path / "druk").glob("*.pdf"))
    assert pdfs
    assert [file.with_suffix(".xlsx").exists() for file in pdfs] == [True] * len(pdfs)
    assert shown.splitlines()[-1] == f"Kart czasu pracy: {len(pdfs)}."
    (annas,) = [file for file in pdfs if file.name.endswith("000001.pdf")]
    assert annas.name == "karta-czasu-pracy-2009-07-Anna-Zięba-000001.pdf"
    text = PdfReader(BytesIO(annas.read_bytes())).pages[0].extract_text()
    assert "Anna Zięba" in text


def test_nobody_gets_a_sheet_of_a_month_without_work(at_node: Shell, tmp_path: Path) -> None:
    shown = at_node.run("timesheets", str(tmp_path), "--month", "2009-01")

    assert shown == "Kart czasu pracy: 0.\n"
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_named_adviser_gets_a_sheet_of_any_month(at_node: Shell, tmp_path: Path) -> None:
    at_node.run("timesheets", str(tmp_path), "--month", "2009-01", "--adviser", str(ADVISER_ID))

    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_documents_of_a_played_season_say_so(of_season: Shell, tmp_path: Path) -> None:
    file = tmp_path / "rejestr.xlsx"

    of_season.run("register", str(file), *JULY)

    assert str(sheet(file, "Rejestr porad")[0][0]).startswith("Sezon pokazowy")


def test_the_register_has_all_cards_and_the_filters(at_node: Shell, tmp_path: Path) -> None:
    file = tmp_path / "rejestr.xlsx"

    shown = at_node.run("register", str(file), *JULY)

    _, *rows, _ = sheet(file, "Rejestr porad")
    assert len(rows) == ALL_CARDS
    assert shown == f"Zapisano {file}; kart: {ALL_CARDS}.\n"
    assert ("Doradca", "wszystkie") in sheet(file, "Parametry")


def test_the_register_is_narrowed_and_sorted(at_node: Shell, tmp_path: Path) -> None:
    file = tmp_path / "rejestr.xlsx"
    asked = ("--adviser", str(ADVISER_ID), "--field", "legal", "--form", "in_person")
    narrowed = ("--client-kind", "individual", "--state", "approved")

    at_node.run(
        "register", str(file), *JULY, *asked, *narrowed, "--order", "card_number", "--descending"
    )

    _, *rows, _ = sheet(file, "Rejestr porad")
    numbers = [str(row[1]) for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert 0 < len(rows) < ALL_CARDS
    parameters = sheet(file, "Parametry")
    assert ("Doradca", "Anna Zięba") in parameters
    assert ("Stan karty", "zatwierdzona") in parameters


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("timesheets", "druk", "--month", "lipiec"), 2, "RRRR-MM"),
        (("timesheets", "druk", "--month", "2009-07", "--adviser", str(UUID(int=99))), 1, "dorad"),
        (("register", "r.xlsx", "--from", "2009-07-02", "--to", "2009-07-01"), 2, "--to"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_sentence(
    at_node: Shell, arguments: tuple[str, ...], code: int, said: str
) -> None:
    exit_code, error = at_node.refused(*arguments)

    assert exit_code == code
    assert said in error
    assert "Traceback" not in error
