"""A partner's node and its centre on one broker: two virtual hosts, declared and enrolled."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import amqp

from services.node.enrolment import Enrolment, enrol
from shared.messaging.management import Management
from shared.messaging.topology import centre_topology, declare, node_topology, services_user
from tests.servers.rabbitmq import RabbitmqServer

SERVICES = ("consultations", "reporting")
ANSWER_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class PartnerAndCentre:
    server: RabbitmqServer
    management: Management
    partner: str
    centre: str
    enrolment: Enrolment

    @contextmanager
    def channel(
        self, virtual_host: str, *, user: str | None = None, password: str | None = None
    ) -> Iterator[amqp.Channel]:
        """Log in, as the administrator unless told otherwise, with confirms switched on."""
        connection = amqp.Connection(
            f"{self.server.host}:{self.server.amqp_port}",
            userid=user or self.server.user,
            password=password or self.server.password,
            virtual_host=virtual_host,
            confirm_publish=True,
            read_timeout=ANSWER_SECONDS,
        )
        connection.connect()
        try:
            yield connection.channel()
        finally:
            connection.close()

    @contextmanager
    def partners_channel(self) -> Iterator[amqp.Channel]:
        """Log in at the centre as the partner, which its shovels otherwise do."""
        with self.channel(
            self.centre, user=self.partner, password=self.enrolment.password
        ) as channel:
            yield channel

    def publish(self, virtual_host: str, exchange: str, body: str, *, key: str = "") -> None:
        with self.channel(virtual_host) as channel:
            channel.basic_publish(amqp.Message(body, delivery_mode=2), exchange, key)

    def take(self, virtual_host: str, queue: str) -> amqp.Message:
        """Wait for the next message of a queue and acknowledge it."""
        taken: list[amqp.Message] = []
        with self.channel(virtual_host) as channel:
            channel.basic_qos(0, 1, a_global=False)
            channel.basic_consume(queue, callback=taken.append)
            while not taken:
                channel.connection.drain_events(timeout=ANSWER_SECONDS)
            channel.basic_ack(taken[0].delivery_tag)
        return taken[0]

    def size(self, virtual_host: str, queue: str) -> int:
        """Count what waits in a queue, exactly and now."""
        with self.channel(virtual_host) as channel:
            waiting: int = channel.queue_declare(queue, passive=True).message_count
        return waiting


@contextmanager
def partner_and_centre(server: RabbitmqServer) -> Iterator[PartnerAndCentre]:
    management = Management(server.management_url, server.user, server.password)
    with ExitStack() as afterwards:
        afterwards.callback(management.close)
        partner = afterwards.enter_context(server.virtual_host())
        centre = afterwards.enter_context(server.virtual_host())
        for user in (partner, services_user(partner), services_user(centre)):
            afterwards.callback(management.remove_user, user)
        declare(
            node_topology(partner, SERVICES, is_centre=False),
            management,
            partner,
            passwords={services_user(partner): "partner's services"},
        )
        declare(
            node_topology(centre, SERVICES, is_centre=True) | centre_topology(centre, centre),
            management,
            centre,
            passwords={services_user(centre): "centre's services"},
        )
        yield PartnerAndCentre(
            server=server,
            management=management,
            partner=partner,
            centre=centre,
            enrolment=enrol(management, centre, server.amqp_address, partner, SERVICES),
        )
