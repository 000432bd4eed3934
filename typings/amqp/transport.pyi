from collections.abc import Callable
from socket import socket

class _AbstractTransport:
    sock: socket
    _read_buffer: bytes
    _quick_recv: Callable[[int], bytes]
    def read_frame(self) -> tuple[int, int, bytes]: ...
    def write(self, s: bytes) -> None: ...
