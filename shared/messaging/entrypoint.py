"""The one entrypoint of ours: it turns a feed into calls of a service's method.

It is crash-only: after any error the feed is closed and, after a pause, opened anew; what was not
settled comes again. nameko and eventlet are known here, in `feeds`, in `dependencies` and in each
`service.py`, and nowhere else: this is what changes on the day nameko goes.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import eventlet
import structlog
from eventlet.event import Event
from nameko.extensions import Entrypoint

from shared.messaging.feeds import QueuesChanged
from shared.messaging.runtime import CONFIG_KEY

if TYPE_CHECKING:
    from types import TracebackType

    from shared.messaging.feeds import Feed, Turns

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType]

SHORTEST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
"""Seconds between two openings of a feed; the pause doubles while opening or working fails."""

log = structlog.get_logger()


class Fed(Entrypoint):
    """Calls the decorated method with whatever the feed gives, one call at a time."""

    def __init__(self, feed: Feed) -> None:
        """Remember what to open."""
        self._declared = feed
        super().__init__()

    def setup(self) -> None:
        """Bind the feed to this process."""
        runtime = self.container.config[CONFIG_KEY]
        self._feed = self._declared.bind(runtime, self.container.service_name)
        self._stopping = False

    def start(self) -> None:
        """Begin to feed."""
        self._loop = self.container.spawn_managed_thread(self._run, identifier=self.method_name)

    def stop(self) -> None:
        """Finish the call at work, and no other."""
        self._stopping = True
        self._feed.wake()
        self._loop.wait()

    def _run(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._stopping:
            began = time.monotonic()
            try:
                with self._feed.open() as turns:
                    self._turn(turns)
            except QueuesChanged:
                continue
            except Exception as error:  # noqa: BLE001 - crash-only: whatever it was, begin anew
                if time.monotonic() - began > LONGEST_PAUSE:
                    pause = SHORTEST_PAUSE
                log.warning("begins_anew", entrypoint=self.method_name, error=repr(error))
                self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _rest(self, pause: float) -> None:
        until = time.monotonic() + pause
        while not self._stopping and time.monotonic() < until:
            eventlet.sleep(0.05)

    def _turn(self, turns: Turns) -> None:
        while not self._stopping:
            work = turns.take()
            if work is not None:
                turns.settle(self._call(work))

    def _call(self, work: object) -> object:
        """Call the method in a worker of nameko's, and return or raise what it did."""
        done = Event()

        def handle_result(
            _worker: object, result: object, exc_info: ExcInfo | None
        ) -> tuple[object, ExcInfo | None]:
            if exc_info is None:
                done.send(result)
            else:
                done.send_exception(*exc_info)
            return result, exc_info

        self.container.spawn_worker(self, (work,), {}, handle_result=handle_result)
        return done.wait()


fed = Fed.decorator
