"""In which order a broker is looked for, and what a person is told when there is none."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from services.node import broker as finding
from services.node import docker_broker
from services.node.broker import BrokerMissing, BrokerUnavailable, find_broker
from services.node.broker_login import Broker
from services.node.own_processes import OwnProcess, wait_until
from services.node.private_broker_home import BrokerHome, PassingPorts, free_ports

PROGRAM = """#!/bin/sh
echo "$(basename "$0") $*" >> "{notes}"
{body}
"""


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Leave no program of the machine to be found; give a folder where fakes may be put."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setattr("services.node.private_broker._SERVER_PLACES", ())
    monkeypatch.setenv("PATH", str(programs))
    return programs


def put_program(programs: Path, name: str, body: str) -> None:
    program = programs / name
    notes = programs.parent / "notes"
    text = PROGRAM.format(notes=notes, body=body)
    # Its own search path: the bare machine has no `basename`.
    program.write_text(text.replace("#!/bin/sh\n", "#!/bin/sh\nPATH=/usr/bin:/bin\n"))
    program.chmod(0o755)


def asked_of_programs(tmp_path: Path) -> list[str]:
    return (tmp_path / "notes").read_text().splitlines()


def silent(_: str) -> None:
    pass


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"OWSS_BROKER_URL": "amqp://owss:secret@broker"}, "OWSS_BROKER_MANAGEMENT_URL"),
        (
            {
                "OWSS_BROKER_URL": "amqp://owss:secret@broker",
                "OWSS_BROKER_MANAGEMENT_URL": "broker:15672",
            },
            "OWSS_BROKER_MANAGEMENT_URL",
        ),
        ({"OWSS_BROKER_MANAGEMENT_URL": "http://broker:15672"}, "OWSS_BROKER_URL ma mieć postać"),
        ({"OWSS_BROKER_URL": "broker:5672"}, "OWSS_BROKER_URL ma mieć postać"),
        ({"OWSS_BROKER_URL": "amqp://broker"}, "OWSS_BROKER_URL ma mieć postać"),
    ],
)
def test_half_a_setting_is_refused_with_the_whole_form(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    with pytest.raises(BrokerUnavailable, match=said) as refusal:
        find_broker(tmp_path, settings, silent)

    assert "secret" not in str(refusal.value)


@pytest.mark.usefixtures("bare_machine")
def test_where_installing_is_forbidden_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokerMissing, match=r"OWSS_INSTALL=no .* OWSS_BROKER_URL"):
        find_broker(tmp_path, {"OWSS_INSTALL": "no"}, silent)


@pytest.mark.usefixtures("bare_machine")
def test_where_nothing_can_be_installed_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BrokerMissing, match=r"root i apt-get.*OWSS_BROKER_URL"):
        find_broker(tmp_path, {}, silent)


def test_debians_package_is_installed_where_we_may_and_the_person_is_told(
    tmp_path: Path, bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(bare_machine, "apt-get", "")
    put_program(bare_machine, "installer", "echo 'no such package' >&2; exit 1")
    monkeypatch.setattr(finding, "_INSTALLER", bare_machine / "installer")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said: list[str] = []

    with pytest.raises(BrokerMissing, match="no such package"):
        find_broker(tmp_path, {}, said.append)

    assert asked_of_programs(tmp_path) == ["installer rabbitmq-server"]
    assert said == ["Instaluję pakiet rabbitmq-server z Debiana (OWSS_INSTALL=no tego zabrania)…"]


def test_an_installer_that_leaves_no_broker_ends_in_a_sentence(
    tmp_path: Path, bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(bare_machine, "apt-get", "")
    put_program(bare_machine, "installer", "")
    monkeypatch.setattr(finding, "_INSTALLER", bare_machine / "installer")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(BrokerMissing, match="nie ma programu rabbitmq-server"):
        find_broker(tmp_path / "broker", {}, silent)


def test_docker_comes_before_installing_and_hides_the_password(
    tmp_path: Path, bare_machine: Path, management_interface: int
) -> None:
    put_program(bare_machine, "docker", 'test "$1" != container')
    settings = {"OWSS_BROKER_MANAGEMENT_PORT": str(free_ports(1)[0])}
    home = tmp_path / "broker"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docker_broker, "_login", lambda _: broker_at(management_interface))
        found = find_broker(home, settings, silent)
        found.stop()

    asked = asked_of_programs(tmp_path)
    assert [line.split()[1] for line in asked] == ["info", "run", "stop"]
    assert f"127.0.0.1:{settings['OWSS_BROKER_MANAGEMENT_PORT']}:15672" in asked[1]
    assert BrokerHome(home).remembered().password not in asked[1]


def test_a_container_that_runs_already_is_used_and_left_running(
    tmp_path: Path, bare_machine: Path, management_interface: int
) -> None:
    put_program(bare_machine, "docker", "")
    home = tmp_path / "broker"
    home.mkdir()
    BrokerHome(home).prepare({})
    BrokerHome(home).container.write_text("owss-broker-1")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docker_broker, "_login", lambda _: broker_at(management_interface))
        find_broker(home, {}, silent).stop()

    assert asked_of_programs(tmp_path) == ["docker info", "docker container inspect owss-broker-1"]


def test_a_container_that_is_gone_is_made_again(
    tmp_path: Path, bare_machine: Path, management_interface: int
) -> None:
    put_program(bare_machine, "docker", 'test "$1" != container')
    home = tmp_path / "broker"
    home.mkdir()
    BrokerHome(home).container.write_text("owss-broker-1")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docker_broker, "_login", lambda _: broker_at(management_interface))
        find_broker(home, {}, silent)

    assert [line.split()[1] for line in asked_of_programs(tmp_path)] == ["info", "container", "run"]


def test_a_docker_that_refuses_is_one_sentence(tmp_path: Path, bare_machine: Path) -> None:
    put_program(bare_machine, "docker", 'test "$1" = info || { echo "no image" >&2; exit 1; }')

    with pytest.raises(BrokerUnavailable, match="no image"):
        find_broker(tmp_path / "broker", {}, silent)


def test_a_container_that_never_answers_is_stopped(
    tmp_path: Path, bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(bare_machine, "docker", 'test "$1" != container')
    monkeypatch.setattr(docker_broker, "START_LIMIT_SECONDS", 0.1)

    with pytest.raises(BrokerUnavailable, match="docker logs"):
        find_broker(tmp_path / "broker", {}, silent)

    assert asked_of_programs(tmp_path)[-1].startswith("docker stop --time 8 owss-broker-")


def broker_at(port: int) -> Broker:
    return Broker(
        host="127.0.0.1",
        amqp_port=1,
        management_url=f"http://127.0.0.1:{port}",
        user="owss",
        password="secret",
    )


def test_an_address_carries_a_login_only_where_it_is_asked_for() -> None:
    broker = Broker(
        host="127.0.0.1",
        amqp_port=5672,
        management_url="http://127.0.0.1:15672",
        user="owss",
        password="a/b",
    )

    assert broker.amqp_address == "amqp://127.0.0.1:5672"
    assert broker.amqp_url("a-node") == "amqp://owss:a%2Fb@127.0.0.1:5672/a-node"
    assert broker.management_port == 15672


@pytest.fixture
def management_interface() -> Iterator[int]:
    """Give the port of something that calls itself RabbitMQ 4."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b'{"rabbitmq_version": "4.0.5"}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server.server_port
        server.shutdown()


