"""The first form of the tables of saved views and batches, as each service's migration makes them.

What a migration made is never edited: a change of these tables is a new function here, called by a
new revision of each service.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def create_workplace() -> None:
    """Make the tables of saved views and of batches."""
    op.create_table(
        "saved_view",
        sa.Column("view_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("view_id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "owner_id", "path", "name", name=op.f("uq_saved_view_owner_id_path_name")
        ),
        comment="Lists as somebody wants to see them again: filters, order, columns, rows of a "
        "page.",
    )
    op.create_index(op.f("ix_saved_view_path"), "saved_view", ["path"])
    op.create_table(
        "default_view",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("view_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["view_id"], ["saved_view.view_id"], name=op.f("fk_default_view_view_id")
        ),
        sa.PrimaryKeyConstraint("staff_id", "path", name=op.f("pk_default_view")),
        comment="With which view a list opens for somebody.",
    )
    op.create_index(op.f("ix_default_view_view_id"), "default_view", ["view_id"])
    _create_batches()


def _create_batches() -> None:
    op.create_table(
        "batch",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch")),
        comment="One thing done with many rows of a list: who, when, and how far it got.",
    )
    op.create_index(op.f("ix_batch_made_at"), "batch", ["made_at"])
    op.create_table(
        "batch_row",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_batch_row_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "place", name=op.f("pk_batch_row")),
        comment="The rows of a batch, frozen at the click, and what became of each.",
    )
