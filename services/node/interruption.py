"""Ctrl-C and SIGTERM: before a command waits they break it off, while it waits they end it."""

from __future__ import annotations

import signal
from queue import SimpleQueue


class Interruption:
    """What a person's Ctrl-C, or a supervisor's SIGTERM, does to a command."""

    def __init__(self) -> None:
        """Take the signals over for the rest of the process's life."""
        # Of all that could wake a waiting thread, this may be used inside a signal's handler.
        self._told: SimpleQueue[int] = SimpleQueue()
        self._is_told = False
        self._is_waiting = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._interrupt)

    def wait(self) -> None:
        """Return when the person has had enough: the ordinary end of a command that stays up."""
        self._is_waiting = True
        self._told.get()

    def _interrupt(self, number: int, *_: object) -> None:
        """Raise KeyboardInterrupt, once: a second Ctrl-C must not break off the cleaning up."""
        if self._is_told:
            return
        self._is_told = True
        self._told.put(number)
        if not self._is_waiting:
            raise KeyboardInterrupt
