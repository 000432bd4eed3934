"""Finds a broker, or starts one, in the order of architecture.md 6.

A setting, RabbitMQ on this machine, Docker, Debian's package, and else one sentence that says what
to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from services.node.broker_login import Broker, BrokerMissing, BrokerUnavailable
from services.node.docker_broker import docker_runs, start_docker_broker
from services.node.private_broker import PrivateBroker, find_server, start_private_broker

__all__ = [
    "Broker",
    "BrokerMissing",
    "BrokerUnavailable",
    "PrivateBroker",
    "find_broker",
    "start_private_broker",
]

URL_SETTING = "OWSS_BROKER_URL"
MANAGEMENT_SETTING = "OWSS_BROKER_MANAGEMENT_URL"
INSTALL_SETTING = "OWSS_INSTALL"

_AMQP_PORT = 5672
_INSTALLER = Path(__file__).parents[2] / "deploy" / "bootstrap" / "install-debian-packages"


def find_broker(home: Path, environ: Mapping[str, str], say: Callable[[str], None]) -> Broker:
    """Return a broker that answers and whose login works.

    `home` is the folder of a private broker, should one be started; `say` shows a sentence to the
    person at the terminal.

    Raises `BrokerUnavailable`, and for a broker that a setting names also `BrokerUnreachable` and
    `BrokerRefusedLogin`: each is a `BrokerProblem`.
    """
    if environ.get(URL_SETTING) or environ.get(MANAGEMENT_SETTING):
        return _named_broker(environ)
    if find_server() is None:
        if docker_runs():
            return start_docker_broker(home, environ, say)
        _install(environ, say)
    return start_private_broker(home, environ, say)


def _named_broker(environ: Mapping[str, str]) -> Broker:
    """Return the broker that the settings name, after asking it whether it knows us."""
    amqp = urlsplit(environ.get(URL_SETTING, ""))
    management = urlsplit(environ.get(MANAGEMENT_SETTING, ""))
    if amqp.scheme != "amqp" or not amqp.hostname or amqp.username is None:
        raise BrokerUnavailable(
            f"Ustawienie {URL_SETTING} ma mieć postać amqp://login:hasło@komputer:5672 – popraw je "
            "albo usuń, a wtedy uruchomię własnego brokera."
        )
    if management.scheme not in {"http", "https"} or not management.hostname:
        raise BrokerUnavailable(
            f"Obok {URL_SETTING} podaj {MANAGEMENT_SETTING} w postaci http://komputer:15672 – "
            "adres interfejsu zarządzania tego samego brokera."
        )
    port = f":{management.port}" if management.port else ""
    broker = Broker(
        host=amqp.hostname,
        amqp_port=amqp.port or _AMQP_PORT,
        # Without a login that may stand there: this address is shown to people.
        management_url=f"{management.scheme}://{management.hostname}{port}{management.path}",
        user=unquote(amqp.username),
        password=unquote(amqp.password or ""),
    )
    asked = broker.management()
    asked.version()
    asked.close()
    return broker


def _install(environ: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Install Debian's package where we may; the installer's own refusals are sentences."""
    if environ.get(INSTALL_SETTING) == "no":
        raise BrokerMissing(
            f"Nie ma brokera RabbitMQ, a {INSTALL_SETTING}=no zabrania go instalować – zainstaluj "
            f"rabbitmq-server, uruchom Dockera albo podaj adres brokera w {URL_SETTING}."
        )
    if os.geteuid() != 0 or shutil.which("apt-get") is None or not _INSTALLER.exists():
        raise BrokerMissing(
            "Nie ma brokera RabbitMQ i nie mogę go zainstalować (potrzebny jest root i apt-get) – "
            f"zainstaluj rabbitmq-server, uruchom Dockera albo podaj adres w {URL_SETTING}."
        )
    say(f"Instaluję pakiet rabbitmq-server z Debiana ({INSTALL_SETTING}=no tego zabrania)…")
    done = subprocess.run(
        [str(_INSTALLER), "rabbitmq-server"],
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BrokerMissing(
            f"Nie udało się zainstalować rabbitmq-server: {' '.join(done.stderr.split())}"
        )
