"""Clients' files that can be found alike, merged and erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _files()


def _files() -> None:
    merged_into = sa.ForeignKey("client.client_id", name=op.f("fk_client_merged_into"))
    for column in (
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("email_spelled", sa.Text(), nullable=True),
        sa.Column("pesel_sealed", sa.Text(), nullable=True),
        sa.Column("pesel_digest", sa.String(64), nullable=True),
        sa.Column("merged_into", sa.Uuid(), merged_into, nullable=True),
        sa.Column("merged_on", sa.Date(), nullable=True),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("erasure_ground", sa.String(40), nullable=True),
    ):
        # In line, or SQLite would have to copy a table that others refer to.
        op.add_column("client", column, inline_references=True)
    for name in ("nip", "krs", "email_spelled", "pesel_digest", "merged_into"):
        op.create_index(op.f(f"ix_client_{name}"), "client", [name])
    op.execute("UPDATE client SET email_spelled = lower(email)")
