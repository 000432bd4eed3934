"""Facts, and the versions of programmes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "programme_version",
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("programme", "version", name=op.f("pk_programme_version")),
        comment="Every version of every programme that this node has seen, or published.",
    )
    op.create_table(
        "advice_client_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("card_number", sa.String(length=60), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("field_of_advice", sa.String(length=40), nullable=False),
        sa.Column("form_of_contact", sa.String(length=40), nullable=False),
        sa.Column("client_kind", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=True),
        sa.Column("age_band", sa.String(length=40), nullable=True),
        sa.Column("gmina", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint(
            "generation",
            "source",
            "epoch",
            "position",
            "client_id",
            name=op.f("pk_advice_client_fact"),
        ),
        comment="One client on one approved card.",
    )
    op.create_index(
        op.f("ix_advice_client_fact_generation_held_on"),
        "advice_client_fact",
        ["generation", "held_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_advice_client_fact_generation_source_card_id"),
        "advice_client_fact",
        ["generation", "source", "card_id"],
        unique=False,
    )
    op.create_table(
        "advice_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=60), nullable=True),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("card_number", sa.String(length=60), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("field_of_advice", sa.String(length=40), nullable=False),
        sa.Column("form_of_contact", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_advice_fact")
        ),
        comment="One approved card, or what its newest correction says: it counts once.",
    )
    op.create_index(
        op.f("ix_advice_fact_generation_held_on"),
        "advice_fact",
        ["generation", "held_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_advice_fact_generation_source_card_id"),
        "advice_fact",
        ["generation", "source", "card_id"],
        unique=False,
    )
    op.create_table(
        "confirmation_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("card_number", sa.String(length=60), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_confirmation_fact")
        ),
        comment="One confirmation by a client.",
    )
    op.create_index(
        op.f("ix_confirmation_fact_generation_source_card_id"),
        "confirmation_fact",
        ["generation", "source", "card_id"],
        unique=False,
    )
