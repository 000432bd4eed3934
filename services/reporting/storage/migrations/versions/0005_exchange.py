"""Match lists of the nodes, and receipts that the nodes which referred have noted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "match_list",
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("made_at", _moment, nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("received_at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("source", "made_at", name=op.f("pk_match_list")),
        comment="The newest match list of each source, and one that has not come whole yet.",
    )
    op.create_table(
        "match_entry",
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("made_at", _moment, nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("matched_by", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("source", "made_at", "client_id", name=op.f("pk_match_entry")),
        comment="Under which digest a file's client is counted across nodes.",
    )
    op.create_index(op.f("ix_match_entry_source_client_id"), "match_entry", ["source", "client_id"])
    op.create_table(
        "noted_receipt_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(40), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("received_by", sa.String(40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_noted_receipt_fact")
        ),
        comment="One referral whose node knows that the client came.",
    )
    op.create_index(
        op.f("ix_noted_receipt_fact_generation_referral_id"),
        "noted_receipt_fact",
        ["generation", "referral_id"],
    )
