"""`owss demo` and `owss up` around what they start: what is shown, and what is ended."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.node import commands_demo, demo
from services.node.broker_login import Broker
from services.node.bus_process import BUS, BusFailed, Program
from services.node.demo import SEASON_FILE, start_demo
from services.node.installing import NodePlace
from services.node.interruption import Interruption
from services.node.network import Network
from services.node.proofs import Proof
from services.node.stage import Stage

ENDED: list[str] = []


class FakeBroker(Broker):
    def stop(self) -> None:
        ENDED.append("broker")


BROKER = FakeBroker(
    host="nowhere", amqp_port=1, management_url="http://nowhere", user="x", password="y"
)


class FakeSupervisor:
    fails = False

    def __init__(self, homes: list[Path], _say: object, program: Program = BUS) -> None:
        self.homes, self.program = homes, program

    def start(self) -> None:
        if self.fails:
            raise BusFailed("Proces węzła nie wystartował.")

    def stop(self) -> None:
        ENDED.append(f"{self.program.name} of {len(self.homes)}")


@pytest.fixture(autouse=True)
def fakes(network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (demo, commands_demo):
        monkeypatch.setattr(module, "find_broker", lambda *_: BROKER)
        monkeypatch.setattr(module, "Supervisor", FakeSupervisor)
    monkeypatch.setattr(demo, "install_network", lambda *_, **__: network)
    monkeypatch.setattr(FakeSupervisor, "fails", False)
    yield
    ENDED.clear()


def test_a_demo_ends_its_nodes_before_its_broker(tmp_path: Path) -> None:
    terminal = io.StringIO()

    with start_demo(tmp_path, {}, Stage(terminal), season_file=SEASON_FILE, seed=1) as running:
        ended_before = list(ENDED)

    assert ended_before == []
    assert running.seed == 1
    assert ENDED == ["bus of 3", "broker"]
    assert terminal.getvalue().endswith("Zatrzymuję węzły…\n")


def test_a_demo_whose_nodes_do_not_start_ends_its_broker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeSupervisor, "fails", True)

    with (
        pytest.raises(BusFailed),
        start_demo(tmp_path, {}, Stage(io.StringIO()), season_file=SEASON_FILE, seed=1),
    ):
        pytest.fail("it has not started")

    assert ENDED == ["bus of 3", "broker"]


def test_a_demo_that_cannot_be_installed_ends_its_broker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Network:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "install_network", fails)

    with (
        pytest.raises(KeyboardInterrupt),
        start_demo(tmp_path, {}, Stage(io.StringIO()), season_file=SEASON_FILE, seed=1),
    ):
        pytest.fail("it has not started")

    assert ENDED == ["broker"]


@pytest.mark.parametrize("centre", [None, "cistor"])
def test_a_node_that_is_no_centre_waits_for_joining_before_it_sends(
    network: Network,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    centre: str | None,
) -> None:
    asked: list[str] = []
    place = network.partners[0] if centre else network.centre
    monkeypatch.chdir(tmp_path)

    def install(*_: object, **made_of: str) -> NodePlace:
        asked.append(made_of["centre"])
        return place

    monkeypatch.setattr(commands_demo, "install_node", install)
    monkeypatch.setattr(commands_demo, "expect_sources", lambda *_: asked.append("expected"))
    monkeypatch.setattr(commands_demo, "open_uplink", lambda *_: asked.append("sends"))
    monkeypatch.setattr(Interruption, "__init__", lambda _: None)
    monkeypatch.setattr(Interruption, "wait", lambda _: None)

    commands_demo.up.main(
        ["--node", "here", *(["--centre", centre] if centre else [])], standalone_mode=False
    )

    assert asked == (["cistor", "expected"] if centre else ["here", "expected", "sends"])
    assert ENDED == ["web of 1", "bus of 1", "broker"]


def test_of_many_faults_some_are_shown_and_all_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    faults = tuple(f"wiersz {number}" for number in range(25))

    holds = commands_demo._show(Proof("Łańcuchy są nienaruszone", 3, faults), Stage())

    shown = capsys.readouterr().out.splitlines()
    assert not holds
    assert shown[0] == "✗ Łańcuchy są nienaruszone (3)"
    assert shown[1] == "    wiersz 0"
    assert shown[-1] == "    … i jeszcze 15"
    assert len(shown) == 12
