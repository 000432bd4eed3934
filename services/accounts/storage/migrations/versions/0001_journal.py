"""The journal of accounts, its chain and what a relay would keep."""

from __future__ import annotations

from shared.messaging.schema import create_outgoing

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_outgoing()
