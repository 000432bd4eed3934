"""Accounts, roles, second factors, sessions, known devices, links, attempts, changes of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_code = sa.String(40)
_digest = sa.String(64)
_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _accounts()
    _second_factors()
    _sessions()
    _links_and_attempts()
    _history()


def _accounts() -> None:
    op.create_table(
        "staff_account",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("name_order", sa.Text(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("state", _code, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("invited_at", _moment, nullable=False),
        sa.Column("reset_asked_at", _moment, nullable=True),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_account_login")),
        comment="Who may log in; the password is kept as a slow hash only.",
    )
    op.create_table(
        "staff_role",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("role", _code, nullable=False),
        _of_staff("staff_role"),
        sa.PrimaryKeyConstraint("staff_id", "role", name=op.f("pk_staff_role")),
        comment="What each person does here.",
    )


def _second_factors() -> None:
    op.create_table(
        "second_factor",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("secret_sealed", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        _of_staff("second_factor"),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_second_factor")),
        comment="Secrets of applications that show codes, sealed; and the last code accepted.",
    )
    op.create_table(
        "recovery_code",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", _digest, nullable=False),
        _of_staff("recovery_code"),
        sa.PrimaryKeyConstraint("staff_id", "code_digest", name=op.f("pk_recovery_code")),
        comment="Codes for paper that were not used yet.",
    )


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("session_digest", _digest, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", _moment, nullable=False),
        sa.Column("last_seen_at", _moment, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ended_at", _moment, nullable=True),
        _of_staff("session"),
        sa.PrimaryKeyConstraint("session_digest", name=op.f("pk_session")),
        comment="Who is, and lately was, logged in from where; the id itself has the browser only.",
    )
    op.create_index(op.f("ix_session_staff_id"), "session", ["staff_id"])
    op.create_table(
        "known_device",
        sa.Column("device_digest", _digest, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("known_until", _moment, nullable=False),
        _of_staff("known_device"),
        sa.PrimaryKeyConstraint("device_digest", name=op.f("pk_known_device")),
        comment="Browsers in which people have logged in: strangers do not slow them down.",
    )
    op.create_index(op.f("ix_known_device_staff_id"), "known_device", ["staff_id"])


def _links_and_attempts() -> None:
    op.create_table(
        "one_time_link",
        sa.Column("link_digest", _digest, nullable=False),
        sa.Column("purpose", _code, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", _moment, nullable=False),
        sa.Column("used_at", _moment, nullable=True),
        _of_staff("one_time_link"),
        sa.PrimaryKeyConstraint("link_digest", name=op.f("pk_one_time_link")),
        comment="Invitations, new passwords, tickets of the second step: each works once.",
    )
    op.create_index(op.f("ix_one_time_link_staff_id"), "one_time_link", ["staff_id"])
    op.create_table(
        "attempt",
        sa.Column("attempt_id", _key, autoincrement=True, nullable=False),
        sa.Column("proof", _code, nullable=False),
        sa.Column("login_digest", _digest, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("from_known_device", sa.Boolean(), nullable=False),
        sa.Column("attempted_at", _moment, nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_attempt")),
        comment="Attempts to prove to be somebody that were not right, of the last day.",
    )
    op.create_index(op.f("ix_attempt_attempted_at"), "attempt", ["attempted_at"])
    op.create_index(op.f("ix_attempt_login_digest_proof"), "attempt", ["login_digest", "proof"])


def _history() -> None:
    op.create_table(
        "record_history",
        sa.Column("change_id", _key, autoincrement=True, nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", _moment, nullable=False),
        sa.Column("field", _code, nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_record_history")),
        comment="Changes of names and logins: they never leave the node and can be erased.",
    )
    op.create_index(op.f("ix_record_history_record_id"), "record_history", ["record_id"])


def _of_staff(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_staff_id")
    return sa.ForeignKeyConstraint(["staff_id"], ["staff_account.staff_id"], name=name)
