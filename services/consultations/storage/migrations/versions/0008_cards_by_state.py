"""Cards are found by their state."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    columns = ["state", "held_on", "counted", "card_id"]
    name = op.f("ix_advice_card_state_held_on_counted_card_id")
    op.create_index(name, "advice_card", columns)
