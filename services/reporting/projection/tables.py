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
