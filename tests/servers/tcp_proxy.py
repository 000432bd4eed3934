"""A small TCP proxy: the wire between two programs, to be cut and to be made thin."""

import socket
import threading
import time
from contextlib import suppress

CHUNK = 16 * 1024


class TcpProxy:
    """Passes on what comes to its port, until it is cut; it can be joined again."""

    def __init__(self, host: str, port: int) -> None:
        """Listen on a free port of this machine for what is meant for another one."""
        self._target = (host, port)
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self._is_cut = False
        self._bytes_per_second: float | None = None
        self.passed = 0
        """Bytes that went through, in either direction."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def cut(self) -> None:
        """Break every connection in the middle of whatever is said, and refuse new ones."""
        with self._lock:
            self._is_cut = True
            ends, self._ends = self._ends, []
        for end in ends:
            _break(end)

    def join(self) -> None:
        """Let new connections through."""
        with self._lock:
            self._is_cut = False

    def limit(self, bytes_per_second: float | None) -> None:
        """Let no more through in each direction of a connection; `None` is as much as comes."""
        self._bytes_per_second = bytes_per_second

    def close(self) -> None:
        """Break everything and listen no more."""
        self.cut()
        # Closing alone does not wake a thread that accepts.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._target)
        except OSError:
            _break(near)
            return
        with self._lock:
            if self._is_cut:
                _break(near)
                _break(far)
                return
            self._ends += [near, far]
        for source, sink in ((near, far), (far, near)):
            thread = threading.Thread(target=self._pass_on, args=(source, sink), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(self._chunk):
                sink.sendall(chunk)
                self.passed += len(chunk)
                if self._bytes_per_second is not None:
                    time.sleep(len(chunk) / self._bytes_per_second)
        _break(source)
        _break(sink)

    @property
    def _chunk(self) -> int:
        """Small enough that a thin wire carries several a second."""
        if self._bytes_per_second is None:
            return CHUNK
        return min(CHUNK, max(1, int(self._bytes_per_second / 10)))


def _break(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
