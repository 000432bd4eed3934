"""What a queue hands over, and what may be in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as the broker delivered it; `user_id` was verified by the broker."""

    queue: str
    exchange: str
    user_id: str | None
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Inbound:
    """A queue of one node: through which exchange and as whom that node writes into it."""

    queue: str
    node: str
    exchange: str
    user_id: str
