from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

from amqp.basic_message import Message
from amqp.connection import Connection

class _QueueDeclareOk(NamedTuple):
    queue: str
    message_count: int
    consumer_count: int

class Channel:
    channel_id: int
    connection: Connection
    is_open: bool
    # Listeners by name: "basic_return", "basic_ack", "basic_nack".
    events: dict[str, set[Callable[..., object]]]
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
    def open(self) -> None: ...
    def close(self) -> None: ...
    def confirm_select(self, nowait: bool = False) -> None: ...
    def exchange_declare(
        self,
        exchange: str,
        type: str,
        passive: bool = False,
        durable: bool = False,
        auto_delete: bool = True,
        nowait: bool = False,
        arguments: Mapping[str, object] | None = None,
    ) -> None: ...
    def exchange_delete(self, exchange: str, if_unused: bool = False) -> None: ...
    def exchange_bind(
        self,
        destination: str,
        source: str = "",
        routing_key: str = "",
        nowait: bool = False,
        arguments: Mapping[str, object] | None = None,
    ) -> None: ...
    def queue_declare(
        self,
        queue: str = "",
        passive: bool = False,
        durable: bool = False,
        exclusive: bool = False,
        auto_delete: bool = True,
        nowait: bool = False,
        arguments: Mapping[str, object] | None = None,
    ) -> _QueueDeclareOk: ...
    def queue_bind(
        self,
        queue: str,
        exchange: str = "",
        routing_key: str = "",
        nowait: bool = False,
        arguments: Mapping[str, object] | None = None,
    ) -> None: ...
    def queue_delete(
        self, queue: str = "", if_unused: bool = False, if_empty: bool = False
    ) -> int: ...
    def queue_purge(self, queue: str = "") -> int: ...
    def basic_qos(self, prefetch_size: int, prefetch_count: int, a_global: bool) -> None: ...
    def basic_consume(
        self,
        queue: str = "",
        consumer_tag: str = "",
        no_local: bool = False,
        no_ack: bool = False,
        exclusive: bool = False,
        nowait: bool = False,
        callback: Callable[[Message], object] | None = None,
        arguments: Mapping[str, object] | None = None,
        on_cancel: Callable[[str], object] | None = None,
    ) -> str: ...
    def basic_cancel(self, consumer_tag: str, nowait: bool = False) -> None: ...
    def basic_get(self, queue: str = "", no_ack: bool = False) -> Message | None: ...
    def basic_publish(
        self,
        msg: Message,
        exchange: str = "",
        routing_key: str = "",
        mandatory: bool = False,
        immediate: bool = False,
        timeout: float | None = None,
        confirm_timeout: float | None = None,
    ) -> Any: ...
    def basic_publish_confirm(
        self,
        msg: Message,
        exchange: str = "",
        routing_key: str = "",
        mandatory: bool = False,
        immediate: bool = False,
        timeout: float | None = None,
        confirm_timeout: float | None = None,
    ) -> Any: ...
    def basic_ack(self, delivery_tag: int, multiple: bool = False) -> None: ...
    def basic_reject(self, delivery_tag: int, requeue: bool) -> None: ...
    def wait(
        self,
        method: object,
        callback: Callable[..., object] | None = None,
        timeout: float | None = None,
    ) -> Any: ...
