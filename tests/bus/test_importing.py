"""A register is imported as people do it: by a command, over the node's bus, up to the centre."""

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.consultations.storage.tables import advice_card
from services.node import cli
from tests.bus.checking import check
from tests.bus.desk import at_work
from tests.bus.network import Ground, Network
from tests.servers.rabbitmq import RabbitmqServer
from tests.slices.node.registers import read_workbook, write_workbook

CLIENTS = (
    ("Lp.", "Rodzaj klienta", "Nazwa", "NIP"),
    (1, "spółdzielnia socjalna", "Spółdzielnia „Wspólny Stół”", "526-025-02-74"),
)
WRONG_CLIENT = (2, "osoba prawna", "Stowarzyszenie", "123")
CARDS = (
    (
        "Lp.",
        "Data",
        "Od",
        "Do",
        "Doradca",
        "NIP",
        "Zakres",
        "Forma",
        "Temat",
        "Porada",
        "Podpisana",
    ),
    (
        *(1, date(2009, 7, 7), time(9), time(10, 30), "Nowak Jan", "526-025-02-74"),
        *("doradztwo prawne", "osobiście", "Zmiana statutu"),
        *("Omówiono procedurę zmiany statutu i wpisu w KRS.", "tak"),
    ),
)

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def installed(rabbitmq_server: RabbitmqServer, tmp_path: Path) -> Iterator[Network]:
    ground = Ground(rabbitmq_server)
    with at_work(tmp_path, centre=ground, partner=ground) as network:
        yield network


@pytest.fixture
def run(installed: Network, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what types a command about the partner's node: it returns exit code and words."""

    def type_in(*arguments: str) -> tuple[int, str]:
        code = 0
        try:
            cli.main([*arguments, "--home", str(installed.partner.place.home)])
        except SystemExit as end:
            code = int(end.code or 0)
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return type_in


def test_registers_are_tried_imported_and_imported_again(
    installed: Network, run: Run, tmp_path: Path
) -> None:
    clients = str(write_workbook(tmp_path / "klienci.xlsx", *CLIENTS))
    faulty = str(write_workbook(tmp_path / "błędni.xlsx", *CLIENTS, WRONG_CLIENT))
    cards = str(write_workbook(tmp_path / "karty.xlsx", *CARDS))
    installed.partner.ask(
        "consultations",
        "register_adviser",
        command_id=str(uuid4()),
        actor={"staff_id": str(uuid4()), "roles": ["coordinator"]},
        adviser_id=str(uuid4()),
        full_name="Jan Nowak",
        staff_role="consultant",
        active_from="2009-06-01",
    )

    refused = run("import", faulty, "--kind", "klienci")
    tried = run("import", clients, "--kind", "klienci", "--dry-run")
    imported = run("import", clients, "--kind", "klienci")
    with_cards = run("import", cards, "--kind", "karty")
    again = run("import", cards, "--kind", "karty")
    check(installed)

    assert refused[0] == 1
    assert "✗ arkusz „Rejestr”, wiersz 3, kolumna „NIP”, „123”: Sprawdź NIP" in refused[1]
    assert "Błędne wiersze: 1, więc niczego nie zapisano" in refused[1]
    assert tried[0] == 0
    assert "To była próba – nic nie zapisano." in tried[1]
    assert imported[0] == 0
    assert "wiersze: 1 (zaimportowano: 1)" in imported[1]
    assert "(zaimportowano: 1)" in with_cards[1]
    assert "(bez zmian – zaimportowano wcześniej: 1)" in again[1]
    told = read_workbook(tmp_path / "błędni-wynik.xlsx")
    assert [row[-1] for row in told[:2]] == ["Wynik", "poprawny, ale nic nie zapisano"]
    assert str(told[2][-1]).startswith("błąd: kolumna „NIP”, „123”")
    assert not (tmp_path / "karty-wynik.xlsx").exists()
    with installed.partner.databases["consultations"].read() as connection:
        states = connection.execute(select(advice_card.c.state)).scalars().all()
    assert states == ["documented"]


def test_a_template_is_written_once(installed: Network, run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "wzór.xlsx")

    written = run("import-template", "--kind", "karty", "--file", file)
    again = run("import-template", "--kind", "karty", "--file", file)

    assert installed.partner.bus.is_running
    assert written[0] == 0
    assert read_workbook(Path(file))[0][0] == "Nr"
    assert again[0] == 1
    assert "już istnieje" in again[1]
