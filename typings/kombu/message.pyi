from typing import Any

class Message:
    body: Any
    payload: Any
    content_type: str
    headers: dict[str, Any]
    properties: dict[str, Any]
    delivery_info: dict[str, Any]
    delivery_tag: int
    acknowledged: bool
    def ack(self, multiple: bool = False) -> None: ...
    def reject(self, requeue: bool = False) -> None: ...
    def requeue(self) -> None: ...
