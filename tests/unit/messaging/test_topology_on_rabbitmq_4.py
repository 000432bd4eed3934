"""What a broker of version 4 is asked to make, and in which order."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from shared.messaging.management import JsonObject, Management
from shared.messaging.topology import declare, node_topology

Asked = list[tuple[str, JsonObject]]


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def empty_broker(asked: Asked) -> Iterator[Management]:
    """Give a client of something that calls itself RabbitMQ 4 and notes what it must make."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            overview = self.path == "/api/overview"
            self._answer(b'{"rabbitmq_version": "4.0.5"}' if overview else b"[]")

        def make(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path.removeprefix("/api/"), json.loads(body)))
            self._answer(b"")

        do_PUT = do_POST = make  # noqa: N815 - http.server's names

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        management = Management(f"http://127.0.0.1:{server.server_port}", "owss", "secret")
        yield management
        management.close()
        server.shutdown()


def test_no_queue_ever_stands_without_the_policy_that_lifts_the_delivery_limit(
    empty_broker: Management, asked: Asked
) -> None:
    topology = node_topology("mazowsze", ["reporting"], is_centre=False)

    declare(topology, empty_broker, "mazowsze", passwords={"mazowsze.services": "secret"})

    places = [path.split("/")[0] for path, _ in asked]
    assert places.index("policies") < places.index("queues")
    assert dict(asked)["policies/mazowsze/no-delivery-limit"] == {
        "pattern": ".*",
        "apply-to": "quorum_queues",
        "definition": {"delivery-limit": 10**15},
    }
    assert all("x-delivery-limit" not in body.get("arguments", {}) for _, body in asked)
