"""Bus processes of nodes on this machine: started, known again later, and ended in order."""

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

PROCESS_FILE = "bus.json"
LOG_FILE = "bus.log"


class BusFailed(Exception):
    """A bus process did not become ready; the text is the sentence it left, or where to look."""


class NodeRuns(BusFailed):
    """A node has one bus process; the text says who started the one that runs."""


@dataclass(frozen=True)
class BusProcess:
    """One node's bus process, with the folder that the node lives in."""

    home: Path
    process: OwnProcess
    child: subprocess.Popen[str] | None = None
    """The process again, where this program started it."""

    def stop(self) -> None:
        """Let it finish the batch at work and end."""
        self.process.end(STOP_LIMIT)
        if self.child is not None:
            self.child.poll()  # otherwise Python believes that it still runs, and warns
            if self.child.stdout is not None:
                self.child.stdout.close()
        (self.home / PROCESS_FILE).unlink(missing_ok=True)


def start_all(homes: Sequence[Path]) -> list[BusProcess]:
    """Start the bus process of every home at once, and return when all are ready.

    One that a program which is gone left running there is ended first. Raises NodeRuns if another
    program looks after it, and BusFailed; what was started is ended then.
    """
    for home in homes:
        stop_leftover(home)
    started: list[BusProcess] = []
    try:
        for home in homes:
            with _undisturbed():
                started.append(_start(home))
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


def stop_leftover(home: Path) -> bool:
    """End the process that an earlier program left running for this home; tell if there was one.

    Raises NodeRuns if the program that started it still lives, and is another one than this.
    """
    try:
        noted = json.loads((home / PROCESS_FILE).read_text(encoding="utf-8"))
        left, owner = (OwnProcess(**noted[name]) for name in ("process", "owner"))
    except (OSError, ValueError, TypeError, KeyError):
        return False
    was_running = left.is_running()
    if was_running and owner.pid != os.getpid() and owner.is_running():
        raise NodeRuns(
            f"Węzeł w folderze {home} już działa, uruchomiony innym poleceniem (proces "
            f"{owner.pid}) – zatrzymaj tamto polecenie (Ctrl-C) i spróbuj ponownie."
        )
    BusProcess(home, left).stop()
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


def _start(home: Path) -> BusProcess:
    """Start the process and note at once who it is and who looks after it."""
    if (home / LOG_FILE).exists():
        (home / LOG_FILE).replace(home / f"{LOG_FILE}.1")
    with (home / LOG_FILE).open("wb") as log:
        # A session of its own: Ctrl-C at the terminal reaches only us, and we end it in order.
        child = subprocess.Popen(
            [sys.executable, "-m", "services.node.bus", str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    bus = BusProcess(home, OwnProcess.with_id(child.pid), child)
    noted = {"process": asdict(bus.process), "owner": asdict(OwnProcess.with_id(os.getpid()))}
    (home / PROCESS_FILE).write_text(json.dumps(noted), encoding="utf-8")
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
    raise BusFailed(_last_words(bus.home / LOG_FILE))


def _last_words(log: Path) -> str:
    """Return the sentence that a process left when it could not start, or where to look."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = lines[-1] if lines else ""
    # A line that begins so is for machines, and one that ends no sentence is from a traceback.
    if last.endswith(".") and not last.startswith("{"):
        return last
    return f"Proces węzła nie wystartował – zajrzyj do dziennika {log}."
