from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from kombu.entity import Exchange, Queue
from kombu.message import Message

class Producer:
    def __init__(
        self, channel: object, exchange: Exchange | None = None, routing_key: str | None = None
    ) -> None: ...
    def publish(
        self,
        body: object,
        routing_key: str | None = None,
        *,
        delivery_mode: int | None = None,
        mandatory: bool = False,
        content_type: str | None = None,
        content_encoding: str | None = None,
        serializer: str | None = None,
        headers: Mapping[str, object] | None = None,
        exchange: Exchange | str | None = None,
        retry: bool = False,
        declare: Sequence[object] = (),
        **properties: object,
    ) -> Any: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...

class Consumer:
    def __init__(
        self,
        channel: object,
        queues: Sequence[Queue] | Queue | None = None,
        no_ack: bool | None = None,
        *,
        auto_declare: bool | None = None,
        callbacks: Sequence[Callable[[Any, Message], object]] | None = None,
        on_message: Callable[[Message], object] | None = None,
        accept: Sequence[str] | None = None,
        prefetch_count: int | None = None,
    ) -> None: ...
    def consume(self, no_ack: bool | None = None) -> None: ...
    def cancel(self) -> None: ...
    def close(self) -> None: ...
    def qos(
        self, prefetch_size: int = 0, prefetch_count: int = 0, apply_global: bool = False
    ) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
