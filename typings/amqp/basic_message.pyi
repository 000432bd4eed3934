from typing import Any, TypedDict

from amqp.channel import Channel

class _DeliveryInfo(TypedDict):
    consumer_tag: str
    delivery_tag: int
    redelivered: bool
    exchange: str
    routing_key: str

class Message:
    body: bytes | str
    channel: Channel
    delivery_info: _DeliveryInfo
    delivery_tag: int
    # The properties that were sent, and only those: user_id, headers, content_type, ...
    properties: dict[str, Any]
    def __init__(
        self,
        body: bytes | str = "",
        children: Any = None,
        channel: Any = None,
        **properties: Any,
    ) -> None: ...
