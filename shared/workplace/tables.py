"""The tables of saved views and of batches; every service with lists has its own."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from shared.database import Moment
from shared.messaging.tables import NAMING

workplace = MetaData(naming_convention=NAMING)

saved_view = Table(
    "saved_view",
    workplace,
    Column("view_id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("path", String(200), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("query", Text, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("saved_at", Moment, nullable=False),
    UniqueConstraint("owner_id", "path", "name"),
    comment="Lists as somebody wants to see them again: filters, order, columns, rows of a page.",
)

default_view = Table(
    "default_view",
    workplace,
    Column("staff_id", Uuid, primary_key=True),
    Column("path", String(200), primary_key=True),
    Column("view_id", Uuid, ForeignKey(saved_view.c.view_id), nullable=False, index=True),
    comment="With which view a list opens for somebody.",
)

batch = Table(
    "batch",
    workplace,
    Column("batch_id", Uuid, primary_key=True),
    Column("action", String(60), nullable=False),
    Column("path", String(200), nullable=False),
    Column("answers", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("made_by", Uuid, nullable=False),
    Column("made_at", Moment, nullable=False, index=True),
    Column("carried_out_at", Moment, nullable=True),
    Column("undone_by", Uuid, nullable=True),
    Column("undone_at", Moment, nullable=True),
    comment="One thing done with many rows of a list: who, when, and how far it got.",
)

batch_row = Table(
    "batch_row",
    workplace,
    Column("batch_id", Uuid, ForeignKey(batch.c.batch_id), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("subject_id", Uuid, nullable=False),
    Column("label", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("before", Text, nullable=False),
    comment="The rows of a batch, frozen at the click, and what became of each.",
)
