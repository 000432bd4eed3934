"""What an API token may be used for: reading or writing in one service."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """One part of the JSON API. A token needs it besides the role that its person must hold."""

    ACCOUNTS_READ = "accounts:read"
    ACCOUNTS_WRITE = "accounts:write"
    CONSULTATIONS_READ = "consultations:read"
    CONSULTATIONS_WRITE = "consultations:write"
    REPORTING_READ = "reporting:read"
    REPORTING_WRITE = "reporting:write"


def scope_of(service: str, *, writes: bool) -> Scope:
    """Return what an operation of a service asks a token for."""
    return Scope(f"{service}:{'write' if writes else 'read'}")
