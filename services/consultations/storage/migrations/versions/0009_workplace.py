"""Saved views of lists, what was done with many rows at once, and files that are not the same."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.workplace.schema import create_workplace

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    create_workplace()
    op.create_table(
        "told_apart",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], ["client.client_id"], name=op.f(f"fk_told_apart_{column}")
            )
            for column in ("client_id", "other_id")
        ),
        sa.PrimaryKeyConstraint("client_id", "other_id", name=op.f("pk_told_apart")),
        comment="Files that look alike and are of two clients, as a coordinator said.",
    )
