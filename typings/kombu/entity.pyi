from collections.abc import Mapping
from typing import Any, Self

class Exchange:
    name: str
    type: str
    def __init__(
        self,
        name: str = "",
        type: str = "",
        channel: object = None,
        *,
        durable: bool = True,
        auto_delete: bool = False,
        passive: bool = False,
        no_declare: bool = False,
        arguments: Mapping[str, object] | None = None,
    ) -> None: ...
    def declare(self) -> Any: ...
    def __call__(self, channel: object) -> Self: ...

class Queue:
    name: str
    exchange: Exchange
    routing_key: str
    def __init__(
        self,
        name: str = "",
        exchange: Exchange | str | None = None,
        routing_key: str = "",
        channel: object = None,
        *,
        durable: bool = True,
        exclusive: bool = False,
        auto_delete: bool = False,
        no_ack: bool | None = None,
        no_declare: bool = False,
        queue_arguments: Mapping[str, object] | None = None,
    ) -> None: ...
    def declare(self) -> str: ...
    def __call__(self, channel: object) -> Self: ...
