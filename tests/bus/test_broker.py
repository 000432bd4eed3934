"""A private broker from its first start to its end, as a node sees it."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.node.broker import (
    BrokerUnavailable,
    PrivateBroker,
    find_broker,
    start_private_broker,
)
from services.node.broker_login import BrokerMissing
from services.node.own_processes import wait_until
from services.node.private_broker import find_server
from shared.messaging.management import BrokerRefusedLogin, BrokerUnreachable, Management

pytestmark = pytest.mark.skipif(find_server() is None, reason="no rabbitmq-server here")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("node") / "broker"


@pytest.fixture(scope="module")
def broker(home: Path) -> Iterator[PrivateBroker]:
    started = start_private_broker(home)
    yield started
    started.stop()


def silent(_: str) -> None:
    pass


def test_it_takes_connections_on_this_machine_only(broker: PrivateBroker) -> None:
    with socket.create_connection(("127.0.0.1", broker.amqp_port), timeout=5):
        pass

    assert broker.management().listens_on(broker.amqp_port)
    with pytest.raises(ConnectionRefusedError):
        # Another address of the same machine, as a neighbour would try it.
        socket.create_connection(("127.0.0.2", broker.amqp_port), timeout=5)


def test_nobody_else_reads_its_password(broker: PrivateBroker) -> None:
    readable = [
        path
        for path in broker.home.iterdir()
        if path.is_file()
        and broker.password in path.read_text(encoding="utf-8", errors="replace")
        and stat.S_IMODE(path.stat().st_mode) != 0o600
    ]

    assert readable == []
    assert stat.S_IMODE(broker.home.stat().st_mode) == 0o700
    assert broker.password not in repr(broker)


def test_a_second_start_uses_the_one_that_runs_and_leaves_it_running(
    broker: PrivateBroker, home: Path
) -> None:
    said: list[str] = []

    second = find_broker(home, {}, said.append)
    second.stop()

    assert said == ["Broker RabbitMQ już działa."]
    assert (second.amqp_port, second.password) == (broker.amqp_port, broker.password)
    assert broker.management().listens_on(broker.amqp_port)


def test_settings_name_a_broker_that_somebody_else_runs(
    broker: PrivateBroker, tmp_path: Path
) -> None:
    settings = {
        "OWSS_BROKER_URL": f"amqp://{broker.user}:{broker.password}@127.0.0.1:{broker.amqp_port}",
        "OWSS_BROKER_MANAGEMENT_URL": broker.management_url,
    }

    found = find_broker(tmp_path / "unused", settings, silent)
    found.stop()

    assert (found.user, found.amqp_port) == (broker.user, broker.amqp_port)
    assert broker.management().listens_on(broker.amqp_port)
    assert not (tmp_path / "unused").exists()


def test_a_wrong_password_is_one_sentence(broker: PrivateBroker, tmp_path: Path) -> None:
    settings = {
        "OWSS_BROKER_URL": f"amqp://{broker.user}:wrong@127.0.0.1:{broker.amqp_port}",
        "OWSS_BROKER_MANAGEMENT_URL": broker.management_url,
    }

    with pytest.raises(BrokerRefusedLogin, match="nie przyjął użytkownika „owss”"):
        find_broker(tmp_path, settings, silent)


def test_an_address_where_nobody_answers_is_one_sentence(tmp_path: Path) -> None:
    settings = {
        "OWSS_BROKER_URL": "amqp://owss:secret@127.0.0.1:1",
        "OWSS_BROKER_MANAGEMENT_URL": "http://127.0.0.1:1",
    }

    with pytest.raises(BrokerUnreachable, match=r"nie odpowiada pod adresem http://127\.0\.0\.1:1"):
        find_broker(tmp_path, settings, silent)


def test_a_broker_whose_program_was_killed_is_taken_over_with_its_data(tmp_path: Path) -> None:
    killed = (
        "import os, signal, sys; from pathlib import Path;"
        "from services.node.broker import start_private_broker;"
        "broker = start_private_broker(Path(sys.argv[1]));"
        "broker.management().put_virtual_host('kept');"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", killed, tmp_path], check=False, timeout=100)

    taken_over = start_private_broker(tmp_path)
    hosts = taken_over.management().virtual_hosts()
    taken_over.stop()

    assert ended.returncode == -signal.SIGKILL
    assert "kept" in hosts
    assert not taken_over.running.broker.is_running()
    assert not taken_over.running.names.is_running()


def test_a_stopped_broker_starts_again_with_its_ports_and_data(tmp_path: Path) -> None:
    first = start_private_broker(tmp_path)
    first.management().put_virtual_host("kept")
    first.stop()

    second = start_private_broker(tmp_path)
    hosts = second.management().virtual_hosts()
    second.stop()

    assert "kept" in hosts
    assert second.management_url == first.management_url
    assert second.running != first.running


def test_a_broker_that_died_alone_is_started_again(tmp_path: Path) -> None:
    first = start_private_broker(tmp_path)
    os.kill(first.running.broker.pid, signal.SIGKILL)
    assert wait_until(lambda: not first.running.broker.is_running(), 10)

    second = start_private_broker(tmp_path)
    answers = second.management().listens_on(second.amqp_port)
    second.stop()
    first.stop()

    assert answers
    assert not first.running.names.is_running()


def test_a_start_that_fails_shows_the_last_lines_of_the_log_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    # A file where the data should be.
    (tmp_path / "data").touch()

    with pytest.raises(BrokerUnavailable, match="nie wystartował; ostatnie wiersze") as failure:
        start_private_broker(tmp_path)

    assert "\n" not in str(failure.value)
    assert not (tmp_path / "running.json").exists()


def test_without_rabbitmq_a_private_broker_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.node.private_broker._SERVER_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BrokerMissing, match="zainstaluj pakiet rabbitmq-server"):
        start_private_broker(tmp_path / "broker")


def test_a_management_user_without_rights_is_told_so(broker: PrivateBroker) -> None:
    broker.management().put_user("clerk", "secret")
    clerk = Management(broker.management_url, "clerk", "secret")

    with pytest.raises(BrokerRefusedLogin, match="administrator"):
        clerk.virtual_hosts()

    broker.management().remove_user("clerk")
