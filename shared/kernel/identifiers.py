"""Identifiers: made by whoever creates the thing, unique without asking anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils import compat

_BELOW_TIME = 80
"""Bits of a UUIDv7 after its milliseconds (RFC 9562, 5.7)."""


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562): unique, and ordered by the time of its making."""
    return compat.uuid7()


def made_at(identifier: UUID) -> datetime:
    """Return when an id of `new_id` was made, by the real clock, to the millisecond."""
    return datetime.fromtimestamp((identifier.int >> _BELOW_TIME) / 1000, UTC)
