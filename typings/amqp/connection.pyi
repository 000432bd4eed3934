from collections.abc import Callable, Mapping
from socket import socket
from types import TracebackType
from typing import Any, Self

from amqp.channel import Channel
from amqp.transport import _AbstractTransport

class Connection:
    connected: bool
    is_alive: bool
    sock: socket | None
    transport: _AbstractTransport
    frame_max: int
    server_properties: dict[str, Any]
    server_capabilities: dict[str, Any]
    heartbeat: float
    def __init__(
        self,
        host: str = "localhost:5672",
        userid: str = "guest",
        password: str = "guest",
        login_method: str | None = None,
        *,
        virtual_host: str = "/",
        client_properties: Mapping[str, object] | None = None,
        ssl: bool | Mapping[str, object] = False,
        connect_timeout: float | None = None,
        heartbeat: float = 0,
        on_blocked: Callable[[str], object] | None = None,
        on_unblocked: Callable[[], object] | None = None,
        confirm_publish: bool = False,
        read_timeout: float | None = None,
        write_timeout: float | None = None,
        socket_settings: Mapping[int, int] | None = None,
    ) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
    def connect(self) -> None: ...
    def collect(self) -> None: ...
    def on_inbound_frame(self, frame: tuple[int, int, bytes]) -> bool: ...
    def channel(self, channel_id: int | None = None) -> Channel: ...
    def drain_events(self, timeout: float | None = None) -> Any: ...
    def send_heartbeat(self) -> None: ...
    def heartbeat_tick(self, rate: int = 2) -> None: ...
    def close(self) -> None: ...
