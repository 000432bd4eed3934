"""More facts: duty, appointments, merged clients, referrals, follow-up; and whose programme."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _forget_facts()
    op.add_column("advice_client_fact", sa.Column("programme", sa.String(length=40), nullable=True))
    op.create_table(
        "appointment_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("client_kind", sa.String(length=40), nullable=True),
        sa.Column("field_of_advice", sa.String(length=40), nullable=True),
        sa.Column("form_of_contact", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_appointment_fact")
        ),
        comment="The newest state of one appointment, and its day; who cancels names no client.",
    )
    op.create_index(
        op.f("ix_appointment_fact_generation_day"),
        "appointment_fact",
        ["generation", "day"],
        unique=False,
    )
    op.create_index(
        op.f("ix_appointment_fact_generation_source_appointment_id"),
        "appointment_fact",
        ["generation", "source", "appointment_id"],
        unique=False,
    )
    op.create_table(
        "client_merge_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("into_client_id", sa.Uuid(), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_client_merge_fact")
        ),
        comment="One file that was closed, and the file that goes on for both.",
    )
    op.create_index(
        op.f("ix_client_merge_fact_generation_source_client_id"),
        "client_merge_fact",
        ["generation", "source", "client_id"],
        unique=False,
    )
    op.create_table(
        "closed_path_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("support_path_id", sa.Uuid(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_closed_path_fact")
        ),
        comment="One support path that ended, and how.",
    )
    op.create_index(
        op.f("ix_closed_path_fact_generation_closed_on"),
        "closed_path_fact",
        ["generation", "closed_on"],
        unique=False,
    )
    op.create_table(
        "duty_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=True),
        sa.Column("duty_id", sa.Uuid(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_duty_fact")
        ),
        comment="One duty at the consulting point, or what its newest correction says.",
    )
    op.create_index(
        op.f("ix_duty_fact_generation_held_on"),
        "duty_fact",
        ["generation", "held_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_duty_fact_generation_source_duty_id"),
        "duty_fact",
        ["generation", "source", "duty_id"],
        unique=False,
    )
    op.create_table(
        "follow_up_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", sa.String(length=40), nullable=False),
        sa.Column("months", sa.String(length=40), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_follow_up_fact")
        ),
        comment="What became of one client, so many months after the advice.",
    )
    op.create_index(
        op.f("ix_follow_up_fact_generation_recorded_on"),
        "follow_up_fact",
        ["generation", "recorded_on"],
        unique=False,
    )
    op.create_table(
        "referral_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", sa.String(length=40), nullable=False),
        sa.Column("field_of_advice", sa.String(length=40), nullable=False),
        sa.Column("to_node", sa.String(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_referral_fact")
        ),
        comment="One client who was sent on to another node.",
    )
    op.create_index(
        op.f("ix_referral_fact_generation_made_on"),
        "referral_fact",
        ["generation", "made_on"],
        unique=False,
    )
    op.create_table(
        "referral_receipt_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", sa.String(length=40), nullable=False),
        sa.Column("from_node", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_referral_receipt_fact")
        ),
        comment="One client who came, sent on by another node.",
    )
    op.create_index(
        op.f("ix_referral_receipt_fact_generation_received_on"),
        "referral_receipt_fact",
        ["generation", "received_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_referral_receipt_fact_generation_referral_id"),
        "referral_receipt_fact",
        ["generation", "referral_id"],
        unique=False,
    )
    op.create_table(
        "support_path_fact",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("superseded_epoch", sa.Integer(), nullable=True),
        sa.Column("superseded_position", sa.BigInteger(), nullable=True),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("support_path_id", sa.Uuid(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "generation", "source", "epoch", "position", name=op.f("pk_support_path_fact")
        ),
        comment="One support path that began.",
    )
    op.create_index(
        op.f("ix_support_path_fact_generation_opened_on"),
        "support_path_fact",
        ["generation", "opened_on"],
        unique=False,
    )


def _forget_facts() -> None:
    """Let the projector fold the archive anew: what older folds made has not all that is asked now.

    What operations discarded stays so, because that is kept apart.
    """
    for table in ("advice_fact", "advice_client_fact", "confirmation_fact"):
        op.execute(sa.delete(sa.table(table)))
    for table in ("checkpoint", "parked"):
        of_it = sa.column("projection") == "ministry_facts"
        op.execute(sa.delete(sa.table(table, sa.column("projection"))).where(of_it))
    projection = sa.table("projection", sa.column("name"))
    op.execute(sa.delete(projection).where(projection.c.name == "ministry_facts"))
