"""Scans of signed cards, what was typed and not sent, and who told two files apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _told_apart()
    _scans()
    _unsent_forms()


def _told_apart() -> None:
    op.create_table(
        "told_apart",
        sa.Column("judgement_id", _KEY, autoincrement=True, nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("judged_by", sa.Uuid(), nullable=False),
        sa.Column("judged_at", _MOMENT, nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["first_id"], ["client.client_id"], name=op.f("fk_told_apart_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["client.client_id"], name=op.f("fk_told_apart_second_id")
        ),
        sa.PrimaryKeyConstraint("judgement_id", name=op.f("pk_told_apart")),
        comment="Who said that two files alike are of two clients, and who took it back.",
    )


def _scans() -> None:
    op.create_table(
        "card_scan",
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signers", sa.Text(), nullable=False),
        sa.Column("by_client", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["advice_card.card_id"], name=op.f("fk_card_scan_card_id")
        ),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_card_scan")),
        comment="Signed paper cards, scanned: they never leave the node and can be erased.",
    )
    op.create_index(op.f("ix_card_scan_card_id"), "card_scan", ["card_id"])


def _unsent_forms() -> None:
    op.create_table(
        "unsent_form",
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("kept_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("written_by", "form", "about", name=op.f("pk_unsent_form")),
        comment="What somebody typed and did not send; it is forgotten in time.",
    )
    op.create_index(op.f("ix_unsent_form_kept_at"), "unsent_form", ["kept_at"])
