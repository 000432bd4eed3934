"""One server for all the worker processes of a test run.

The first worker that needs the server starts it and leaves its address in the run's folder, where
the others find it. The process that leads the run stops it after all workers have ended, however
they ended: an interrupted run leaves nothing behind.
"""

import fcntl
import json
from pathlib import Path
from typing import Any, Protocol

# What the server's dataclass is made from.
Address = dict[str, Any]


class ServerMissing(Exception):
    """There is neither an address in a setting nor the program on this machine."""


class PrivateServer(Protocol):
    """A module that starts and stops one kind of server in a folder."""

    def start_private(self, home: Path) -> Address:
        """Start the server; raises `ServerMissing`."""
        ...

    def stop_private(self, home: Path) -> None:
        """Stop what was started there, perhaps by another process, perhaps not completely."""
        ...


class SharedServer:
    """The place in a run's folder where its workers meet for one kind of server."""

    def __init__(self, run: Path, kind: str, server: PrivateServer) -> None:
        self._lock = run / f"{kind}.lock"
        self._address = run / f"{kind}.json"
        self._home = run / kind
        self._server = server

    def address(self) -> Address:
        """Give the server's address, starting it if nobody has; raises `ServerMissing`."""
        with self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._address.exists():
                self._home.mkdir(exist_ok=True)
                address = self._server.start_private(self._home)
                self._address.write_text(json.dumps(address), encoding="utf-8")
        found: Address = json.loads(self._address.read_text(encoding="utf-8"))
        return found

    def stop(self) -> None:
        """Stop the server if it was started in this run; for the process that leads it."""
        if self._home.exists():
            self._server.stop_private(self._home)
