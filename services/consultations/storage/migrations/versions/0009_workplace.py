"""Saved views of lists, and what was done with many rows at once."""

from __future__ import annotations

from shared.workplace.schema import create_workplace

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    create_workplace()
