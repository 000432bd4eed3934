"""The supervisor: processes that end by themselves are started again.

A service of nameko's ends when its broker goes away in the middle of an answer (reliability.md 4),
so somebody has to look after it; where an organisation installs a node, systemd does.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from services.node.bus_process import BUS, BusFailed, BusProcess, Program, start_all, stop_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LOOK_EVERY = 0.5
"""Seconds between two looks at the processes."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before a process is started again; the pause doubles while none stays up longer."""


class Supervisor:
    """Keeps one kind of process of every home running, from `start` to `stop`."""

    def __init__(
        self, homes: Sequence[Path], say: Callable[[str], None], program: Program = BUS
    ) -> None:
        """Start nothing yet; `say` tells a person what happened to a process."""
        self._homes = homes
        self._program = program
        self._say = say
        self._processes: dict[Path, BusProcess] = {}
        self._started_at: dict[Path, float] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="supervisor")

    def start(self) -> None:
        """Return when all processes are ready; raise BusFailed if one does not start at all."""
        started = start_all(self._homes, self._program)
        for process in started:
            self._note(process)
        self._thread.start()

    def stop(self) -> None:
        """End all processes and start none again; harmless when repeated."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        stop_all(list(self._processes.values()))

    def _look_after(self) -> None:
        pauses = dict.fromkeys(self._homes, FIRST_PAUSE)
        while not self._stopping.wait(LOOK_EVERY):
            for home, process in self._processes.items():
                if process.process.is_running() or self._stopping.is_set():
                    continue
                if time.monotonic() - self._started_at[home] > pauses[home]:
                    pauses[home] = FIRST_PAUSE
                self._say(f"Proces węzła „{home.name}” zakończył się; uruchamiam go ponownie…")
                if self._stopping.wait(pauses[home]):
                    return
                pauses[home] = min(pauses[home] * 2, LONGEST_PAUSE)
                self._start_again(home)

    def _start_again(self, home: Path) -> None:
        self._processes[home].stop()  # it has ended, but Python does not know that yet
        try:
            (process,) = start_all([home], self._program)
        except (BusFailed, OSError) as failure:
            # The next look tries again: a disk may have room by then.
            self._say(str(failure))
        else:
            self._note(process)

    def _note(self, process: BusProcess) -> None:
        self._processes[process.home] = process
        self._started_at[process.home] = time.monotonic()
