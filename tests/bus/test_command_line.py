"""One node and the commands that are about it, as people type them."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from uuid import uuid4

import pytest

from services.node.private_broker import find_server
from shared.messaging.topology import services_user
from tests.bus.owss import PROJECT, Terminal
from tests.servers.rabbitmq import RabbitmqServer

PROGRAMME = PROJECT / "deploy" / "programmes" / "owss-2009.yaml"
QUICKLY = 30.0
"""Seconds within which a command must have given up; the machine may be busy."""

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def centre() -> str:
    return f"osrodek-{uuid4().hex[:8]}"


@pytest.fixture
def here(tmp_path: Path, rabbitmq_server: RabbitmqServer, centre: str) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path, rabbitmq_server)
    yield terminal
    terminal.close()
    management = rabbitmq_server.management()
    management.remove_virtual_host(centre)
    for user in (services_user(centre), f"{centre}-partner"):
        management.remove_user(user)
    management.close()


def test_an_empty_node_publishes_enrols_and_reports_and_keeps_its_data(
    here: Terminal, centre: str
) -> None:
    command_id = str(uuid4())
    publishing = ("programme", "publish", str(PROGRAMME), "--command-id", command_id)
    altered = here.folder / "altered.yaml"
    altered.write_text(PROGRAMME.read_text(encoding="utf-8").replace("target: 600", "target: 601"))

    node = here.start("up", "--node", centre)
    node.wait_until_it_says("działa")
    published = here.run(*publishing)
    published_again = here.run(*publishing)
    refused = here.run("programme", "publish", str(altered))
    enrolled = here.run("centre", "enrol", f"{centre}-partner")
    enrolled_again = here.run("centre", "enrol", f"{centre}-partner")
    node.send(signal.SIGINT)
    ended = node.ended()
    figure = here.run(
        *("figure", "hours_of_advice", "--from", "2009-06-01", "--to", "2009-12-31", "--rows")
    )
    status = here.run("status")
    report = here.run("report", "write", "owss-2009")
    others_file = here.run("node", "join", f"{centre}-partner.enrolment.json")
    node = here.start("up", "--node", centre)
    node.wait_until_it_says("działa")
    still_there = here.run("verify")
    event = here.run("event", f"/nodes/{centre}/reporting", "1")
    node.send(signal.SIGTERM)

    assert published.shown == published_again.shown == "W mocy: owss-2009, wersja 1.\n"
    assert refused.code == 1
    assert refused.shown.count("\n") == 1
    assert "Ogłoś zmianę jako następną wersję." in refused.shown
    assert f"Węzeł „{centre}-partner” przyjęty." in enrolled.shown
    assert enrolled_again.code == 0
    assert ended.code == 0, ended.shown
    assert ended.is_without_traceback
    assert json.loads(figure.shown)["value"] == 0
    assert centre in status.shown
    assert "Zapisano sprawozdanie-owss-2009.pdf" in report.shown
    assert others_file.code == 1
    assert "poproś centralę o właściwy plik" in others_file.shown
    assert still_there.code == 0, still_there.shown
    assert json.loads(event.shown)["type"] == "pl.owss.reporting.programme_published.v1"
    assert node.ended().code == 0


def test_a_node_whose_bus_does_not_run_is_told_quickly(here: Terminal, centre: str) -> None:
    node = here.start("up", "--node", centre)
    node.wait_until_it_says("działa")
    node.send(signal.SIGINT)
    node.ended()

    begun = monotonic()
    refused = here.run("programme", "publish", str(PROGRAMME))
    took = monotonic() - begun

    assert took < QUICKLY
    assert refused.code == 1
    assert f"Węzeł {centre} nie działa – uruchom go" in refused.shown
    assert refused.shown.count("\n") == 1


def test_a_wrong_password_is_one_sentence(here: Terminal) -> None:
    assert here.broker is not None
    login = f"{here.broker.user}:{here.broker.password}"
    here.settings["OWSS_BROKER_URL"] = f"amqp://{here.broker.user}:wrong@{here.broker.host}"
    here.settings["OWSS_BROKER_MANAGEMENT_URL"] = here.broker.management_url
    here.broker = None

    refused = here.run("up")

    assert refused.code == 1
    assert refused.shown.startswith("Błąd: ")
    assert refused.shown.count("\n") == 1
    assert login not in refused.shown
    assert "wrong" not in refused.shown


@pytest.mark.skipif(find_server() is None, reason="no rabbitmq-server here")
def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = Terminal(tmp_path, settings={"OWSS_BROKER_PORT": str(port)}).run("demo")

    assert refused.code == 1
    assert f"Port {port}" in refused.shown
    assert refused.is_without_traceback


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_sentence(here: Terminal, centre: str) -> None:
    home = here.folder / ".owss" / "node"
    home.mkdir(parents=True)
    (home / "consultations.sqlite").symlink_to("/dev/full")

    refused = here.run("up", "--node", centre)

    assert refused.code == 1
    assert refused.is_without_traceback, refused.shown
