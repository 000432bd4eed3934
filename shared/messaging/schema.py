"""The first form of a journal's and an archive's tables, as each service's migration makes them.

What a migration made is never edited: a change of these tables is a new function here, called by a
new revision of each service.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.migrations import make_append_only

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def create_outgoing() -> None:
    """Make the journal, its chain, and what a relay keeps."""
    op.create_table(
        "command_log",
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("command_type", sa.String(length=80), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("command_id", name=op.f("pk_command_log")),
        comment="Answers already given: a repeated command gets the same one and does nothing.",
    )
    op.create_table(
        "cursor",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursor")),
        comment="How far the journal got: local, uplink (sent), acknowledged (by the centre).",
    )
    op.create_table(
        "journal",
        sa.Column("journal_id", _key, autoincrement=True, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
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
        "relay_generation",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.CheckConstraint('"only" = 1', name=op.f("ck_relay_generation_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_relay_generation")),
        comment="Which relay may number: the one that took the newest generation.",
    )
    op.create_table(
        "chain",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("journal_id", _key, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["journal_id"], ["journal.journal_id"], name=op.f("fk_chain_journal_id")
        ),
        sa.PrimaryKeyConstraint("epoch", "position", name=op.f("pk_chain")),
        sa.UniqueConstraint("epoch", "journal_id", name=op.f("uq_chain_epoch_journal_id")),
        comment="Positions in the order of commits, each sealed with the digest of the one before.",
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
    make_append_only(op.get_bind(), "journal", "chain")


def create_incoming() -> None:
    """Make the archive, what is held apart, and how far projections got."""
    op.create_table(
        "arrival",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("highest", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_arrival")),
        comment="How far the archive holds each source without a gap, and its highest position.",
    )
    op.create_table(
        "checkpoint",
        sa.Column("projection", sa.String(length=40), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("failed_in_a_row", sa.Integer(), nullable=False),
        sa.Column("stopped_because", sa.Text(), nullable=True),
        sa.Column("complete_to", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("projection", "generation", "source", name=op.f("pk_checkpoint")),
        comment="How far a projection has folded each source, and why it goes no further.",
    )
    op.create_table(
        "discarded",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", "epoch", "position", name=op.f("pk_discarded")),
        comment="Domain events that operations left out; each row follows from a journaled one.",
    )
    op.create_table(
        "expected_source",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_expected_source")),
        comment="Sources that were declared when their node joined: a missing one is named.",
    )
    op.create_table(
        "fork",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "epoch", "position", "digest", name=op.f("pk_fork")),
        comment="Domain events that claim a position which the archive holds with another digest.",
    )
    op.create_table(
        "head",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("node", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("installation", sa.Uuid(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("programmes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_head")),
        comment="The newest heartbeat of each source: where its journal ends, on the node's clock.",
    )
    op.create_table(
        "inbox",
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "epoch", "position", name=op.f("pk_inbox")),
        comment="Domain events as they came, for ever: the archive.",
    )
    op.create_table(
        "parked",
        sa.Column("projection", sa.String(length=40), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=120), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "projection", "generation", "source", "epoch", "position", name=op.f("pk_parked")
        ),
        comment="Domain events not folded: failed, unknown, discarded, or behind one of those.",
    )
    op.create_index(
        op.f("ix_parked_projection_generation_source_subject"),
        "parked",
        ["projection", "generation", "source", "subject"],
        unique=False,
    )
    op.create_table(
        "projection",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("halted_because", sa.Text(), nullable=True),
        sa.Column("halted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_projection")),
        comment="A projection, the generation of its facts that is shown, and why it stopped.",
    )
    op.create_table(
        "quarantine",
        sa.Column("quarantine_id", _key, autoincrement=True, nullable=False),
        sa.Column("queue", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.String(length=80), nullable=True),
        sa.Column("exchange", sa.String(length=120), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("quarantine_id", name=op.f("pk_quarantine")),
        comment="Messages that are no domain event of the node whose queue they came from.",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_quarantine_queue"), "quarantine", ["queue"], unique=False)
    op.create_table(
        "quarantine_overflow",
        sa.Column("queue", sa.String(length=80), nullable=False),
        sa.Column("messages", sa.BigInteger(), nullable=False),
        sa.Column("last_reason", sa.String(length=200), nullable=False),
        sa.Column("last_received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("queue", name=op.f("pk_quarantine_overflow")),
        comment="Messages beyond a queue's quota of the quarantine: counted, not kept.",
    )
    op.create_table(
        "rebuilt",
        sa.Column("projection", sa.String(length=40), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("switched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        sa.Column("accepted_because", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("projection", "generation", name=op.f("pk_rebuilt")),
        comment="Generations of facts that replaced an older one, and why that was accepted.",
    )
    make_append_only(op.get_bind(), "inbox", "fork")
