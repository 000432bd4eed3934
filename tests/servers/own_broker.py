"""A RabbitMQ that is one test's own: it may be killed, started again, and run out of disk."""

import os
import signal
import subprocess
from pathlib import Path

from services.node.own_processes import wait_until
from services.node.private_broker import PrivateBroker, find_server, start_private_broker
from tests.servers.sharing import ServerMissing

GONE_LIMIT_SECONDS = 10


class OwnBroker:
    """It keeps its folder, its ports and its login from one start to the next."""

    def __init__(self, home: Path) -> None:
        """Start it; raise `ServerMissing` without RabbitMQ on this machine."""
        if find_server() is None:
            raise ServerMissing("No RabbitMQ here: install Debian's package rabbitmq-server.")
        self._home = home
        self.broker: PrivateBroker = start_private_broker(home)

    def start(self) -> None:
        """Start it with what it kept on its disk, and return when it takes connections."""
        self.broker = start_private_broker(self._home)

    def kill(self) -> None:
        """End it at once, as a cut of the power would; harmless if it does not run."""
        process = self.broker.running.broker
        if process.is_running():
            os.kill(process.pid, signal.SIGKILL)
        assert wait_until(lambda: not process.is_running(), GONE_LIMIT_SECONDS)
        # What is left: its name server, and the note that it runs.
        self.broker.stop()

    def require_free_disk(self, limit: str) -> None:
        """Say how much of the disk must be free; with less it raises its disk alarm at once.

        By its own command line, because the management interface cannot do it.
        """
        server = find_server()
        assert server is not None
        subprocess.run(
            [server.with_name("rabbitmqctl"), "set_disk_free_limit", limit],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )

    def _environment(self) -> dict[str, str]:
        """Return what its process was started with: its name, its cookie and its ports."""
        process = Path(f"/proc/{self.broker.running.broker.pid}/environ")
        pairs = process.read_text(encoding="utf-8").rstrip("\0").split("\0")
        return dict(pair.split("=", 1) for pair in pairs)
