"""Pages served as a node serves them, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from waitress import create_server

if TYPE_CHECKING:
    from waitress.server import TcpWSGIServer

LIMIT: Final = 10.0
"""Seconds in which a server that was told to end has ended."""


@contextmanager
def served(application: Callable[..., Any]) -> Iterator[str]:
    """Give the address of the pages, for as long as the block lasts."""
    server = create_server(application, host="127.0.0.1", port=0, threads=8, ident=None)
    thread = threading.Thread(target=server.run, name="pages", daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # The loop of the server ends when it has nothing left to look after.
    server.trigger.pull_trigger(lambda: _close(server))
    thread.join(LIMIT)
    server.task_dispatcher.shutdown()
    assert not thread.is_alive()


def _close(server: TcpWSGIServer) -> None:
    for channel in list(server.active_channels.values()):
        channel.close()
    server.close()
