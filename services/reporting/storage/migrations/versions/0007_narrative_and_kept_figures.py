"""What people write into reports, and figures that are computed every so often."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "narrative_section",
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("programme", "section", name=op.f("pk_narrative_section")),
        comment="What people wrote in the sections of a report; no text: the prefilled one stands.",
    )
    op.create_table(
        "narrative_change",
        sa.Column("change_id", _key, autoincrement=True, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("section", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_narrative_change")),
        comment="Every change of what people wrote; it never leaves the node and can be erased.",
    )
    op.create_index(op.f("ix_narrative_change_programme"), "narrative_change", ["programme"])
    op.create_table(
        "kept_figure",
        sa.Column("reference", sa.String(length=600), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_kept_figure")),
        comment="Figures of dashboards that cannot be added up from days, computed every so often.",
    )
