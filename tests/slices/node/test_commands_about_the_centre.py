"""Commands of the centre and of joining, where no broker answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.node import cli, commands_centre
from services.node.broker_login import Broker
from services.node.demo import PROGRAMME_FILE
from services.node.enrolment import Enrolment, write_enrolment
from services.node.homes import place_at
from services.node.installing import NodePlace
from services.node.network import Network
from shared.settings import SettingsUnusable


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    with pytest.raises(SystemExit) as end:
        cli.main([str(each) for each in arguments])
    assert end.value.code == 1
    return capsys.readouterr().err


def test_a_programme_is_checked_without_publishing_it(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["programme", "check", str(PROGRAMME_FILE)])

    assert capsys.readouterr().out.startswith("Program owss-2009/1 jest poprawny (SHA-256 ")


def test_what_is_wrong_with_a_programme_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PROGRAMME_FILE.read_text(encoding="utf-8")
    file = tmp_path / "programme.yaml"
    file.write_text(text.replace("target: 600", "target: -1"), encoding="utf-8")

    assert "target" in refused(capsys, "programme", "check", file)


def test_a_programme_that_promises_what_nothing_counts_is_not_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PROGRAMME_FILE.read_text(encoding="utf-8")
    file = tmp_path / "programme.yaml"
    file.write_text(text.replace("hours_of_advice", "hours_of_avice"), encoding="utf-8")

    told = refused(capsys, "programme", "check", file).replace("\N{NO-BREAK SPACE}", " ")

    assert "nie ma wskaźników, które wymienia: hours_of_avice (hours)." in told
    assert "Popraw ich nazwy w programie, wybierając spośród: client_places, " in told


def test_only_the_centre_publishes(network: Network, capsys: pytest.CaptureFixture[str]) -> None:
    partner = network.partners[0].home

    told = refused(capsys, "programme", "publish", PROGRAMME_FILE, "--home", partner)

    assert "nie jest centralą – ogłoś program w „cistor”" in told


def test_without_a_broker_publishing_says_so_at_once(
    network: Network, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(capsys, "programme", "publish", PROGRAMME_FILE, "--home", network.centre.home)

    assert "Broker 127.0.0.1:1 nie odpowiada" in told
    assert told.count("\n") == 1


def enrolment_of(node: str, folder: Path) -> Path:
    file = folder / "file.json"
    write_enrolment(
        file,
        Enrolment(
            node=node,
            centre="cistor",
            address="amqp://127.0.0.1:1/cistor",
            password="secret",
            services=("consultations",),
        ),
    )
    return file


def test_a_node_joins_with_its_own_file_only(
    network: Network,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined: list[str] = []

    def join(place: NodePlace, broker: Broker, enrolment: Enrolment) -> None:
        assert broker.host == "nowhere"
        joined.append(f"{place.settings.node} as {enrolment.node}")

    broker = Broker(
        host="nowhere", amqp_port=1, management_url="http://nowhere", user="x", password="y"
    )
    monkeypatch.setattr(commands_centre, "find_broker", lambda *_: broker)
    monkeypatch.setattr(commands_centre, "join_node", join)
    home = network.partners[0].home

    cli.main(["node", "join", str(enrolment_of("zarska", tmp_path)), "--home", str(home)])
    shown = capsys.readouterr().out
    told = refused(capsys, "node", "join", enrolment_of("torunska", tmp_path), "--home", home)

    assert joined == ["zarska as zarska"]
    assert shown == "Węzeł „zarska” wysyła zdarzenia do centrali „cistor”.\n"
    assert "poproś centralę o właściwy plik" in told


def test_a_file_that_is_no_enrolment_is_refused(
    network: Network, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(capsys, "node", "join", PROGRAMME_FILE, "--home", network.partners[0].home)

    assert "nie jest plikiem dołączenia węzła" in told


def test_a_node_without_one_of_its_databases_is_refused(network: Network) -> None:
    home = network.partners[0].home
    file = home / "node.toml"
    kept = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("reporting =")
    ]
    file.write_text("\n".join(kept), encoding="utf-8")

    with pytest.raises(SettingsUnusable, match=r"brakuje bazy danych \(reporting\)"):
        place_at(home)
