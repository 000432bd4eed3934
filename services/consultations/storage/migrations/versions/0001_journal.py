"""The journal of consultations, its chain and what a relay keeps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations import make_append_only

revision = "0001"
down_revision = None

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("journal_id", _key, autoincrement=True, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(120), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(body) <= 131072", name=op.f("ck_journal_body_limit")),
        sa.PrimaryKeyConstraint("journal_id", name=op.f("pk_journal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_journal_event_id")),
        sa.UniqueConstraint(
            "subject", "subject_version", name=op.f("uq_journal_subject_subject_version")
        ),
        comment="What happened, for ever: outbox, audit trail and source of every replay.",
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pending",
        sa.Column("journal_id", _key, nullable=False),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.journal_id"], name=op.f("fk_pending_journal_id")
        ),
        sa.PrimaryKeyConstraint("journal_id", name=op.f("pk_pending")),
        comment="Rows of the journal that have no position yet.",
    )
    op.create_table(
        "chain",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("journal_id", _key, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.journal_id"], name=op.f("fk_chain_journal_id")
        ),
        sa.PrimaryKeyConstraint("epoch", "position", name=op.f("pk_chain")),
        sa.UniqueConstraint("epoch", "journal_id", name=op.f("uq_chain_epoch_journal_id")),
        comment="Positions in the order of commits, each sealed with the digest of the one before.",
    )
    op.create_table(
        "cursor",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursor")),
        comment="How far the journal got: local, uplink (sent), acknowledged (by the centre).",
    )
    op.create_table(
        "relay_generation",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.CheckConstraint('"only" = 1', name=op.f("ck_relay_generation_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_relay_generation")),
        comment="Which relay may number: the one that took the newest generation.",
    )
    op.create_table(
        "command_log",
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("command_type", sa.String(80), nullable=False),
        sa.Column("request_digest", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("command_id", name=op.f("pk_command_log")),
        comment="Answers already given: a repeated command gets the same one and does nothing.",
    )
    make_append_only(op.get_bind(), "journal", "chain")
