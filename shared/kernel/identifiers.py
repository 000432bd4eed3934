"""Identifiers: made by whoever creates the thing, unique without asking anybody."""

from __future__ import annotations

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """Return a UUIDv7 (RFC 9562): unique, and ordered by the time of its making."""
    return compat.uuid7()
