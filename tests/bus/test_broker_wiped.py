"""A broker is a cache: what it lost goes up again from the journal."""

from datetime import UTC, datetime
from pathlib import Path

from services.node.broker_login import Broker
from services.node.installing import NodePlace, install_node, open_uplink
from shared.database import Database
from shared.messaging import relay
from shared.messaging.chain import Link

SENT = Link(epoch=1, position=7, prevdigest="a" * 64, digest="b" * 64, message=b"")
HEARD = Link(epoch=1, position=5, prevdigest="c" * 64, digest="d" * 64, message=b"")
NOW = datetime(2009, 7, 1, 12, tzinfo=UTC)


def test_a_node_whose_broker_was_wiped_sends_again_what_is_not_acknowledged(
    rabbitmq_server: Broker, tmp_path: Path
) -> None:
    place = a_node_that_sent_7_of_which_5_are_acknowledged(rabbitmq_server, tmp_path)
    rabbitmq_server.management().remove_virtual_host(place.settings.node)

    install_node(place.home, rabbitmq_server, node="wiped", centre="cistor")

    assert sent_by(place) == 5


def test_a_node_whose_broker_kept_everything_goes_on_where_it_was(
    rabbitmq_server: Broker, tmp_path: Path
) -> None:
    place = a_node_that_sent_7_of_which_5_are_acknowledged(rabbitmq_server, tmp_path)

    install_node(place.home, rabbitmq_server, node="wiped", centre="cistor")

    assert sent_by(place) == 7


def a_node_that_sent_7_of_which_5_are_acknowledged(broker: Broker, home: Path) -> NodePlace:
    place = install_node(home / "wiped", broker, node="wiped", centre="cistor")
    open_uplink(place)
    database = Database(place.settings.databases["consultations"])
    with database.write() as connection:
        relay.move_cursor(connection, relay.UPLINK, SENT, NOW)
        relay.move_cursor(connection, relay.ACKNOWLEDGED, HEARD, NOW)
    database.close()
    return place


def sent_by(place: NodePlace) -> int:
    database = Database(place.settings.databases["consultations"])
    with database.read() as connection:
        cursor = relay.sent_to(connection, relay.UPLINK)
    database.close()
    assert cursor is not None
    return cursor.position
