"""What a node makes of the centre's word."""

from sqlalchemy import delete, insert, select

from shared.kernel.identifiers import made_at
from shared.messaging import relay, witness
from shared.messaging.control import Echo
from shared.messaging.relay import ACKNOWLEDGED, ECHOED, Head
from shared.messaging.tables import chain, cursor, journal
from tests.storage.messaging.node_and_centre import Centre, Parcels, moment

OTHER = "f" * 64


def filled(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()


def hear(
    node: Parcels, position: int, digest: str | None = None, *, epoch: int = 1, at: float = 1
) -> bool:
    own = node.links()[position - 1].digest if digest is None else digest
    echo = Echo(source=node.source, epoch=epoch, position=position, digest=own)
    with node.database.write() as connection:
        return witness.acknowledge(connection, echo, moment(at))


def cursor_of(node: Parcels, name: str) -> Head | None:
    with node.database.read() as connection:
        return relay.sent_to(connection, name)


def heard_at(centre: Centre, name: str) -> object:
    (row,) = (row for row in centre.rows(cursor) if row["name"] == name)
    return row["moved_at"]


def test_what_the_centre_holds_is_safe(node: Parcels, centre: Centre) -> None:
    filled(node)

    agrees = hear(node, 2, at=7)

    held = Head(1, 2, node.links()[1].digest)
    assert agrees
    assert (cursor_of(node, ACKNOWLEDGED), cursor_of(node, ECHOED)) == (held, held)
    assert heard_at(centre, ACKNOWLEDGED) == moment(7)


def test_the_same_word_again_is_news_of_the_centre(node: Parcels, centre: Centre) -> None:
    filled(node)

    for at in (1, 2):
        hear(node, 2, at=at)

    assert heard_at(centre, ECHOED) == moment(2)


def test_an_older_word_takes_nothing_back_and_is_kept(node: Parcels) -> None:
    filled(node)
    hear(node, 3)

    agrees = hear(node, 1)

    assert agrees
    assert cursor_of(node, ACKNOWLEDGED) == node.head()
    assert cursor_of(node, ECHOED) == Head(1, 1, node.links()[0].digest)


def test_another_digest_means_that_histories_differ(node: Parcels) -> None:
    filled(node)
    hear(node, 1)

    agrees = hear(node, 2, OTHER)

    assert not agrees
    assert cursor_of(node, ACKNOWLEDGED) == Head(1, 1, node.links()[0].digest)
    assert cursor_of(node, ECHOED) == Head(1, 2, OTHER)


def test_so_does_a_centre_that_holds_more_than_there_is(node: Parcels) -> None:
    filled(node)

    agrees = hear(node, 4, OTHER)

    assert not agrees
    assert cursor_of(node, ACKNOWLEDGED) == Head(1, 0, "")
    assert cursor_of(node, ECHOED) == Head(1, 4, OTHER)


def test_in_a_new_epoch_an_earlier_position_is_still_further(node: Parcels) -> None:
    filled(node)
    hear(node, 3)
    again = node.links()[2]
    with node.database.write() as connection:
        connection.execute(
            insert(chain).values(epoch=2, position=2, journal_id=3, digest=again.digest)
        )

    hear(node, 2, again.digest, epoch=2)

    assert cursor_of(node, ACKNOWLEDGED) == Head(2, 2, again.digest)


def test_nothing_is_acknowledged_to_a_node_that_joined_no_centre(node: Parcels) -> None:
    filled(node)
    with node.database.write() as connection:
        connection.execute(cursor.delete())

    hear(node, 1)

    assert cursor_of(node, ACKNOWLEDGED) is None


def oldest(node: Parcels) -> object:
    with node.database.read() as connection:
        return witness.unacknowledged_since(connection)


def recorded_at(node: Parcels, place: int) -> object:
    with node.database.read() as connection:
        ids = connection.execute(select(journal.c.event_id).order_by(journal.c.journal_id))
        return made_at(list(ids.scalars())[place])


def test_the_oldest_domain_event_that_the_centre_lacks_tells_how_long_it_is_silent(
    node: Parcels,
) -> None:
    filled(node)
    nothing_heard = oldest(node)
    hear(node, 2)
    some_heard = oldest(node)
    hear(node, 3)

    assert nothing_heard == recorded_at(node, 0)
    assert some_heard == recorded_at(node, 2)
    assert oldest(node) is None


def test_what_has_no_position_yet_waits_as_well(node: Parcels) -> None:
    filled(node)
    hear(node, 3)

    node.weigh(("d", 4))

    assert oldest(node) == recorded_at(node, 3)


def test_a_node_that_has_not_joined_waits_for_nobody(node: Parcels) -> None:
    filled(node)
    with node.database.write() as connection:
        connection.execute(delete(cursor))

    assert oldest(node) is None
