"""Duty, working hours and appointments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_code = sa.String(40)
_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _duties()
    _working_hours()
    _appointments()


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


def _working_hours() -> None:
    op.create_table(
        "working_hours",
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _reference("working_hours", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("adviser_id", name=op.f("pk_working_hours")),
        comment="Advisers who said when they receive clients.",
    )
    op.create_table(
        "working_week",
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        _reference("working_week", "adviser_id", "working_hours"),
        sa.PrimaryKeyConstraint("adviser_id", "valid_from", name=op.f("pk_working_week")),
        comment="Usual weeks: a list of [weekday from 1 for Monday, from, to] in each.",
    )
    op.create_table(
        "working_exception",
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", _code, nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        _reference("working_exception", "adviser_id", "working_hours"),
        sa.PrimaryKeyConstraint("adviser_id", "day", name=op.f("pk_working_exception")),
        comment="Days that differ: a list of [from, to] besides the usual hours in each.",
    )


def _appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(60), nullable=False),
        sa.Column("state", _code, nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        sa.Column("field_of_advice", _code, nullable=False),
        sa.Column("form_of_contact", _code, nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("started_at", sa.Time(), nullable=True),
        sa.Column("ended_at", sa.Time(), nullable=True),
        sa.Column("outside_hours", sa.Boolean(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_by", _code, nullable=True),
        sa.Column("cancellation_remarks", sa.Text(), nullable=True),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_appointment_session")),
        _reference("appointment", "client_id", "client"),
        _reference("appointment", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_appointment")),
        comment="Advice that was asked for and agreed; with whom and when is null until then.",
    )
    op.create_index(op.f("ix_appointment_client_id"), "appointment", ["client_id"])
    op.create_index(
        op.f("ix_appointment_adviser_id_held_on"), "appointment", ["adviser_id", "held_on"]
    )
    op.add_column("advice_card", sa.Column("appointment_id", sa.Uuid(), nullable=True))


def _reference(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{referred}.{column}"], name=name)
