"""Totals by day of the facts that count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "daily_total",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("narrowed_by", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation",
            "name",
            "narrowed_by",
            "code",
            "day",
            "source",
            "node",
            "programme",
            name=op.f("pk_daily_total"),
        ),
        comment="How many facts count, and the sum of a column of theirs, by day.",
    )
    _forget_facts()


def _forget_facts() -> None:
    """Let the projector fold the archive anew, totals and all.

    What operations discarded stays so, because that is kept apart.
    """
    for name in sa.inspect(op.get_bind()).get_table_names():
        if name.endswith("_fact"):
            op.execute(sa.delete(sa.table(name)))
    for name in ("checkpoint", "parked"):
        table = sa.table(name, sa.column("projection"))
        op.execute(sa.delete(table).where(table.c.projection == "ministry_facts"))
    projection = sa.table("projection", sa.column("name"))
    op.execute(sa.delete(projection).where(projection.c.name == "ministry_facts"))
