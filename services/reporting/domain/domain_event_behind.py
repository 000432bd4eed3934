"""The domain event behind a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class DomainEventBehind:
    """One archived domain event; its data are codes, numbers, days and ids, nothing personal.

    `verified`: its bytes give its digest, and it names the digest that the bytes of the one before
    it give.
    """

    source: str
    node: str
    epoch: int
    position: int
    type: str
    subject: str
    subject_version: int
    time: datetime
    programme: str | None
    digest: str
    verified: bool
    data: Mapping[str, Any]
