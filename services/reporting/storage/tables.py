"""Reporting's own tables."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
)

from shared.database import Moment
from shared.messaging.tables import NAMING

metadata = MetaData(naming_convention=NAMING)

programme_version = Table(
    "programme_version",
    metadata,
    Column("programme", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("kept_at", Moment, nullable=False),
    PrimaryKeyConstraint("programme", "version"),
    comment="Every version of every programme that this node has seen, or published.",
)

report_version = Table(
    "report_version",
    metadata,
    Column("programme", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("programme_version", Integer, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("projection_version", Integer, nullable=False),
    Column("basis", Text, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("xlsx", LargeBinary, nullable=False),
    Column("made_with", Text, nullable=False),
    Column("not_folded", Integer, nullable=False),
    Column("incomplete", Text, nullable=False),
    Column("submitted_at", Moment, nullable=False),
    Column("submitted_by", Uuid, nullable=False),
    PrimaryKeyConstraint("programme", "number"),
    comment="Submitted versions of reports, whole: what they were made of, say, and look like.",
)
