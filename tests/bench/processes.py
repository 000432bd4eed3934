"""Processes of a measurement: started like a node's, watched, and ended by whoever started them."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from services.node.bus_process import READY
from services.node.own_processes import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[2]
_READY_LIMIT = 30.0
_STOP_LIMIT = 15.0
_LAST_WORDS = 2000


class Ended(Exception):
    """A process ended, or was not ready, before its work was done; the text is its last words."""


class Process:
    """One process with its output in a file."""

    def __init__(self, name: str, child: subprocess.Popen[bytes], output: Path) -> None:
        self._name = name
        self._child = child
        self._output = output

    @property
    def pid(self) -> int:
        return self._child.pid

    def check(self) -> None:
        """Raise Ended if the process is no more."""
        if self._child.poll() is not None:
            raise Ended(self._last_words(f"ended with {self._child.returncode}"))

    def wait(self, limit: float) -> None:
        """Wait for the process to end by itself; raise Ended if it failed or took too long."""
        try:
            self._child.wait(limit)
        except subprocess.TimeoutExpired:
            raise Ended(self._last_words(f"was not done after {limit:.0f} s")) from None
        if self._child.returncode != 0:
            raise Ended(self._last_words(f"ended with {self._child.returncode}"))

    def wait_until_ready(self) -> None:
        """Wait for the line with which a process says that it listens."""

        def is_ready() -> bool:
            self.check()
            return READY in self._output.read_text(encoding="utf-8").splitlines()

        if not wait_until(is_ready, _READY_LIMIT):
            raise Ended(self._last_words("was not ready in time"))

    def _last_words(self, what: str) -> str:
        said = self._output.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
        return f"{self._name} {what}: {said}"


@contextmanager
def running(folder: Path, module: str, *arguments: object) -> Iterator[Process]:
    """Run a module of ours as a program until the end of the block."""
    name = " ".join([module, *(str(each) for each in arguments)])
    output = folder / f"{module}.{len(list(folder.glob('*.output')))}.output"
    with output.open("wb") as file:
        child = subprocess.Popen(
            [sys.executable, "-m", module, *(str(each) for each in arguments)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Process(name, child, output)
    finally:
        child.terminate()
        try:
            child.wait(_STOP_LIMIT)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
