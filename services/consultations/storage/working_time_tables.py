"""The tables of the staff's working time, beside those of `tables.py`."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    Uuid,
)

from services.consultations.storage.tables import adviser, metadata
from shared.database import Moment

_enumerated = String(40)
_number = String(60)

duty = Table(
    "duty",
    metadata,
    Column("duty_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("adviser_id", Uuid, ForeignKey(adviser.c.adviser_id), nullable=False),
    Column("programme", _number, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("started_at", Time, nullable=False),
    Column("ended_at", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    CheckConstraint("minutes > 0", name="minutes"),
    CheckConstraint("ended_at > started_at", name="session"),
    Index(None, "adviser_id", "held_on"),
    comment="Duties as they are now; `minutes` follow from the times.",
)

duty_correction = Table(
    "duty_correction",
    metadata,
    Column("duty_id", Uuid, ForeignKey(duty.c.duty_id), primary_key=True),
    Column("correction_number", Integer, primary_key=True, autoincrement=False),
    Column("reason", _enumerated, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("corrected_by", Uuid, nullable=False),
    Column("corrected_at", Moment, nullable=False),
    comment="Entries that replaced what was recorded, in their order.",
)
