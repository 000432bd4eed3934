"""Which roles need a second factor; who was erased; attempts are counted by place, too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "second_factor_rule",
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("required_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_second_factor_rule")),
        comment="From which day on a role does nothing without a second factor.",
    )
    op.add_column(
        "staff_account", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(op.f("ix_attempt_place_proof"), "attempt", ["place", "proof"])
