"""Advisers, clients, advice cards, programmes and the changes of texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_code = sa.String(40)
_moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _cards()
    _parts_of_cards()
    _beside_cards()


def _people() -> None:
    op.create_table(
        "adviser",
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("staff_role", _code, nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("adviser_id", name=op.f("pk_adviser")),
        comment="Who gives advice at this node.",
    )
    op.create_table(
        "client",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("nip", sa.String(10), nullable=True),
        sa.Column("krs", sa.String(10), nullable=True),
        sa.Column("regon", sa.String(14), nullable=True),
        sa.Column("sex", _code, nullable=True),
        sa.Column("age_band", _code, nullable=True),
        sa.Column("gmina", _code, nullable=True),
        sa.Column("status", _code, nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("predecessor_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["client.client_id"], name=op.f("fk_client_predecessor_id")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client")),
        comment="Who is advised: files of persons, groups and organisations.",
    )


def _cards() -> None:
    op.create_table(
        "advice_card",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("card_number", sa.String(60), nullable=False),
        sa.Column("programme", sa.String(60), nullable=False),
        sa.Column("state", _code, nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("drafted_at", _moment, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.Time(), nullable=False),
        sa.Column("ended_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("field_of_advice", _code, nullable=False),
        sa.Column("form_of_contact", _code, nullable=False),
        sa.Column("support_path_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("advice_given", sa.Text(), nullable=False),
        sa.Column("agreed_steps", sa.Text(), nullable=False),
        sa.Column("persons_present", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("returned_by", sa.Uuid(), nullable=True),
        sa.Column("return_reason", _code, nullable=True),
        sa.Column("return_remarks", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmation_means", _code, nullable=True),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_advice_card_session")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_advice_card_minutes")),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_advice_card")),
        sa.UniqueConstraint("card_number", name=op.f("uq_advice_card_card_number")),
        comment="Advice cards as they are now; `minutes` follow from the times.",
    )
    op.create_index(op.f("ix_advice_card_held_on"), "advice_card", ["held_on"])


def _parts_of_cards() -> None:
    op.create_table(
        "card_client",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("client_kind", _code, nullable=False),
        sa.Column("sex", _code, nullable=True),
        sa.Column("age_band", _code, nullable=True),
        sa.Column("gmina", _code, nullable=True),
        sa.Column("status", _code, nullable=True),
        _reference("card_client", "card_id", "advice_card"),
        _reference("card_client", "client_id", "client"),
        sa.PrimaryKeyConstraint("card_id", "client_id", name=op.f("pk_card_client")),
        sa.UniqueConstraint("card_id", "place", name=op.f("uq_card_client_card_id_place")),
        comment="Clients of a card, with what was known about them when it was written.",
    )
    op.create_index(op.f("ix_card_client_client_id"), "card_client", ["client_id"])
    op.create_table(
        "card_adviser",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("adviser_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        _reference("card_adviser", "card_id", "advice_card"),
        _reference("card_adviser", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("card_id", "adviser_id", name=op.f("pk_card_adviser")),
        sa.UniqueConstraint("card_id", "place", name=op.f("uq_card_adviser_card_id_place")),
        comment="Advisers of a card; the working time of each is the card's.",
    )
    op.create_index(op.f("ix_card_adviser_adviser_id"), "card_adviser", ["adviser_id"])
    op.create_table(
        "card_correction",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("correction_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", _code, nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.Column("corrected_at", _moment, nullable=False),
        _reference("card_correction", "card_id", "advice_card"),
        sa.PrimaryKeyConstraint("card_id", "correction_number", name=op.f("pk_card_correction")),
        comment="Entries after approval, in their order.",
    )


def _beside_cards() -> None:
    op.create_table(
        "card_numbering",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_card_numbering")),
        comment="The last number given to a card, by year: taken in the card's own transaction.",
    )
    op.create_table(
        "programme_version",
        sa.Column("reference", sa.String(60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_programme_version")),
        comment="Versions of programmes that this node has seen, as the centre published them.",
    )
    op.create_table(
        "record_history",
        sa.Column("change_id", _key, autoincrement=True, nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", _moment, nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_record_history")),
        comment="Changes of personal and free texts: they never leave the node and can be erased.",
    )
    op.create_index(op.f("ix_record_history_record_id"), "record_history", ["record_id"])


def _reference(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{referred}.{column}"], name=name)
