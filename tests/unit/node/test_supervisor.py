"""A bus that ends by itself is started again, with pauses, until it is told to stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from services.node import supervisor as module
from services.node.bus_process import BusFailed, Program
from services.node.own_processes import wait_until
from services.node.supervisor import Supervisor

LIMIT = 20.0
HOME = Path("zarska")


@dataclass
class FakeProcess:
    runs: bool = True

    def is_running(self) -> bool:
        return self.runs


@dataclass
class FakeBus:
    home: Path
    process: FakeProcess = field(default_factory=FakeProcess)

    def stop(self) -> None:
        assert not self.process.runs


@dataclass
class Machine:
    """Where processes start and end as a test says."""

    started: list[FakeBus] = field(default_factory=list)
    stopped: list[FakeBus] = field(default_factory=list)
    failures: int = 0
    said: list[str] = field(default_factory=list)

    def start_all(self, homes: list[Path], _program: Program) -> list[FakeBus]:
        if self.started and self.failures:
            self.failures -= 1
            raise BusFailed("Broker nie odpowiada.")
        buses = [FakeBus(home) for home in homes]
        self.started += buses
        return buses

    def stop_all(self, buses: list[FakeBus]) -> None:
        self.stopped += buses


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(module, "start_all", machine.start_all)
    monkeypatch.setattr(module, "stop_all", machine.stop_all)
    monkeypatch.setattr(module, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.01)
    return machine


def test_what_ended_is_started_again_and_all_is_stopped_in_the_end(machine: Machine) -> None:
    supervisor = Supervisor([HOME, Path("cistor")], machine.said.append)

    supervisor.start()
    machine.started[0].process.runs = False
    assert wait_until(lambda: len(machine.started) == 3, LIMIT)
    supervisor.stop()
    supervisor.stop()

    assert machine.said == ["Proces węzła „zarska” zakończył się; uruchamiam go ponownie…"]
    assert machine.started[2] in machine.stopped
    assert machine.started[0] not in machine.stopped


def test_what_does_not_start_is_tried_again_and_said(machine: Machine) -> None:
    machine.failures = 2
    supervisor = Supervisor([HOME], machine.said.append)

    supervisor.start()
    machine.started[0].process.runs = False
    assert wait_until(lambda: len(machine.started) == 2, LIMIT)
    supervisor.stop()

    assert machine.said.count("Broker nie odpowiada.") == 2


def is_replaced(machine: Machine, bus: FakeBus) -> bool:
    return machine.started[-1] is not bus


def test_the_pause_is_short_again_after_a_process_that_stayed_up(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(module, "LONGEST_PAUSE", 3600.0)
    supervisor = Supervisor([HOME], machine.said.append)
    ends = 18  # doubled as often, the pause would be hours

    supervisor.start()
    for _ in range(ends):
        last = machine.started[-1]
        supervisor._started_at[HOME] -= 3600.0
        last.process.runs = False
        assert wait_until(partial(is_replaced, machine, last), LIMIT)
    supervisor.stop()

    assert len(machine.said) == ends


def test_it_stops_in_the_middle_of_a_pause(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 3600.0)
    supervisor = Supervisor([HOME], machine.said.append)

    supervisor.start()
    machine.started[0].process.runs = False
    assert wait_until(lambda: bool(machine.said), LIMIT)
    supervisor.stop()

    assert len(machine.started) == 1


def test_one_that_never_started_may_be_stopped(machine: Machine) -> None:
    Supervisor([HOME], machine.said.append).stop()

    assert machine.stopped == []
