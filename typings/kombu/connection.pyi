from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from kombu.messaging import Consumer, Producer
from kombu.simple import SimpleQueue

class Connection:
    connected: bool
    default_channel: Any
    connection_errors: tuple[type[Exception], ...]
    channel_errors: tuple[type[Exception], ...]
    recoverable_connection_errors: tuple[type[Exception], ...]
    def __init__(
        self,
        hostname: str = "localhost",
        userid: str | None = None,
        password: str | None = None,
        virtual_host: str | None = None,
        port: int | None = None,
        *,
        connect_timeout: float = 5,
        heartbeat: float = 0,
        ssl: bool | Mapping[str, object] = False,
        transport_options: Mapping[str, object] | None = None,
        login_method: str | None = None,
    ) -> None: ...
    def connect(self) -> Any: ...
    def ensure_connection(
        self, max_retries: int | None = None, timeout: float | None = None
    ) -> Self: ...
    def channel(self) -> Any: ...
    def drain_events(self, *, timeout: float | None = None) -> Any: ...
    def heartbeat_check(self, rate: int = 2) -> None: ...
    def Consumer(self, queues: object = None, channel: object = None) -> Consumer: ...
    def Producer(self, channel: object = None) -> Producer: ...
    def SimpleQueue(
        self, name: str, queue_opts: Mapping[str, object] | None = None
    ) -> SimpleQueue: ...
    def collect(self, socket_timeout: float | None = None) -> None: ...
    def release(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
