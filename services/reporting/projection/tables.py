"""The tables of facts. They are a projection: dropped and folded again whenever that is better."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, MetaData, String, Table, Uuid

from shared.messaging.projection import origin_columns
from shared.messaging.tables import NAMING

facts = MetaData(naming_convention=NAMING)


class Code(String):
    """A text out of a short list: figures are narrowed by it, and totals are kept by it."""


_code = Code(40)

advice_fact = Table(
    "advice_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("programme", String(60), nullable=True),
    Column("card_id", Uuid, nullable=False),
    Column("card_number", String(60), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("field_of_advice", _code, nullable=False),
    Column("form_of_contact", _code, nullable=False),
    Index(None, "generation", "held_on"),
    Index(None, "generation", "source", "card_id"),
    comment="One approved card, or what its newest correction says: it counts once.",
)

advice_client_fact = Table(
    "advice_client_fact",
    facts,
    *origin_columns(),
    Column("client_id", Uuid, primary_key=True),
    Column("node", _code, nullable=False),
    Column("programme", _code, nullable=True),
    Column("card_id", Uuid, nullable=False),
    Column("card_number", String(60), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("field_of_advice", _code, nullable=False),
    Column("form_of_contact", _code, nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("sex", _code, nullable=True),
    Column("age_band", _code, nullable=True),
    Column("gmina", _code, nullable=True),
    Column("status", _code, nullable=True),
    Index(None, "generation", "held_on"),
    Index(None, "generation", "source", "card_id"),
    comment="One client on one approved card.",
)

confirmation_fact = Table(
    "confirmation_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("card_id", Uuid, nullable=False),
    Column("card_number", String(60), nullable=False),
    Column("confirmed_on", Date, nullable=False),
    Column("means", _code, nullable=False),
    Index(None, "generation", "source", "card_id"),
    comment="One confirmation by a client.",
)

duty_fact = Table(
    "duty_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("programme", _code, nullable=True),
    Column("duty_id", Uuid, nullable=False),
    Column("adviser_id", Uuid, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Index(None, "generation", "held_on"),
    Index(None, "generation", "source", "duty_id"),
    comment="One duty at the consulting point, or what its newest correction says.",
)

appointment_fact = Table(
    "appointment_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("programme", _code, nullable=True),
    Column("appointment_id", Uuid, nullable=False),
    Column("state", _code, nullable=False),
    Column("day", Date, nullable=False),
    Column("client_id", Uuid, nullable=True),
    Column("client_kind", _code, nullable=True),
    Column("field_of_advice", _code, nullable=True),
    Column("form_of_contact", _code, nullable=True),
    Index(None, "generation", "day"),
    Index(None, "generation", "source", "appointment_id"),
    comment="The newest state of one appointment, and its day; who cancels names no client.",
)

client_merge_fact = Table(
    "client_merge_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("into_client_id", Uuid, nullable=False),
    Column("merged_on", Date, nullable=False),
    Index(None, "generation", "source", "client_id"),
    comment="One file that was closed, and the file that goes on for both.",
)

support_path_fact = Table(
    "support_path_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("support_path_id", Uuid, nullable=False),
    Column("opened_on", Date, nullable=False),
    Index(None, "generation", "opened_on"),
    comment="One support path that began.",
)

closed_path_fact = Table(
    "closed_path_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("support_path_id", Uuid, nullable=False),
    Column("closed_on", Date, nullable=False),
    Column("outcome", _code, nullable=False),
    Index(None, "generation", "closed_on"),
    comment="One support path that ended, and how.",
)

referral_fact = Table(
    "referral_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("programme", _code, nullable=True),
    Column("referral_id", Uuid, nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("field_of_advice", _code, nullable=False),
    Column("to_node", _code, nullable=False),
    Column("made_on", Date, nullable=False),
    Index(None, "generation", "made_on"),
    comment="One client who was sent on to another node.",
)

referral_receipt_fact = Table(
    "referral_receipt_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("programme", _code, nullable=True),
    Column("referral_id", Uuid, nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("from_node", _code, nullable=False),
    Column("received_on", Date, nullable=False),
    Index(None, "generation", "received_on"),
    Index(None, "generation", "referral_id"),
    comment="One client who came, sent on by another node.",
)

noted_receipt_fact = Table(
    "noted_receipt_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("referral_id", Uuid, nullable=False),
    Column("received_by", _code, nullable=False),
    Column("received_on", Date, nullable=False),
    Index(None, "generation", "referral_id"),
    comment="One referral whose node knows that the client came.",
)

follow_up_fact = Table(
    "follow_up_fact",
    facts,
    *origin_columns(),
    Column("node", _code, nullable=False),
    Column("follow_up_id", Uuid, nullable=False),
    Column("client_id", Uuid, nullable=False),
    Column("client_kind", _code, nullable=False),
    Column("months", _code, nullable=False),
    Column("recorded_on", Date, nullable=False),
    Column("outcome", _code, nullable=False),
    Index(None, "generation", "recorded_on"),
    comment="What became of one client, so many months after the advice.",
)
