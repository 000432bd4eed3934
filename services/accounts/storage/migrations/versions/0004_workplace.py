"""Saved views of lists, and what was done with many rows at once."""

from __future__ import annotations

from shared.workplace.schema import create_workplace

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    create_workplace()
