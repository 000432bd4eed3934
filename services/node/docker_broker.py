"""A RabbitMQ in a Docker container, for machines that have Docker and no RabbitMQ.

This path is small on purpose and was tried without an engine only: with a program in Docker's
place that notes what it is asked to do.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.node.broker_login import Broker, BrokerUnavailable
from services.node.own_processes import wait_until
from services.node.private_broker import START_LIMIT_SECONDS
from services.node.private_broker_home import LOCALHOST, USER, BrokerHome
from shared.messaging.management import BrokerProblem

IMAGE = "rabbitmq:4-management"
_CALL_LIMIT_SECONDS = 300.0
_STOP_SECONDS = "8"


@dataclass(frozen=True, kw_only=True)
class DockerBroker(Broker):
    """A broker in a container that this program started; its data stay in a volume."""

    container: str

    def stop(self) -> None:
        _docker("stop", "--time", _STOP_SECONDS, self.container)


def docker_runs() -> bool:
    """Tell whether there is a Docker engine to ask; the program alone is not enough."""
    return shutil.which("docker") is not None and _docker("info").returncode == 0


def start_docker_broker(
    home: Path, settings: Mapping[str, str], say: Callable[[str], None]
) -> Broker:
    """Run RabbitMQ's own image with the ports and the password that the folder remembers.

    A container that runs already is used, and left running at the end.

    Raises `BrokerUnavailable` for a busy port, and when the engine or the broker refuses.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = BrokerHome(home.resolve())
    if folder.container.exists():
        container = folder.container.read_text(encoding="utf-8")
        if _docker("container", "inspect", container).returncode == 0:
            say("Kontener z brokerem RabbitMQ już działa.")
            return _when_ready(_login(folder))
    remembered = folder.prepare(settings)
    container = f"owss-broker-{secrets.token_hex(4)}"
    say(f"Uruchamiam brokera RabbitMQ w kontenerze {container} (obraz {IMAGE})…")
    started = _docker(
        *("run", "--detach", "--rm", "--name", container),
        # The name is part of the path of the data.
        *("--hostname", "owss-broker"),
        *("--publish", f"{LOCALHOST}:{remembered.amqp_port}:5672"),
        *("--publish", f"{LOCALHOST}:{remembered.management_port}:15672"),
        *("--volume", f"{remembered.node_name.partition('@')[0]}:/var/lib/rabbitmq"),
        *("--volume", f"{folder.folder}/enabled_plugins:/etc/rabbitmq/enabled_plugins:ro"),
        # By name only: what stands on a command line, everybody on the machine can read.
        *("--env", "RABBITMQ_DEFAULT_USER", "--env", "RABBITMQ_DEFAULT_PASS"),
        IMAGE,
        environment={"RABBITMQ_DEFAULT_USER": USER, "RABBITMQ_DEFAULT_PASS": remembered.password},
    )
    if started.returncode != 0:
        raise BrokerUnavailable(
            f"Docker nie uruchomił brokera ({' '.join(started.stderr.split())}) – sprawdź, czy "
            f"obraz {IMAGE} jest dostępny, albo zainstaluj rabbitmq-server."
        )
    folder.container.write_text(container, encoding="utf-8")
    login = _login(folder)
    return _when_ready(
        DockerBroker(
            host=login.host,
            amqp_port=login.amqp_port,
            management_url=login.management_url,
            user=login.user,
            password=login.password,
            container=container,
        )
    )


def _login(folder: BrokerHome) -> Broker:
    remembered = folder.remembered()
    return Broker(
        host=LOCALHOST,
        amqp_port=remembered.amqp_port,
        management_url=f"http://{LOCALHOST}:{remembered.management_port}",
        user=USER,
        password=remembered.password,
    )


def _when_ready(broker: Broker) -> Broker:
    """Wait for the management interface, which inside a container starts last."""

    def ready() -> bool:
        try:
            broker.management().version()
        except BrokerProblem:
            return False
        return True

    if not wait_until(ready, START_LIMIT_SECONDS):
        broker.stop()
        raise BrokerUnavailable(
            f"Broker w kontenerze nie odpowiada pod adresem {broker.management_url} – sprawdź "
            "dziennik kontenera poleceniem docker logs."
        )
    return broker


def _docker(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker", *arguments],  # noqa: S607 - whichever Docker the person uses
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_CALL_LIMIT_SECONDS,
        check=False,
    )
