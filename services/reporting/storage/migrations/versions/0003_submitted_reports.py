"""Submitted versions of reports, which nobody changes or removes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations import make_append_only

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "report_version",
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("programme_version", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("projection_version", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("xlsx", sa.LargeBinary(), nullable=False),
        sa.Column("made_with", sa.Text(), nullable=False),
        sa.Column("not_folded", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("programme", "number", name=op.f("pk_report_version")),
        comment="Submitted versions of reports, whole: what they were made of, say, and look like.",
    )
    make_append_only(op.get_bind(), "report_version")
