"""The folder of a private broker: its ports, its password, its configuration and its data.

Everything a RabbitMQ would otherwise take from /etc or from the user's home is named here, so that
a broker of the machine, and another private one, are neither read nor disturbed.
"""

from __future__ import annotations

import json
import random
import secrets
import shutil
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from services.node.broker_login import BrokerUnavailable

PORT_SETTING = "OWSS_BROKER_PORT"
MANAGEMENT_PORT_SETTING = "OWSS_BROKER_MANAGEMENT_PORT"

LOCALHOST = "127.0.0.1"
USER = "owss"

# Below the ports that Linux gives to outgoing connections: a remembered port stays free.
_PORTS = range(20_000, 30_000)
# RabbitMQ stops taking messages at 50 MB; a start with less than this would end there soon.
_LEAST_FREE_DISK_MB = 200
_LARGEST_MESSAGE_BYTES = 1024 * 1024
_SECRET = 0o600


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What the first start decides and every later one keeps."""

    node_name: str
    amqp_port: int
    management_port: int
    password: str


@dataclass(frozen=True, kw_only=True)
class PassingPorts:
    """Ports that matter inside one run only: the Erlang node's own and its name server's."""

    distribution: int
    names: int


@dataclass(frozen=True)
class BrokerHome:
    """A folder, readable by its owner only, that belongs to one private broker."""

    folder: Path

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def running(self) -> Path:
        return self.folder / "running.json"

    @property
    def container(self) -> Path:
        return self.folder / "container"

    @property
    def output(self) -> Path:
        return self.folder / "log" / "start.log"

    def prepare(self, settings: Mapping[str, str]) -> Remembered:
        """Write everything that a start needs.

        Raises `BrokerUnavailable` for a busy port and for a disk that is almost full.
        """
        self._require_free_disk()
        remembered = self._remember(settings)
        _require_free_port(remembered.amqp_port, PORT_SETTING)
        _require_free_port(remembered.management_port, MANAGEMENT_PORT_SETTING)
        self._write("rabbitmq.conf", _configuration(remembered))
        self._write("enabled_plugins", _PLUGINS)
        # Named and empty: without them RabbitMQ reads those in /etc/rabbitmq.
        self._write("advanced.config", "[].\n")
        self._write("environment.conf", "")
        (self.folder / "log").mkdir(exist_ok=True)
        return remembered

    def remembered(self) -> Remembered:
        return Remembered(**json.loads(self._memory.read_text(encoding="utf-8")))

    def environment(self, node_name: str, ports: PassingPorts, path: str) -> dict[str, str]:
        """Return all that the broker's processes see of the world, and nothing else."""
        folder = self.folder
        return {
            "PATH": path,
            "LANG": "C.UTF-8",
            # The Erlang cookie is made and read there.
            "HOME": str(folder),
            "ERL_EPMD_ADDRESS": LOCALHOST,
            "ERL_EPMD_PORT": str(ports.names),
            "RABBITMQ_DIST_PORT": str(ports.distribution),
            "RABBITMQ_NODENAME": node_name,
            "RABBITMQ_CONF_ENV_FILE": str(folder / "environment.conf"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_CONFIG_FILES": str(folder / "conf.d"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ("-kernel inet_dist_use_interface {127,0,0,1}"),
            # The script then becomes the Erlang machine instead of waiting beside it, so that the
            # process id is that of the broker and a signal reaches it.
            "RUNNING_UNDER_SYSTEMD": "true",
        }

    def last_words(self, lines: int = 3) -> str:
        """Return the end of the newest log, on one line."""
        logs = sorted(self.folder.glob("log/*.log"), key=lambda log: log.stat().st_mtime)
        written = [
            line.strip()
            for log in logs
            for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
            if line.strip()
        ]
        return " | ".join(written[-lines:])

    @property
    def _memory(self) -> Path:
        return self.folder / "broker.json"

    def _require_free_disk(self) -> None:
        free = shutil.disk_usage(self.folder).free // 1_000_000
        if free < _LEAST_FREE_DISK_MB:
            raise BrokerUnavailable(
                f"Na dysku z folderem {self.folder} zostało {free} MB, a broker potrzebuje "
                f"co najmniej {_LEAST_FREE_DISK_MB} MB – zwolnij miejsce i uruchom ponownie."
            )

    def _remember(self, settings: Mapping[str, str]) -> Remembered:
        amqp = _port(settings, PORT_SETTING)
        management = _port(settings, MANAGEMENT_PORT_SETTING)
        if self._memory.exists():
            earlier = self.remembered()
            decided = Remembered(
                node_name=earlier.node_name,
                amqp_port=amqp or earlier.amqp_port,
                management_port=management or earlier.management_port,
                password=earlier.password,
            )
        else:
            free = free_ports(2)
            decided = Remembered(
                node_name=f"owss-{secrets.token_hex(4)}@localhost",
                amqp_port=amqp or free[0],
                management_port=management or free[1],
                password=secrets.token_hex(24),
            )
        self._write(self._memory.name, json.dumps(asdict(decided), indent=2) + "\n")
        return decided

    def _write(self, name: str, text: str) -> None:
        """Write a file that only its owner may read: some hold the password, none is news."""
        path = self.folder / name
        path.touch(mode=_SECRET)
        path.write_text(text, encoding="utf-8")


def free_ports(count: int) -> list[int]:
    """Return ports of this machine on which nobody listens now."""
    # Programs that start at the same time should not try the same ports in the same order.
    candidates = random.SystemRandom().sample(_PORTS, k=len(_PORTS))
    return list(islice(filter(_is_free, candidates), count))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As RabbitMQ does: connections of an earlier run that are still closing do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            return False
    return True


def _require_free_port(port: int, setting: str) -> None:
    if not _is_free(port):
        raise BrokerUnavailable(
            f"Port {port}, na którym ma słuchać broker, jest zajęty przez inny program – zatrzymaj "
            f"ten program albo wybierz inny port w ustawieniu {setting}."
        )


def _port(settings: Mapping[str, str], name: str) -> int | None:
    text = settings.get(name)
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) < 2**16:
        raise BrokerUnavailable(
            f"Ustawienie {name} ma wartość „{text}”, a ma być numerem portu od 1 do 65535."
        )
    return int(text)


_PLUGINS = "[rabbitmq_management,rabbitmq_shovel,rabbitmq_shovel_management].\n"


def _configuration(remembered: Remembered) -> str:
    """Return rabbitmq.conf; user and password in it count at the very first start only."""
    return f"""\
listeners.tcp.1 = {LOCALHOST}:{remembered.amqp_port}
management.tcp.ip = {LOCALHOST}
management.tcp.port = {remembered.management_port}
default_user = {USER}
default_pass = {remembered.password}
max_message_size = {_LARGEST_MESSAGE_BYTES}
"""
