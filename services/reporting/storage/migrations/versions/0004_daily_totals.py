"""Totals by day of the facts that count, filled from those that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"

_CARD = ("field_of_advice", "form_of_contact")
_CLIENT = (*_CARD, "client_kind", "sex", "age_band", "gmina", "status")


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
            name=op.f("pk_daily_total"),
        ),
        comment="How many facts count, and the sum of a column of theirs, by day.",
    )
    _fill("advice", "advice_fact", _CARD, amount="sum(minutes)")
    _fill("advice_clients", "advice_client_fact", _CLIENT, amount="0")


def _fill(name: str, facts: str, columns: tuple[str, ...], *, amount: str) -> None:
    everything = ("", "''")
    for narrowed_by, code in (everything, *((column, column) for column in columns)):
        op.execute(
            f"INSERT INTO daily_total SELECT generation, '{name}', '{narrowed_by}', {code}, "  # noqa: S608 - names of our own
            f"held_on, source, node, count(*), {amount} FROM {facts} "
            f"WHERE superseded_position IS NULL AND {code} IS NOT NULL GROUP BY 1, 4, 5, 6, 7"
        )
