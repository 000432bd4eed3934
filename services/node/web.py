"""The web process of a node: `python -m services.node.web HOME`, until it is told to stop."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from waitress import create_server
from waitress.server import TcpWSGIServer

from services.node.bus_process import READY
from services.node.site import site_of_node
from shared.observability import log_as_json
from shared.settings import SettingsUnusable, read_settings

UNUSABLE: Final = 3
"""The exit code for what a person must put right before another start makes sense."""

THREADS: Final = 8

END_LIMIT: Final = 8.0
"""Seconds in which pages that are being drawn are finished after the process was told to end."""


def main(home: Path) -> int:
    """Show the node's pages until SIGTERM or SIGINT; return the exit code."""
    log_as_json(sys.stderr)
    try:
        settings = read_settings(home)
        host, port = settings.web_place
        server = _listening(site_of_node(settings, home), host, port)
    except SettingsUnusable as problem:
        print(problem, file=sys.stderr, flush=True)  # noqa: T201 - the one sentence for a person
        return UNUSABLE
    told_to_end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_end.set())
    threading.Thread(target=server.run, name="pages", daemon=True).start()
    print(READY, flush=True)  # noqa: T201 - whoever started the process waits for this line
    told_to_end.wait()
    server.task_dispatcher.shutdown(cancel_pending=False, timeout=END_LIMIT)
    return 0


def _listening(application: Callable[..., object], host: str, port: int) -> TcpWSGIServer:
    """Return a server that holds the port already; raise SettingsUnusable if it cannot."""
    try:
        return create_server(application, host=host, port=port, threads=THREADS, ident=None)
    except OSError as error:
        raise SettingsUnusable(
            f"Strony węzła nie mogą działać pod adresem {host}:{port} ({error.strerror}) – zwolnij "
            'ten port albo ustaw inny w pliku node.toml (web = "adres:port").'
        ) from error


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
