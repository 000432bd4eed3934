"""Processes of nodes on this machine: started, known again later, and ended in order.

A node has two kinds, its bus and its pages; both are looked after in the same way.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from services.node.own_processes import OwnProcess, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

READY_LIMIT = 60.0
"""Seconds until a process must be ready; on a free machine it takes two."""

STOP_LIMIT = 10.0
"""Seconds that a process may take to end what it is doing (reliability.md F31)."""

READY = "ready"
"""What the process writes, alone on a line, once every service is listening."""


@dataclass(frozen=True)
class Program:
    """A kind of process that a node has one of."""

    module: str
    name: str
    """Of its files in the node's home."""

    @property
    def process_file(self) -> str:
        """Where it is noted who runs, and who started it."""
        return f"{self.name}.json"

    @property
    def log_file(self) -> str:
        """Where it writes what it has to say."""
        return f"{self.name}.log"


BUS = Program("services.node.bus", "bus")
WEB = Program("services.node.web", "web")

PROCESS_FILE = BUS.process_file
LOG_FILE = BUS.log_file


class BusFailed(Exception):
    """A process did not become ready; the text is the sentence it left, or where to look."""


class NodeRuns(BusFailed):
    """A node has one process of a kind; the text says who started the one that runs."""


@dataclass(frozen=True)
class BusProcess:
    """One process of a node, with the folder that the node lives in."""

    home: Path
    process: OwnProcess
    child: subprocess.Popen[str] | None = None
    """The process again, where this program started it."""
    program: Program = BUS

    def stop(self) -> None:
        """Let it finish the batch at work and end."""
        self.process.end(STOP_LIMIT)
        if self.child is not None:
            self.child.poll()  # otherwise Python believes that it still runs, and warns
            if self.child.stdout is not None:
                self.child.stdout.close()
        (self.home / self.program.process_file).unlink(missing_ok=True)


def start_all(homes: Sequence[Path], program: Program = BUS) -> list[BusProcess]:
    """Start the process of every home at once, and return when all are ready.

    One that a program which is gone left running there is ended first. Raises NodeRuns if another
    program looks after it, and BusFailed; what was started is ended then.
    """
    for home in homes:
        stop_leftover(home, program)
    started: list[BusProcess] = []
    try:
        for home in homes:
            with _undisturbed():
                started.append(_start(home, program))
        for bus in started:
            _wait_until_ready(bus)
    except BaseException:
        stop_all(started)
        raise
    return started


def stop_all(started: Sequence[BusProcess]) -> None:
    """End processes, all at the same time."""
    threads = [threading.Thread(target=bus.stop) for bus in started]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def stop_leftover(home: Path, program: Program = BUS) -> bool:
    """End the process that an earlier program left running for this home; tell if there was one.

    Raises NodeRuns if the program that started it still lives, and is another one than this.
    """
    try:
        noted = json.loads((home / program.process_file).read_text(encoding="utf-8"))
        left, owner = (OwnProcess(**noted[name]) for name in ("process", "owner"))
    except (OSError, ValueError, TypeError, KeyError):
        return False
    was_running = left.is_running()
    if was_running and owner.pid != os.getpid() and owner.is_running():
        raise NodeRuns(
            f"Węzeł w folderze {home} już działa, uruchomiony innym poleceniem (proces "
            f"{owner.pid}) – zatrzymaj tamto polecenie (Ctrl-C) i spróbuj ponownie."
        )
    BusProcess(home, left, program=program).stop()
    return was_running


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put Ctrl-C and SIGTERM off until the block is done: a child that nobody noted would stay."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals come to the main thread only
        return
    came: list[int] = []
    usual = {
        number: signal.signal(number, lambda number, _: came.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def _start(home: Path, program: Program) -> BusProcess:
    """Start the process and note at once who it is and who looks after it."""
    log_file = home / program.log_file
    if log_file.exists():
        log_file.replace(home / f"{program.log_file}.1")
    with log_file.open("wb") as log:
        # A session of its own: Ctrl-C at the terminal reaches only us, and we end it in order.
        child = subprocess.Popen(
            [sys.executable, "-m", program.module, str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    bus = BusProcess(home, OwnProcess.with_id(child.pid), child, program)
    noted = {"process": asdict(bus.process), "owner": asdict(OwnProcess.with_id(os.getpid()))}
    (home / program.process_file).write_text(json.dumps(noted), encoding="utf-8")
    return bus


def _wait_until_ready(bus: BusProcess) -> None:
    lines: list[str] = []

    def read() -> None:
        if bus.child is not None and bus.child.stdout is not None:
            with bus.child.stdout as output:
                lines.append(output.readline())

    threading.Thread(target=read, daemon=True).start()
    wait_until(lambda: bool(lines), READY_LIMIT)
    if lines and lines[0].strip() == READY:
        return
    raise BusFailed(_last_words(bus.home / bus.program.log_file))


def _last_words(log: Path) -> str:
    """Return the sentence that a process left when it could not start, or where to look."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = lines[-1] if lines else ""
    # A line that begins so is for machines, and one that ends no sentence is from a traceback.
    if last.endswith(".") and not last.startswith("{"):
        return last
    return f"Proces węzła nie wystartował – zajrzyj do dziennika {log}."
