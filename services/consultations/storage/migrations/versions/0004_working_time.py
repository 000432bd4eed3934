"""Duty, working hours, appointments, timesheets and deputies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_code = sa.String(40)
_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _duties()


def _duties() -> None:
    op.create_table(
        "duty",
        sa.Column("duty_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("programme", sa.String(60), nullable=False),
        sa.Column("recorded_at", _moment, nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.Time(), nullable=False),
        sa.Column("ended_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_duty_session")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_duty_minutes")),
        _reference("duty", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_duty")),
        comment="Duties as they are now; `minutes` follow from the times.",
    )
    op.create_index(op.f("ix_duty_adviser_id_held_on"), "duty", ["adviser_id", "held_on"])
    op.create_table(
        "duty_correction",
        sa.Column("duty_id", sa.Uuid(), nullable=False),
        sa.Column("correction_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", _code, nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.Column("corrected_at", _moment, nullable=False),
        _reference("duty_correction", "duty_id", "duty"),
        sa.PrimaryKeyConstraint("duty_id", "correction_number", name=op.f("pk_duty_correction")),
        comment="Entries that replaced what was recorded, in their order.",
    )


def _reference(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{referred}.{column}"], name=name)
