"""Who may write into which queue of reporting."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.node.clocks import WallClock
from services.reporting.storage.inbounds import inbounds
from shared.database import Database
from shared.messaging.delivery import Inbound
from shared.messaging.runtime import Runtime
from shared.wire.published import CATALOGUE
from tests.storage.reporting.advice_told import Node, Reporting


@pytest.fixture
def runtime(database: Database) -> Runtime:
    return Runtime(
        node="cistor",
        is_centre=True,
        installation=UUID(int=1),
        broker_url="amqp://cistor.services:secret@localhost/cistor",
        databases={"reporting": database},
        clock=WallClock(),
        wall_clock=WallClock(),
        catalogue=CATALOGUE,
        say=print,
    )


def test_a_partners_node_hears_only_its_own_services(runtime: Runtime) -> None:
    partner = replace(
        runtime,
        node="zarska",
        is_centre=False,
        broker_url="amqp://zarska%2Eservices:secret@localhost/zarska",
    )

    assert inbounds(partner) == {
        "reporting.inbox": Inbound(
            queue="reporting.inbox",
            node="zarska",
            exchange="owss.events",
            user_id="zarska.services",
        )
    }


def test_a_centre_hears_every_enrolled_node_on_a_queue_of_its_own(
    runtime: Runtime, reporting: Reporting
) -> None:
    reporting.expect(Node("zarska"), Node("cistor"))

    assert inbounds(runtime) == {
        "in.cistor": Inbound(
            queue="in.cistor", node="cistor", exchange="owss.uplink", user_id="cistor.services"
        ),
        "in.zarska": Inbound(
            queue="in.zarska", node="zarska", exchange="in.zarska", user_id="zarska"
        ),
    }


def test_a_centre_without_nodes_hears_nobody(runtime: Runtime) -> None:
    assert inbounds(runtime) == {}
