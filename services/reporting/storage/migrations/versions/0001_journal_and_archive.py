"""The journal of reporting, and the archive of what nodes tell."""

from __future__ import annotations

from shared.messaging.schema import create_incoming, create_outgoing

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_outgoing()
    create_incoming()