# The folder of a private broker -------------------------------------------------------------


def test_ports_and_password_of_the_first_start_are_kept(tmp_path: Path) -> None:
    first = BrokerHome(tmp_path).prepare({})

    assert BrokerHome(tmp_path).prepare({}) == first


def test_a_setting_changes_a_port_and_keeps_the_password(tmp_path: Path) -> None:
    first = BrokerHome(tmp_path).prepare({})
    port = free_ports(1)[0]

    second = BrokerHome(tmp_path).prepare({"OWSS_BROKER_PORT": str(port)})

    assert second.amqp_port == port
    assert (second.management_port, second.password) == (first.management_port, first.password)


@pytest.mark.parametrize("setting", ["OWSS_BROKER_PORT", "OWSS_BROKER_MANAGEMENT_PORT"])
def test_a_busy_port_is_named_with_the_setting_that_changes_it(
    tmp_path: Path, setting: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other_program:
        port = other_program.getsockname()[1]

        with pytest.raises(BrokerUnavailable, match=f"Port {port},.* zajęty .*{setting}"):
            BrokerHome(tmp_path).prepare({setting: str(port)})


@pytest.mark.parametrize("text", ["many", "0", "65536", "-1", "5672.0"])
def test_a_port_that_is_no_port_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokerUnavailable, match="ma być numerem portu"):
        BrokerHome(tmp_path).prepare({"OWSS_BROKER_PORT": text})


def test_an_almost_full_disk_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.node.private_broker_home._LEAST_FREE_DISK_MB", 10**12)

    with pytest.raises(BrokerUnavailable, match="zwolnij miejsce"):
        BrokerHome(tmp_path).prepare({})


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BrokerUnavailable, match="Nie można zapisać plików brokera"):
        finding.start_private_broker(tmp_path / "file" / "broker")


def test_nothing_of_the_surroundings_reaches_the_broker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RABBITMQ_NODENAME", "the-machines-own@localhost")

    environment = BrokerHome(tmp_path).environment(
        "ours@localhost", PassingPorts(distribution=1, names=2), path="/bin"
    )

    assert environment["RABBITMQ_NODENAME"] == "ours@localhost"
    assert environment["HOME"] == str(tmp_path)
    # RabbitMQ reads files in /etc wherever none is named.
    named = [value for name, value in environment.items() if "CONF" in name or "FILE" in name]
    assert all(value.startswith(str(tmp_path)) for value in named)


# Processes ----------------------------------------------------------------------------------


def test_a_process_that_ended_and_was_never_asked_after_does_not_run() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])

    process = OwnProcess.with_id(child.pid)

    assert wait_until(lambda: not process.is_running(), 10)
    child.poll()


def test_another_process_under_the_same_id_is_not_ours() -> None:
    stranger = OwnProcess(pid=os.getpid(), started="long ago")

    stranger.end(patience=1)

    assert not stranger.is_running()
    assert OwnProcess.with_id(os.getpid()).is_running()


def test_a_process_that_does_not_listen_is_killed_after_a_while() -> None:
    deaf = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", deaf], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        process = OwnProcess.with_id(child.pid)

        process.end(patience=0.2)

        assert not process.is_running()


def test_a_process_that_is_gone_needs_no_end() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    process = OwnProcess.with_id(child.pid)
    child.wait()

    process.end(patience=1)

    assert not process.is_running()


def test_where_the_system_tells_no_start_times_the_id_alone_must_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.node.own_processes._status", lambda _: (None, None))
    child = subprocess.Popen([sys.executable, "-c", ""])
    gone = OwnProcess.with_id(child.pid)
    child.wait()

    assert not gone.is_running()
    assert OwnProcess.with_id(os.getpid()).is_running()
