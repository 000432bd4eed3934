"""Queues in a virtual host that is one test's alone."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from kombu import Connection

from shared.messaging.management import Management
from tests.servers.rabbitmq import RabbitmqServer


class Queues:
    """What a test makes on the broker, and finds there."""

    def __init__(self, server: RabbitmqServer, virtual_host: str, management: Management) -> None:
        self.url = server.amqp_url(virtual_host)
        self._virtual_host = virtual_host
        self._management = management

    def make(self, queue: str, *, behind: str | None = None, **arguments: object) -> None:
        """Make a queue; if it is `behind` an exchange, with that and all that comes to it."""
        named = {f"x-{name.replace('_', '-')}": value for name, value in arguments.items()}
        self._management.put_queue(self._virtual_host, queue, named)
        if behind is not None:
            self._management.put_exchange(self._virtual_host, behind, "topic", {})
            self._management.bind(self._virtual_host, behind, queue, to_exchange=False, key="#")

    def taken(self, queue: str) -> list[bytes]:
        """Take all that a queue holds."""
        bodies = []
        with Connection(self.url) as connection, connection.channel() as channel:
            channel.auto_decode = False
            while (message := channel.basic_get(queue, no_ack=True)) is not None:
                bodies.append(bytes(message.body))
        return bodies


@contextmanager
def queues_of(server: RabbitmqServer, virtual_host: str) -> Iterator[Queues]:
    with closing(server.management()) as management:
        yield Queues(server, virtual_host, management)
