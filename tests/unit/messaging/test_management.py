"""The client of the management interface, against answers that a broker or a proxy may give."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from shared.messaging.management import (
    BrokerRefused,
    BrokerRefusedLogin,
    BrokerUnreachable,
    BrokerVersion,
    Management,
    QueueCounts,
)

Answers = Callable[[int, str], Management]


@pytest.fixture
def answering() -> Iterator[Answers]:
    """Give a client of something that answers every question in one way."""
    servers: list[HTTPServer] = []
    clients: list[Management] = []

    def start(status: int, body: str) -> Management:
        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            do_GET = do_PUT = do_DELETE = answer  # noqa: N815 - http.server's names

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        client = Management(f"http://127.0.0.1:{server.server_port}/", "owss", "secret")
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.close()
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("text", "version"),
    [("3.10.8", (3, 10)), ("4.0.5", (4, 0)), ("4.1.0-rc.1", (4, 1))],
)
def test_a_version_is_read_whatever_follows_its_minor_number(
    text: str, version: tuple[int, int]
) -> None:
    assert BrokerVersion.parse(text) == version


def test_nobody_at_the_address_is_unreachable() -> None:
    nobody = Management("http://127.0.0.1:1", "owss", "secret")

    with pytest.raises(BrokerUnreachable, match=r"http://127\.0\.0\.1:1 \(ConnectionError\)"):
        nobody.version()


def test_a_refused_login_names_the_user_and_never_the_password(answering: Answers) -> None:
    broker = answering(401, '{"error": "not_authorised", "reason": "Login failed"}')

    with pytest.raises(BrokerRefusedLogin, match="„owss”") as refusal:
        broker.version()

    assert "secret" not in str(refusal.value)


def test_a_refusal_gives_the_brokers_own_reason_on_one_line(answering: Answers) -> None:
    broker = answering(400, json.dumps({"error": "bad_request", "reason": "inequivalent\n arg"}))

    with pytest.raises(BrokerRefused, match=r"HTTP 400\): inequivalent arg$"):
        broker.put_queue("host", "uplink", {})


@pytest.mark.parametrize(
    ("body", "said"), [("<html>", "Bad Gateway"), ('"broken"', "broken"), ("[]", r"\[\]")]
)
def test_a_refusal_from_a_proxy_is_a_sentence_too(answering: Answers, body: str, said: str) -> None:
    proxy = answering(502, body)

    with pytest.raises(BrokerRefused, match=rf"HTTP 502\): {said}$"):
        proxy.virtual_hosts()


def test_removing_what_is_not_there_is_fine(answering: Answers) -> None:
    broker = answering(404, '{"error": "Object Not Found", "reason": "Not Found"}')

    broker.remove_virtual_host("gone")

    with pytest.raises(BrokerRefused, match="HTTP 404"):
        broker.queue_counts("host", "gone")


def test_a_queue_without_statistics_yet_counts_nothing(answering: Answers) -> None:
    broker = answering(200, '{"name": "uplink"}')

    assert broker.queue_counts("host", "uplink") == QueueCounts(0, 0, 0)


def test_the_states_of_users_and_parameters_are_read_by_name(answering: Answers) -> None:
    broker = answering(200, '[{"name": "up", "value": {"src-queue": "uplink"}}]')

    assert broker.users() == ["up"]
    assert broker.parameters("shovel", "host") == {"up": {"src-queue": "uplink"}}
