"""Processes that outlive the program that started them: known again later, ended politely."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LOOK_AGAIN_SECONDS = 0.05
_NOT_ENDED = (0, 0)


@dataclass(frozen=True, kw_only=True)
class OwnProcess:
    """A process id with the moment of its start: ids are used again, the two together are not.

    Where the system has no /proc the moment is unknown (`None`), and the id alone must do.
    """

    pid: int
    started: str | None

    @classmethod
    def with_id(cls, pid: int) -> OwnProcess:
        return cls(pid=pid, started=_status(pid)[1])

    def is_running(self) -> bool:
        state, started = _status(self.pid)
        if started != self.started:
            return False
        try:
            # A child of ours that has ended stays in the table until we ask for its status.
            return os.waitpid(self.pid, os.WNOHANG) == _NOT_ENDED
        except ChildProcessError:
            # Somebody else's may stay for ever: in a container often nobody asks.
            return state != "Z" and _exists(self.pid)

    def end(self, patience: float) -> None:
        """Ask it to end, wait up to `patience` seconds, then kill it."""
        for ask in (signal.SIGTERM, signal.SIGKILL):
            if not self.is_running():
                return
            with suppress(ProcessLookupError):
                os.kill(self.pid, ask)
            wait_until(lambda: not self.is_running(), patience)


def wait_until(condition: Callable[[], bool], limit: float) -> bool:
    """Wait for a condition, at most `limit` seconds; tell whether it came true."""
    end = time.monotonic() + limit
    while not (met := condition()) and time.monotonic() < end:
        time.sleep(_LOOK_AGAIN_SECONDS)
    return met


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _status(pid: int) -> tuple[str | None, str | None]:
    """Return state and start time as the kernel tells them, the 3rd and 22nd field of `stat`."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None, None
    # The second field, the program's name, may itself contain spaces and brackets.
    fields = line.rpartition(")")[2].split()
    return fields[0], fields[19]
