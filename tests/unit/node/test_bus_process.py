"""Bus processes are started together, known again, and ended; small programs stand for them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from services.node import bus_process
from services.node.bus_process import (
    LOG_FILE,
    PROCESS_FILE,
    BusFailed,
    BusProcess,
    NodeRuns,
    Program,
    start_all,
    stop_all,
    stop_leftover,
)
from services.node.own_processes import OwnProcess

READY = "print('ready', flush=True); import signal; signal.pause()"
ENDS = "import sys; print('Broker nie odpowiada.', file=sys.stderr); sys.exit(3)"
FAILS = "raise ZeroDivisionError"
LOGS = 'import sys; print(\'{"event": "failed."}.\', file=sys.stderr)'


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[list[Path]]:
    homes = [tmp_path / "cistor", tmp_path / "zarska"]
    for home in homes:
        home.mkdir()
    yield homes
    for home in homes:
        if (home / PROCESS_FILE).exists():
            stop_leftover(home)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let a program stand for each node's bus; the default one is ready at once."""
    programs: dict[str, str] = {}
    popen = subprocess.Popen

    def start(command: list[str], **options: object) -> object:
        assert command[:3] == [sys.executable, "-m", "services.node.bus"]
        text = programs.get(Path(command[3]).name, READY)
        return popen([sys.executable, "-c", text], **options)  # type: ignore[call-overload]

    monkeypatch.setattr("services.node.bus_process.subprocess.Popen", start)
    return programs


def running(home: Path) -> bool:
    noted = json.loads((home / PROCESS_FILE).read_text(encoding="utf-8"))
    return OwnProcess(**noted["process"]).is_running()


@pytest.mark.usefixtures("program")
def test_all_are_ready_when_it_returns_and_gone_when_they_are_stopped(homes: list[Path]) -> None:
    started = start_all(homes)
    were_running = [running(home) for home in homes]
    stop_all(started)

    assert were_running == [True, True]
    assert not any(bus.process.is_running() for bus in started)
    assert not any((home / PROCESS_FILE).exists() for home in homes)


@pytest.mark.usefixtures("program")
def test_what_this_program_left_is_ended_and_started_anew(homes: list[Path]) -> None:
    (first,) = start_all(homes[:1])

    (second,) = start_all(homes[:1])

    assert not first.process.is_running()
    assert second.process.is_running()
    second.stop()
    first.stop()


@pytest.mark.parametrize(
    ("text", "said"),
    [(ENDS, "Broker nie odpowiada."), (FAILS, "zajrzyj do"), (LOGS, "zajrzyj do"), ("", "zajrzyj")],
)
def test_one_that_does_not_get_ready_ends_all_and_says_why(
    homes: list[Path], program: dict[str, str], text: str, said: str
) -> None:
    program["zarska"] = text

    with pytest.raises(BusFailed, match=said) as failure:
        start_all(homes)

    assert str(failure.value).endswith(".")
    assert not any((home / PROCESS_FILE).exists() for home in homes)


def test_the_log_of_the_run_before_is_kept(homes: list[Path], program: dict[str, str]) -> None:
    program["cistor"] = ENDS

    for _ in range(2):
        with pytest.raises(BusFailed):
            start_all(homes[:1])

    assert "Broker" in (homes[0] / f"{LOG_FILE}.1").read_text(encoding="utf-8")


@pytest.mark.usefixtures("program")
def test_one_that_another_living_program_looks_after_is_left_alone(homes: list[Path]) -> None:
    (bus,) = start_all(homes[:1])
    owner = asdict(OwnProcess.with_id(os.getppid()))
    noted = {"process": asdict(bus.process), "owner": owner}
    (homes[0] / PROCESS_FILE).write_text(json.dumps(noted), encoding="utf-8")

    for attempt in (lambda: start_all(homes), lambda: [stop_leftover(homes[0])]):
        with pytest.raises(NodeRuns, match=f"proces {os.getppid()}"):
            attempt()
    still_running = bus.process.is_running()
    bus.stop()

    assert still_running


@pytest.mark.usefixtures("program")
def test_one_whose_program_is_gone_is_ended(homes: list[Path]) -> None:
    (bus,) = start_all(homes[:1])
    gone = {"pid": 2**22 - 3, "started": "1"}
    noted = {"process": asdict(bus.process), "owner": gone}
    (homes[0] / PROCESS_FILE).write_text(json.dumps(noted), encoding="utf-8")

    assert stop_leftover(homes[0])
    assert not stop_leftover(homes[0])
    assert not bus.process.is_running()
    bus.stop()


@pytest.mark.parametrize("noted", ["", "{}", "[]", '{"process": {"pid": 1}, "owner": {}}'])
def test_a_note_that_cannot_be_read_names_nobody(tmp_path: Path, noted: str) -> None:
    (tmp_path / PROCESS_FILE).write_text(noted, encoding="utf-8")

    assert not stop_leftover(tmp_path)


@pytest.mark.usefixtures("program")
def test_ctrl_c_while_they_are_started_ends_what_was_started(
    homes: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[BusProcess] = []
    start = bus_process._start

    def interrupted(home: Path, program: Program) -> BusProcess:
        # As it may come: after the child is there, and before anybody knows of it.
        os.kill(os.getpid(), signal.SIGINT)
        started.append(start(home, program))
        return started[-1]

    monkeypatch.setattr(bus_process, "_start", interrupted)
    # Whoever starts the tests in the background has them ignore Ctrl-C.
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)

    with pytest.raises(KeyboardInterrupt):
        start_all(homes)
    signal.signal(signal.SIGINT, usual)

    assert len(started) == 1
    assert not started[0].process.is_running()


@pytest.mark.usefixtures("program")
def test_they_may_be_started_from_another_thread(homes: list[Path]) -> None:
    started: list[BusProcess] = []
    thread = threading.Thread(target=lambda: started.extend(start_all(homes)))

    thread.start()
    thread.join()
    stop_all(started)

    assert len(started) == 2
