"""A bus that cannot start says why in one sentence and ends (reliability.md 5, F30)."""

import socket
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from services.node import broker_check
from services.node.private_broker_home import free_ports
from services.node.runtime import SERVICES
from shared.settings import NodeSettings, write_settings
from tests.bus.network import BusProcess
from tests.servers.rabbitmq import RabbitmqServer

UNUSABLE = 3
"""The exit code for what a person must put right; `services.node.bus` would patch this process."""


@dataclass(frozen=True)
class Ended:
    code: int
    sentence: str


def start(home: Path, broker_url: str | None) -> Ended:
    """Start the bus of a node with this broker, or of one that was never installed."""
    if broker_url is not None:
        settings = NodeSettings(
            node="zarska",
            centre="cistor",
            season_begins=None,
            installation=uuid4(),
            broker_url=broker_url,
            management_url="http://127.0.0.1:1",
            databases={service: f"sqlite:///{home / service}.sqlite" for service in SERVICES},
        )
        write_settings(home, settings)
    bus = BusProcess(home)
    code = bus.wait_for_exit()
    return Ended(code, bus.log)


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


@pytest.mark.fault("F30")
def test_without_a_broker_it_says_so_and_ends(tmp_path: Path) -> None:
    [port] = free_ports(1)

    ended = start(tmp_path, f"amqp://zarska.services:secret@127.0.0.1:{port}/zarska")

    assert ended.code == UNUSABLE
    assert is_one_sentence(ended.sentence)
    assert f"Broker 127.0.0.1:{port} nie odpowiada" in ended.sentence
    assert "secret" not in ended.sentence


@pytest.mark.fault("F30")
def test_without_its_virtual_host_it_says_so_and_ends(
    tmp_path: Path, rabbitmq_server: RabbitmqServer
) -> None:
    ended = start(tmp_path, rabbitmq_server.amqp_url("nobody-made-this"))

    assert ended.code == UNUSABLE
    assert is_one_sentence(ended.sentence)
    assert "nie ma wirtualnego hosta „nobody-made-this”" in ended.sentence


@pytest.mark.fault("F30")
def test_with_a_wrong_password_it_says_so_and_ends(
    tmp_path: Path, rabbitmq_server: RabbitmqServer, virtual_host: str
) -> None:
    wrong = rabbitmq_server.amqp_url(virtual_host).replace(rabbitmq_server.password, "wrong")

    ended = start(tmp_path, wrong)

    assert ended.code == UNUSABLE
    assert is_one_sentence(ended.sentence)
    assert f"odrzucił login „{rabbitmq_server.user}”" in ended.sentence
    assert "wrong" not in ended.sentence


def test_without_settings_it_says_so_and_ends(tmp_path: Path) -> None:
    ended = start(tmp_path, None)

    assert ended.code == UNUSABLE
    assert is_one_sentence(ended.sentence)
    assert "node.toml" in ended.sentence


@pytest.mark.fault("F30")
def test_a_port_where_nobody_speaks_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(broker_check, "LIMIT_SECONDS", 0.3)

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(broker_check.BrokerClosed, match="nie odpowiada"):
            broker_check.check_login(f"amqp://zarska.services:secret@127.0.0.1:{port}/zarska")
