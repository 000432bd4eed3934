"""Reporting's own tables."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text

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
