"""The web process of a node: it answers, keeps its port, and ends when it is told to."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import requests

from services.node.bus_process import WEB, BusFailed, start_all, stop_all
from services.node.demo_accounts import PASSWORD, open_demo_accounts
from services.node.installing import NodePlace
from services.node.network import Network
from services.node.runtime import MIGRATIONS
from services.node.season.people import People
from services.node.season.plan import people_of
from services.node.season.season import read_season
from services.node.web_ports import FIRST_PORT, give_ports, is_free
from shared.contracts.programme import Programme
from shared.kernel.clock import Clock
from shared.settings import read_settings
from shared.wire.programme import read_programme
from tests.servers.migrated import MigratedDatabases
from tests.slices.node.test_site import SetClock

DEPLOY = Path(__file__).parents[3] / "deploy"


@pytest.fixture
def centre(network: Network, migrated_databases: MigratedDatabases) -> NodePlace:
    place = network.centre
    migrated_databases.sqlite(MIGRATIONS["accounts"], place.home / "accounts.sqlite")
    return give_ports([place])[0]


@pytest.fixture(scope="module")
def people() -> People:
    season = read_season((DEPLOY / "demo" / "season-2009.yaml").read_text(encoding="utf-8"))
    programme: Programme = read_programme(
        (DEPLOY / "programmes" / "owss-2009.yaml").read_text(encoding="utf-8")
    )
    return people_of(season, programme, 2009)["cistor"]


def test_the_pages_answer_until_the_process_is_told_to_end(centre: NodePlace) -> None:
    started = start_all([centre.home], WEB)

    answer = requests.get(f"http://{centre.settings.web}/accounts/login", timeout=20)
    stop_all(started)

    assert answer.status_code == 200
    assert "Logowanie" in answer.text
    assert "Server" not in answer.headers
    assert is_free(*centre.settings.web_place)


def test_a_port_that_somebody_else_holds_is_said_in_a_sentence(centre: NodePlace) -> None:
    with socket.create_server(centre.settings.web_place), pytest.raises(BusFailed) as failed:
        start_all([centre.home], WEB)

    assert centre.settings.web in str(failed.value)
    assert "node.toml" in str(failed.value)


def test_a_folder_without_a_node_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BusFailed, match=r"nie ma węzła"):
        start_all([tmp_path], WEB)


def test_each_node_has_a_port_of_its_own_and_keeps_it(network: Network) -> None:
    first = give_ports(network.places)
    second = give_ports(first)

    ports = [place.settings.web for place in first]
    assert len(set(ports)) == len(network.places)
    assert [place.settings.web for place in second] == ports
    assert [read_settings(place.home).web for place in first] == ports


def test_a_port_that_is_taken_is_given_to_nobody(network: Network) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        taken = somebody.getsockname()[1]

        assert not is_free("127.0.0.1", taken)
        assert all(place.settings.web_place[1] != taken for place in give_ports(network.places))
    assert FIRST_PORT > 1024


def test_the_logins_of_a_demo_are_made_once(centre: NodePlace, people: People) -> None:
    clock: Clock = SetClock()

    first = open_demo_accounts(centre, people, clock.now())
    second = open_demo_accounts(centre, people, clock.now())

    assert first == second
    assert {login.role.value for login in first.logins} == {
        "node_administrator",
        "coordinator",
        "adviser",
        "reporting_officer",
        "ministry",
        "operations",
    }
    assert PASSWORD
