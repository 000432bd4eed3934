"""`owss demo` as people run it: from nothing to the report, again, and after somebody tampered."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.node.bus_process import PROCESS_FILE
from services.node.own_processes import OwnProcess
from services.node.private_broker import find_server
from shared.messaging.topology import services_user
from tests.bus.owss import Ended, Terminal, tiny_season
from tests.servers.rabbitmq import RabbitmqServer

NODES = ("cistor", "zarska", "mops-olsztyn", "swrgzs", "kis-swiecie")
PDF = Path(".owss/demo/report-2009.pdf")
XLSX = Path(".owss/demo/report-2009.xlsx")

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def demos_broker(rabbitmq_server: RabbitmqServer) -> Iterator[RabbitmqServer]:
    """Give the run's broker, and take away afterwards what the demo put there under its names."""
    yield rabbitmq_server
    management = rabbitmq_server.management()
    for node in NODES:
        management.remove_virtual_host(node)
        for user in (node, services_user(node)):
            management.remove_user(user)
    management.close()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


def key_figures(ended: Ended) -> str:
    shown = ended.shown
    return shown[shown.index("Wskaźniki ") : shown.index("Sprawozdanie:")]


def test_the_demo_proves_its_report_twice_the_same_and_names_what_was_tampered_with(
    here: Terminal, tmp_path: Path, demos_broker: RabbitmqServer
) -> None:
    here.broker = demos_broker
    season = str(tiny_season(tmp_path))

    first = here.run("demo", "--once", "--season", season)
    documents = [(tmp_path / file).read_bytes() for file in (PDF, XLSX)]
    second = here.run("demo", "--once", "--season", season)
    same_documents = [(tmp_path / file).read_bytes() for file in (PDF, XLSX)]
    other_seed = here.run("demo", "--once", "--season", season, "--seed", "7")
    position = tamper(tmp_path / ".owss/demo/nodes/zarska/consultations.sqlite")
    third = here.run("demo", "--once", "--season", season)
    verified = here.run("verify", "--home", ".owss/demo/nodes/zarska")

    assert (first.code, second.code) == (0, 0), first.shown + second.shown
    assert first.shown.count("✓") == second.shown.count("✓") == 4
    assert "zmyślone" in first.shown
    assert all(len(line) <= 80 for line in key_figures(first).splitlines())
    assert key_figures(first) == key_figures(second)
    assert documents == same_documents
    assert other_seed.code == 1
    assert "grano już sezon z ziarnem 2009" in other_seed.shown
    assert third.code == verified.code == 1
    named = f"/nodes/zarska/consultations, pozycja {position}"
    assert named in third.shown
    assert f"✗ {named}" in verified.shown
    assert first.is_without_traceback
    assert third.is_without_traceback


def tamper(database: Path) -> int:
    """Change one byte of a row in the middle of a chain, and return where it stands."""
    connection = sqlite3.connect(database)
    position, key, body = connection.execute(
        "SELECT position, journal_id, body FROM chain JOIN journal USING (journal_id) "
        "WHERE position = (SELECT max(position) / 2 FROM chain)"
    ).fetchone()
    connection.execute("DROP TRIGGER journal_refuses_UPDATE")
    changed = body.replace(b'"minutes":', b'"minutfs":') if b'"minutes":' in body else body + b" "
    connection.execute("UPDATE journal SET body = ? WHERE journal_id = ?", (changed, key))
    connection.commit()
    connection.close()
    return int(position)


def left_running(folder: Path) -> list[str]:
    """Return whatever of a demo in this folder still runs."""
    left = [
        str(file)
        for file in folder.glob(f".owss/demo/nodes/*/{PROCESS_FILE}")
        if OwnProcess(**json.loads(file.read_text())["process"]).is_running()
    ]
    broker = folder / ".owss" / "broker" / "running.json"
    if broker.exists():
        noted = json.loads(broker.read_text())
        left += [name for name in ("broker", "names") if OwnProcess(**noted[name]).is_running()]
    return left


@pytest.mark.skipif(find_server() is None, reason="no rabbitmq-server here")
def test_whenever_a_demo_is_broken_off_nothing_is_left_running(
    here: Terminal, tmp_path: Path
) -> None:
    demo = ("demo", "--season", str(tiny_season(tmp_path)))

    killed = here.start(*demo)
    killed.wait_until_it_says("Gram sezon")
    killed.kill()
    left_by_the_killed = left_running(tmp_path)
    down = here.run("down")
    after_down = left_running(tmp_path)
    starting = here.start(*demo)
    starting.wait_until_it_says("Uruchamiam centralę")
    starting.send(signal.SIGINT)
    broken_off = starting.ended()
    after_break = left_running(tmp_path)
    staying = here.start(*demo)
    staying.wait_until_it_says("Węzły działają")
    beside = here.run(*demo)
    down_beside = here.run("down")
    alive_beside = left_running(tmp_path)
    staying.send(signal.SIGTERM)
    ended = staying.ended()

    assert len(left_by_the_killed) > len(NODES)
    assert down.code == 0
    assert re.search(r"Zatrzymane procesy: [5-6]\.", down.shown), down.shown
    assert after_down == after_break == left_running(tmp_path) == []
    assert broken_off.code == 130
    assert broken_off.shown.endswith("Przerwano.\n")
    assert broken_off.is_without_traceback
    assert beside.code == down_beside.code == 1
    assert "już działa, uruchomiony innym poleceniem" in beside.shown
    assert "już działa, uruchomiony innym poleceniem" in down_beside.shown
    assert len(alive_beside) > len(NODES)
    assert ended.code == 0, ended.shown
    assert ended.is_without_traceback
