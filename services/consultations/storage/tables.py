"""The tables of consultations; the journal beside them is shared.messaging.tables.

State holds personal data and texts, and may be changed and erased; what leaves the node is only in
the journal.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
)

from shared.database import Moment
from shared.messaging.record_history import columns_of_words
from shared.messaging.tables import NAMING

metadata = MetaData(naming_convention=NAMING)

_code = String(40)
_enumerated = String(40)
_number = String(60)
# SQLite numbers rows by itself only if the key is exactly INTEGER.
_key = BigInteger().with_variant(Integer, "sqlite")

adviser = Table(
    "adviser",
    metadata,
    Column("adviser_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("staff_role", _enumerated, nullable=False),
    Column("active_from", Date, nullable=False),
    Column("active_to", Date, nullable=True),
    comment="Who gives advice at this node.",
)

client = Table(
    "client",
    metadata,
    Column("client_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("client_kind", _enumerated, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=True),
    Column("phone", Text, nullable=True),
    Column("address", Text, nullable=True),
    Column("nip", String(10), nullable=True, index=True),
    Column("krs", String(10), nullable=True, index=True),
    Column("regon", String(14), nullable=True),
    Column("sex", _code, nullable=True),
    Column("age_band", _code, nullable=True),
    Column("gmina", _code, nullable=True),
    Column("status", _code, nullable=True),
    Column("registered_on", Date, nullable=False),
    Column("predecessor_id", Uuid, ForeignKey("client.client_id"), nullable=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("email_spelled", Text, nullable=True, index=True),
    Column("pesel_sealed", Text, nullable=True),
    Column("pesel_digest", String(64), nullable=True, index=True),
    Column("merged_into", Uuid, ForeignKey("client.client_id"), nullable=True, index=True),
    Column("merged_on", Date, nullable=True),
    Column("merged_by", Uuid, nullable=True),
    Column("erased_on", Date, nullable=True),
    Column("erasure_ground", _enumerated, nullable=True),
    Column("found_by", Text, nullable=False, server_default=""),
    Column("name_key", LargeBinary, nullable=False, server_default=""),
    comment="Who is advised: files of persons, groups and organisations.",
)

advice_card = Table(
    "advice_card",
    metadata,
    Column("card_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("card_number", _number, nullable=False, unique=True),
    Column("programme", _number, nullable=False),
    Column("state", _enumerated, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("started_at", Time, nullable=False),
    Column("ended_at", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("field_of_advice", _code, nullable=False),
    Column("form_of_contact", _code, nullable=False),
    Column("support_path_id", Uuid, nullable=True),
    Column("subject", Text, nullable=False),
    Column("advice_given", Text, nullable=False),
    Column("agreed_steps", Text, nullable=False),
    Column("persons_present", Text, nullable=False),
    Column("signed_by", Uuid, nullable=True),
    Column("signed_on", Date, nullable=True),
    Column("returned_by", Uuid, nullable=True),
    Column("return_reason", _enumerated, nullable=True),
    Column("return_remarks", Text, nullable=True),
    Column("approved_by", Uuid, nullable=True),
    Column("confirmed_on", Date, nullable=True),
    Column("confirmation_means", _enumerated, nullable=True),
    Column("appointment_id", Uuid, nullable=True),
    CheckConstraint("minutes > 0", name="minutes"),
    CheckConstraint("ended_at > started_at", name="session"),
    Index(None, "held_on"),
    # What waits for people is few of many cards, and is asked for each time somebody begins.
    Index(None, "state", "held_on", "counted", "card_id"),
    comment="Advice cards as they are now; `minutes` follow from the times.",
)

card_client = Table(
    "card_client",
    metadata,
    Column("card_id", Uuid, ForeignKey(advice_card.c.card_id), primary_key=True),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), primary_key=True, index=True),
    Column("place", Integer, nullable=False),
    Column("client_kind", _enumerated, nullable=False),
    Column("sex", _code, nullable=True),
    Column("age_band", _code, nullable=True),
    Column("gmina", _code, nullable=True),
    Column("status", _code, nullable=True),
    UniqueConstraint("card_id", "place"),
    comment="Clients of a card, with what was known about them when it was written.",
)

card_adviser = Table(
    "card_adviser",
    metadata,
    Column("card_id", Uuid, ForeignKey(advice_card.c.card_id), primary_key=True),
    Column("adviser_id", Uuid, ForeignKey(adviser.c.adviser_id), primary_key=True, index=True),
    Column("place", Integer, nullable=False),
    UniqueConstraint("card_id", "place"),
    comment="Advisers of a card; the working time of each is the card's.",
)

card_correction = Table(
    "card_correction",
    metadata,
    Column("card_id", Uuid, ForeignKey(advice_card.c.card_id), primary_key=True),
    Column("correction_number", Integer, primary_key=True, autoincrement=False),
    Column("reason", _enumerated, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("corrected_by", Uuid, nullable=False),
    Column("corrected_at", Moment, nullable=False),
    comment="Entries after approval, in their order.",
)

card_numbering = Table(
    "card_numbering",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
    comment="The last number given to a card, by year: taken in the card's own transaction.",
)

programme_version = Table(
    "programme_version",
    metadata,
    Column("reference", _number, primary_key=True),
    Column("document", Text, nullable=False),
    comment="Versions of programmes that this node has seen, as the centre published them.",
)

match_list_sent = Table(
    "match_list_sent",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("state", String(60), nullable=False),
    Column("made_at", Moment, nullable=False),
    # Quoted, because it is one of PostgreSQL's own words.
    CheckConstraint('"only" = 1', name="one_row"),
    comment="What the files were like when the list was made that was sent last.",
)

client_view = Table(
    "client_view",
    metadata,
    Column("view_id", _key, primary_key=True, autoincrement=True),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), nullable=False, index=True),
    Column("viewed_by", Uuid, nullable=False),
    Column("viewed_at", Moment, nullable=False, index=True),
    Column("occasion", _enumerated, nullable=False),
    comment="Who looked at whose personal data; it stays here, and is forgotten in time.",
)

record_history = Table(
    "record_history",
    metadata,
    *columns_of_words(),
    comment="Changes of personal and free texts: they never leave the node and can be erased.",
)
