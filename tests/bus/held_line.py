"""A line to a broker on which answers may be held back, as those of a broker with an alarm are."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Event, Thread

from tests.servers.rabbitmq import RabbitmqServer

BYTES_AT_ONCE = 65536


class HeldLine:
    """Passes on what comes over each connection, in both directions."""

    def __init__(self, server: RabbitmqServer) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._answers = Event()
        self._answers.set()
        self._accepting = Thread(target=self._accept)
        self._pumps: list[Thread] = []
        self._accepting.start()

    def instead_in(self, url: str) -> str:
        """Return the address of the broker with this line in the place of its own."""
        port = self._listening.getsockname()[1]
        return url.replace(f"@{self._server.host}:{self._server.amqp_port}/", f"@127.0.0.1:{port}/")

    def hold(self) -> None:
        self._answers.clear()

    def let_go(self) -> None:
        self._answers.set()

    def close(self) -> None:
        self.let_go()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listening.close()
        for pump in self._pumps:
            pump.join()

    def _accept(self) -> None:
        with suppress(OSError):  # when it is closed
            while True:
                near, _ = self._listening.accept()
                pump = Thread(target=self._serve, args=(near,))
                self._pumps.append(pump)
                pump.start()

    def _serve(self, near: socket.socket) -> None:
        with near, socket.create_connection((self._server.host, self._server.amqp_port)) as far:
            asking = Thread(target=_pump, args=(near, far))
            asking.start()
            _pump(far, near, self._answers)
            asking.join()


def _pump(source: socket.socket, target: socket.socket, gate: Event | None = None) -> None:
    with suppress(OSError):  # whoever hangs up first ends both directions
        while data := source.recv(BYTES_AT_ONCE):
            if gate is not None:
                gate.wait()
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def held_line(server: RabbitmqServer) -> Iterator[HeldLine]:
    with closing(HeldLine(server)) as line:
        yield line
