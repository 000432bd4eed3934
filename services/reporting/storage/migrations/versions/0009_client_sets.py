"""Sets of the clients of each month, so that distinct clients are counted without their facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "month_of_facts",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("generation", "source", "month", name=op.f("pk_month_of_facts")),
        comment="How often the facts of a month were changed, and at which change it was counted.",
    )
    op.create_table(
        "client_number",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_number")),
        sa.UniqueConstraint("number", name=op.f("uq_client_number_number")),
        comment="A short number of each file of a client, so that sets of files take little room.",
    )
    op.create_table(
        "client_set",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("narrowed_by", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=60), nullable=False),
        sa.Column("clients", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation",
            "narrowed_by",
            "code",
            "month",
            "source",
            "node",
            "programme",
            name=op.f("pk_client_set"),
        ),
        comment="The numbers of the files that a month's facts name: a bit for each, compressed.",
    )
    _note_months()


def _note_months() -> None:
    """Name every month that has facts already: what is not named counts as empty."""
    fact = sa.table(
        "advice_client_fact",
        sa.column("generation", sa.Integer),
        sa.column("source", sa.String),
        sa.column("held_on", sa.Date),
    )
    days = op.get_bind().execute(
        sa.select(fact.c.generation, fact.c.source, fact.c.held_on).distinct()
    )
    months = {(row.generation, row.source, row.held_on.replace(day=1)) for row in days}
    if months:
        op.bulk_insert(
            sa.table(
                "month_of_facts",
                sa.column("generation", sa.Integer),
                sa.column("source", sa.String),
                sa.column("month", sa.Date),
                sa.column("changes", sa.BigInteger),
            ),
            [
                {"generation": generation, "source": source, "month": month, "changes": 1}
                for generation, source, month in sorted(months)
            ],
        )
