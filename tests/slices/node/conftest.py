"""A network at rest: two nodes and their centre with all databases, and no bus and no broker."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from services.node.installing import NodePlace
from services.node.network import Network
from services.node.runtime import MIGRATIONS
from shared.messaging.runtime import Pace
from shared.migrations import upgrade
from shared.settings import NodeSettings, read_settings, write_settings
from tests.storage.messaging.lived_in import NODES, archive, live

CENTRE = "cistor"


def _settings(home: Path, node: str) -> NodeSettings:
    return NodeSettings(
        node=node,
        centre=CENTRE,
        season_begins=None,
        installation=uuid4(),
        # Nobody listens there: what asks a broker hears so at once.
        broker_url=f"amqp://{node}.services:secret@127.0.0.1:1/{node}",
        management_url="http://127.0.0.1:1",
        databases={service: f"sqlite:///{home / service}.sqlite" for service in MIGRATIONS},
        pace=Pace(),
    )


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the homes of all nodes, which nobody may change."""
    home = tmp_path_factory.mktemp("network")
    for node in (CENTRE, *NODES):
        settings = _settings(home / node, node)
        write_settings(home / node, settings)
        for service in ("consultations", "reporting"):
            if service == "reporting" or node == CENTRE:
                upgrade(settings.databases[service], MIGRATIONS[service])
    nodes = {
        node: live(_settings(home / node, node).databases["consultations"], node) for node in NODES
    }
    archive(_settings(home / CENTRE, CENTRE).databases["reporting"], nodes).close()
    for database in nodes.values():
        database.close()
    return home


@pytest.fixture
def network(lived_in: Path, tmp_path: Path) -> Network:
    """Give a copy of the network that is this test's alone."""
    home = Path(shutil.copytree(lived_in, tmp_path / "network"))
    places = []
    for node in (CENTRE, *NODES):
        write_settings(home / node, _settings(home / node, node))
        places.append(NodePlace(settings=read_settings(home / node), home=home / node))
    return Network(centre=places[0], partners=tuple(places[1:]))
