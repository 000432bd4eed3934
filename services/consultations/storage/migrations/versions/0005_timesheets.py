"""Timesheets, closed month by month, and the coordinator's deputies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_code = sa.String(40)
_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _timesheets()
    _deputies()


def _timesheets() -> None:
    op.create_table(
        "timesheet",
        sa.Column("timesheet_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"], ["adviser.adviser_id"], name=op.f("fk_timesheet_adviser_id")
        ),
        sa.PrimaryKeyConstraint("timesheet_id", name=op.f("pk_timesheet")),
        sa.UniqueConstraint("adviser_id", "month", name=op.f("uq_timesheet_adviser_id_month")),
        comment="Months of advisers that were closed, and whether they still are.",
    )
    op.create_table(
        "timesheet_closing",
        sa.Column("timesheet_id", sa.Uuid(), nullable=False),
        sa.Column("closing_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", _moment, nullable=False),
        sa.Column("late_entries", sa.Integer(), nullable=False),
        sa.Column("time", sa.JSON(), nullable=False),
        sa.Column("reopened_by", sa.Uuid(), nullable=True),
        sa.Column("reopened_at", _moment, nullable=True),
        sa.Column("reopening_reason", _code, nullable=True),
        sa.Column("reopening_remarks", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["timesheet_id"],
            ["timesheet.timesheet_id"],
            name=op.f("fk_timesheet_closing_timesheet_id"),
        ),
        sa.PrimaryKeyConstraint(
            "timesheet_id", "closing_number", name=op.f("pk_timesheet_closing")
        ),
        comment="What a month came to each time; `time` is [programme, advice, duty] in minutes.",
    )


def _deputies() -> None:
    op.create_table(
        "deputy",
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("recalled_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("deputy_id", name=op.f("pk_deputy")),
        comment="Who of another organisation stands in for the coordinator, and when.",
    )
    op.create_index(op.f("ix_deputy_staff_id"), "deputy", ["staff_id"])
