"""A RabbitMQ for a test run, with virtual hosts made and removed per test.

The private broker is the one that a node starts for itself, so that this is exercised as well.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from services.node.broker_login import Broker
from services.node.private_broker import PrivateBroker, find_server, start_private_broker
from tests.servers.sharing import Address, ServerMissing

_START = """
import sys
from pathlib import Path
from services.node.private_broker import start_private_broker
start_private_broker(Path(sys.argv[1]))
"""
# A broker is stopped by whoever took it over, and by that very object.
_taken_over: dict[Path, PrivateBroker] = {}


@dataclass(frozen=True, kw_only=True)
class RabbitmqServer(Broker):
    """Where a broker is and who may administer it."""

    @classmethod
    def at(cls, url: str) -> "RabbitmqServer":
        """Take the broker with the management address `http://user:password@host:15672`.

        Its AMQP port is then the usual one, 5672.
        """
        parts = urlsplit(url)
        host = parts.hostname or "127.0.0.1"
        return cls(
            host=host,
            amqp_port=5672,
            management_url=f"{parts.scheme}://{host}:{parts.port or 15672}",
            user=unquote(parts.username or "guest"),
            password=unquote(parts.password or "guest"),
        )

    @contextmanager
    def virtual_host(self) -> Iterator[str]:
        """Make an empty virtual host and remove it afterwards with all that is in it."""
        name = f"test-{uuid4().hex}"
        with closing(self.management()) as management:
            management.put_virtual_host(name)
            try:
                yield name
            finally:
                management.remove_virtual_host(name)


def start_private(home: Path) -> Address:
    """Start a broker of our own in a folder, on free ports of this machine.

    Raises `ServerMissing` without RabbitMQ on this machine.
    """
    if find_server() is None:
        raise ServerMissing(
            "No RabbitMQ here: install Debian's package rabbitmq-server, or name a broker's "
            "management address in OWSS_TEST_RABBITMQ_URL."
        )
    # By a program that ends at once: the broker outlives the worker that wanted it first, and a
    # worker that ends before its child is told so by Python.
    subprocess.run([sys.executable, "-c", _START, home], check=True, stdin=subprocess.DEVNULL)
    broker = _taken_over[home] = start_private_broker(home)
    return {
        "host": broker.host,
        "amqp_port": broker.amqp_port,
        "management_url": broker.management_url,
        "user": broker.user,
        "password": broker.password,
    }


def stop_private(home: Path) -> None:
    """Stop the broker of a folder; one of a worker, which has ended by now, is taken over first."""
    if (home / "running.json").exists():
        broker = _taken_over.pop(home, None) or start_private_broker(home)
        broker.stop()
