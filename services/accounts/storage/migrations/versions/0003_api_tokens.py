"""Tokens of programs that ask in a person's name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("issued_at", _moment, nullable=False),
        sa.Column("expires_at", _moment, nullable=False),
        sa.Column("last_used_at", _moment, nullable=True),
        sa.Column("revoked_at", _moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_account.staff_id"],
            name=op.f("fk_api_token_staff_id"),
        ),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_api_token_token_digest")),
        comment="By what programs ask in a person's name; the text itself has the program only.",
    )
    op.create_index(op.f("ix_api_token_staff_id"), "api_token", ["staff_id"])
