"""The broker that the other tests are given."""

from kombu import Connection

from tests.servers.rabbitmq import RabbitmqServer


def test_a_virtual_host_takes_a_message_and_gives_it_back(
    rabbitmq_server: RabbitmqServer, virtual_host: str
) -> None:
    with Connection(rabbitmq_server.amqp_url(virtual_host)) as connection:
        queue = connection.SimpleQueue("greetings")

        queue.put("dzień dobry")
        message = queue.get(timeout=10)

        message.ack()
        queue.close()
    assert message.payload == "dzień dobry"
