"""The tables of support paths, referrals and follow-up."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from services.consultations.storage.tables import client, metadata

_code = String(40)
_number = String(60)

support_path = Table(
    "support_path",
    metadata,
    Column("support_path_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("aim", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date, nullable=True),
    Column("outcome", _code, nullable=True),
    comment="Several sessions of advice with one aim.",
)

support_path_client = Table(
    "support_path_client",
    metadata,
    Column("support_path_id", Uuid, ForeignKey(support_path.c.support_path_id), primary_key=True),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), primary_key=True, index=True),
    Column("place", Integer, nullable=False),
    Column("client_kind", _code, nullable=False),
    UniqueConstraint("support_path_id", "place"),
    comment="Clients whom a support path is for.",
)

referral = Table(
    "referral",
    metadata,
    Column("referral_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("referral_number", _number, nullable=False, unique=True),
    Column("programme", _number, nullable=False),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("field_of_advice", _code, nullable=False),
    Column("to_node", _code, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("received_by", _code, nullable=True),
    Column("received_on", Date, nullable=True),
    comment="Clients whom this node sent on to others.",
)

referral_numbering = Table(
    "referral_numbering",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
    comment="The last number given to a referral, by year: taken in its own transaction.",
)

referral_receipt = Table(
    "referral_receipt",
    metadata,
    Column("referral_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("programme", _number, nullable=False),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("from_node", _code, nullable=False),
    Column("received_on", Date, nullable=False),
    comment="Clients whom other nodes sent here and who came.",
)

follow_up = Table(
    "follow_up",
    metadata,
    Column("follow_up_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("months", Integer, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("recorded_on", Date, nullable=False),
    Column("outcome", _code, nullable=False),
    UniqueConstraint("client_id", "months", "due_on"),
    comment="What clients said some months after the advice.",
)
