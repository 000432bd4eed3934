"""Reporting's own tables."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
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

_key = BigInteger().with_variant(Integer, "sqlite")

narrative_section = Table(
    "narrative_section",
    metadata,
    Column("programme", String(40), nullable=False),
    Column("section", String(80), nullable=False),
    Column("text", Text, nullable=True),
    Column("version", Integer, nullable=False),
    Column("edited_by", Uuid, nullable=False),
    Column("edited_at", Moment, nullable=False),
    PrimaryKeyConstraint("programme", "section"),
    comment="What people wrote in the sections of a report; no text: the prefilled one stands.",
)

narrative_change = Table(
    "narrative_change",
    metadata,
    Column("change_id", _key, primary_key=True, autoincrement=True),
    Column("programme", String(40), nullable=False, index=True),
    Column("section", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("before", Text, nullable=True),
    Column("after", Text, nullable=True),
    Column("changed_by", Uuid, nullable=False),
    Column("changed_at", Moment, nullable=False),
    comment="Every change of what people wrote; it never leaves the node and can be erased.",
)

kept_figure = Table(
    "kept_figure",
    metadata,
    Column("reference", String(600), primary_key=True),
    Column("value", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("state", String(64), nullable=False),
    Column("computed_at", Moment, nullable=False),
    Column("seconds", Float, nullable=False),
    comment="Figures of dashboards that cannot be added up from days, computed every so often.",
)
