"""Clients' files found alike, merged and erased; support paths, referrals and follow-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_code = sa.String(40)
_number = sa.String(60)


def upgrade() -> None:
    _files()
    _support_paths()
    _referrals()
    _follow_ups()


def _files() -> None:
    merged_into = sa.ForeignKey("client.client_id", name=op.f("fk_client_merged_into"))
    for column in (
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("email_spelled", sa.Text(), nullable=True),
        sa.Column("pesel_sealed", sa.Text(), nullable=True),
        sa.Column("pesel_digest", sa.String(64), nullable=True),
        sa.Column("merged_into", sa.Uuid(), merged_into, nullable=True),
        sa.Column("merged_on", sa.Date(), nullable=True),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.Column("erasure_ground", sa.String(40), nullable=True),
    ):
        # In line, or SQLite would have to copy a table that others refer to.
        op.add_column("client", column, inline_references=True)
    for name in ("nip", "krs", "email_spelled", "pesel_digest", "merged_into"):
        op.create_index(op.f(f"ix_client_{name}"), "client", [name])
    op.execute("UPDATE client SET email_spelled = lower(email)")


def _support_paths() -> None:
    op.create_table(
        "support_path",
        sa.Column("support_path_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", _code, nullable=True),
        sa.PrimaryKeyConstraint("support_path_id", name=op.f("pk_support_path")),
        comment="Several sessions of advice with one aim.",
    )
    op.create_table(
        "support_path_client",
        sa.Column("support_path_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        _reference("support_path_client", "support_path_id", "support_path"),
        _reference("support_path_client", "client_id", "client"),
        sa.PrimaryKeyConstraint(
            "support_path_id", "client_id", name=op.f("pk_support_path_client")
        ),
        sa.UniqueConstraint(
            "support_path_id", "place", name=op.f("uq_support_path_client_support_path_id_place")
        ),
        comment="Clients whom a support path is for.",
    )
    op.create_index(op.f("ix_support_path_client_client_id"), "support_path_client", ["client_id"])


def _referrals() -> None:
    op.create_table(
        "referral",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("referral_number", _number, nullable=False),
        sa.Column("programme", _number, nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        sa.Column("field_of_advice", _code, nullable=False),
        sa.Column("to_node", _code, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        _reference("referral", "client_id", "client"),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referral")),
        sa.UniqueConstraint("referral_number", name=op.f("uq_referral_referral_number")),
        comment="Clients whom this node sent on to others.",
    )
    op.create_table(
        "referral_numbering",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_referral_numbering")),
        comment="The last number given to a referral, by year: taken in its own transaction.",
    )
    op.create_table(
        "referral_receipt",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("programme", _number, nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        sa.Column("from_node", _code, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        _reference("referral_receipt", "client_id", "client"),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_referral_receipt")),
        comment="Clients whom other nodes sent here and who came.",
    )


def _follow_ups() -> None:
    op.create_table(
        "follow_up",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("outcome", _code, nullable=False),
        _reference("follow_up", "client_id", "client"),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint(
            "client_id", "months", "due_on", name=op.f("uq_follow_up_client_id_months_due_on")
        ),
        comment="What clients said some months after the advice.",
    )


def _reference(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{referred}.{column}"], name=name)
