"""The tables of a journal and of an inbox; every service that publishes or listens has its own.

What is here is final: `journal`, `chain` and `inbox` only ever grow. Services may INSERT and SELECT
them; triggers refuse anything else (architecture.md 2.3), and on PostgreSQL the missing grants do.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from shared.database import Moment

BODY_LIMIT = 128 * 1024
"""Bytes that the body of one domain event may have."""

# SQLite numbers rows by itself only if the key is exactly INTEGER.
_key = BigInteger().with_variant(Integer, "sqlite")
_moment = Moment
_position = BigInteger
_digest = String(64)
_source = String(80)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints, spelled by rule, so that both databases and Alembic agree on them."""

outgoing = MetaData(naming_convention=NAMING)
incoming = MetaData(naming_convention=NAMING)

journal = Table(
    "journal",
    outgoing,
    Column("journal_id", _key, primary_key=True, autoincrement=True),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("type", String(120), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("subject_version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("subject", "subject_version"),
    CheckConstraint(f"length(body) <= {BODY_LIMIT}", name="body_limit"),
    sqlite_autoincrement=True,
    comment="What happened, for ever: outbox, audit trail and source of every replay.",
)

pending = Table(
    "pending",
    outgoing,
    Column("journal_id", _key, ForeignKey(journal.c.journal_id), primary_key=True),
    comment="Rows of the journal that have no position yet.",
)

chain = Table(
    "chain",
    outgoing,
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("journal_id", _key, ForeignKey(journal.c.journal_id), nullable=False),
    Column("digest", _digest, nullable=False),
    PrimaryKeyConstraint("epoch", "position"),
    UniqueConstraint("epoch", "journal_id"),
    comment="Positions in the order of commits, each sealed with the digest of the one before.",
)

cursor = Table(
    "cursor",
    outgoing,
    Column("name", String(20), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("digest", _digest, nullable=True),
    Column("moved_at", _moment, nullable=True),
    comment="How far the journal got: local, uplink (sent), acknowledged (by the centre).",
)

relay_generation = Table(
    "relay_generation",
    outgoing,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, nullable=False),
    # Quoted, because it is one of PostgreSQL's own words.
    CheckConstraint('"only" = 1', name="one_row"),
    comment="Which relay may number: the one that took the newest generation.",
)

command_log = Table(
    "command_log",
    outgoing,
    Column("command_id", Uuid, primary_key=True),
    Column("command_type", String(80), nullable=False),
    Column("request_digest", _digest, nullable=False),
    Column("answer", Text, nullable=False),
    comment="Answers already given: a repeated command gets the same one and does nothing.",
)

inbox = Table(
    "inbox",
    incoming,
    Column("source", _source, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("digest", _digest, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", _moment, nullable=False),
    PrimaryKeyConstraint("source", "epoch", "position"),
    comment="Domain events as they came, for ever: the archive.",
)

fork = Table(
    "fork",
    incoming,
    Column("source", _source, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("digest", _digest, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", _moment, nullable=False),
    PrimaryKeyConstraint("source", "epoch", "position", "digest"),
    comment="Domain events that claim a position which the archive holds with another digest.",
)

quarantine = Table(
    "quarantine",
    incoming,
    Column("quarantine_id", _key, primary_key=True, autoincrement=True),
    Column("queue", String(80), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("user_id", String(80), nullable=True),
    Column("exchange", String(120), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", _moment, nullable=False),
    Index(None, "queue"),
    sqlite_autoincrement=True,
    comment="Messages that are no domain event of the node whose queue they came from.",
)

quarantine_overflow = Table(
    "quarantine_overflow",
    incoming,
    Column("queue", String(80), primary_key=True),
    Column("messages", BigInteger, nullable=False),
    Column("last_reason", String(200), nullable=False),
    Column("last_received_at", _moment, nullable=False),
    comment="Messages beyond a queue's quota of the quarantine: counted, not kept.",
)

projection = Table(
    "projection",
    incoming,
    Column("name", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("halted_because", Text, nullable=True),
    Column("halted_at", _moment, nullable=True),
    comment=("A projection, the generation of its facts that is shown, and why it stopped."),
)

checkpoint = Table(
    "checkpoint",
    incoming,
    Column("projection", String(40), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("source", _source, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("digest", _digest, nullable=False),
    Column("failed_in_a_row", Integer, nullable=False),
    Column("stopped_because", Text, nullable=True),
    Column("complete_to", _moment, nullable=True),
    PrimaryKeyConstraint("projection", "generation", "source"),
    comment=("How far a projection has folded each source, and why it goes no further."),
)

parked = Table(
    "parked",
    incoming,
    Column("projection", String(40), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("source", _source, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("type", String(120), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("parked_at", _moment, nullable=False),
    PrimaryKeyConstraint("projection", "generation", "source", "epoch", "position"),
    Index(None, "projection", "generation", "source", "subject"),
    comment="Domain events not folded: failed, unknown, discarded, or behind one of those.",
)

head = Table(
    "head",
    incoming,
    Column("source", _source, primary_key=True),
    Column("node", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("digest", _digest, nullable=False),
    Column("told_at", _moment, nullable=False),
    Column("received_at", _moment, nullable=False),
    Column("installation", Uuid, nullable=False),
    Column("waiting", BigInteger, nullable=False),
    Column("programmes", Text, nullable=False),
    comment="The newest heartbeat of each source: where its journal ends, on the node's clock.",
)

rebuilt = Table(
    "rebuilt",
    incoming,
    Column("projection", String(40), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("switched_at", _moment, nullable=False),
    Column("differences", Integer, nullable=False),
    Column("accepted_because", Text, nullable=True),
    PrimaryKeyConstraint("projection", "generation"),
    comment="Generations of facts that replaced an older one, and why that was accepted.",
)

arrival = Table(
    "arrival",
    incoming,
    Column("source", _source, primary_key=True),
    Column("node", String(40), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    Column("digest", _digest, nullable=False),
    Column("highest", _position, nullable=False),
    Column("received_at", _moment, nullable=False),
    comment="How far the archive holds each source without a gap, and its highest position.",
)

discarded = Table(
    "discarded",
    incoming,
    Column("source", _source, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("position", _position, nullable=False),
    PrimaryKeyConstraint("source", "epoch", "position"),
    comment="Domain events that operations left out; each row follows from a journaled one.",
)

expected_source = Table(
    "expected_source",
    incoming,
    Column("source", _source, primary_key=True),
    Column("node", String(40), nullable=False),
    Column("enrolled_at", _moment, nullable=False),
    comment="Sources that were declared when their node joined: a missing one is named.",
)

APPEND_ONLY = ("journal", "chain", "inbox", "fork")
"""Tables of which no row may ever change or go."""
