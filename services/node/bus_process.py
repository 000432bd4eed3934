"""Bus processes of nodes on this machine: started, known again later, and ended in order."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.node.own_processes import OwnProcess, wait_until

if TYPE_CHECKING:
    from collections.abc import Sequence

READY_LIMIT = 60.0
"""Seconds until a process must be ready; on a free machine it takes two."""

STOP_LIMIT = 10.0
"""Seconds that a process may take to end what it is doing (reliability.md F31)."""

READY = "ready"
"""What the process writes, alone on a line, once every service is listening."""

PROCESS_FILE = "bus.json"
LOG_FILE = "bus.log"


class BusFailed(Exception):  # noqa: N818 - named as a fact (R13)
    """A bus process did not become ready; the text is the sentence that it left, or where to look."""


@dataclass(frozen=True)
class BusProcess:
    """One node's bus process, with the folder that the node lives in."""

    home: Path
    process: OwnProcess

    def stop(self) -> None:
        """Let it finish the batch at work and end."""
        self.process.end(STOP_LIMIT)
        (self.home / PROCESS_FILE).unlink(missing_ok=True)


def start_all(homes: Sequence[Path]) -> list[BusProcess]:
    """Start the bus process of every home at once, and return when all are ready.

    One that an earlier program left running there is ended first. Raises BusFailed; what was
    started is ended then.
    """
    for home in homes:
        stop_leftover(home)
    children = [_spawn(home) for home in homes]
    started = [
        BusProcess(home, OwnProcess.with_id(child.pid))
        for home, child in zip(homes, children, strict=True)
    ]
    try:
        for bus, child in zip(started, children, strict=True):
            (bus.home / PROCESS_FILE).write_text(json.dumps(asdict(bus.process)))
            _wait_until_ready(bus.home, child)
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
    """End the process that an earlier program left running for this home; tell if there was one."""
    try:
        left = OwnProcess(**json.loads((home / PROCESS_FILE).read_text()))
    except (OSError, ValueError, TypeError):
        return False
    was_running = left.is_running()
    BusProcess(home, left).stop()
    return was_running


def _spawn(home: Path) -> subprocess.Popen[str]:
    with (home / LOG_FILE).open("ab") as log:
        # A session of its own: Ctrl-C at the terminal reaches only us, and we end it in order.
        return subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-W", "ignore", "-m", "services.node.bus", str(home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )


def _wait_until_ready(home: Path, child: subprocess.Popen[str]) -> None:
    lines: list[str] = []
    reader = threading.Thread(
        target=lambda: lines.append(child.stdout.readline() if child.stdout else ""), daemon=True
    )
    reader.start()
    wait_until(lambda: bool(lines), READY_LIMIT)
    if lines and lines[0].strip() == READY:
        return
    log = (home / LOG_FILE).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    message = log[-1] if log else f"Proces węzła nie wystartował; zob. {home / LOG_FILE}."
    raise BusFailed(message)
