"""The tables of accounts; the journal beside them is shared.messaging.tables.

State holds names and logins, and may be changed and erased; no secret is kept that could be used:
of a password there is a slow hash, of a second factor a sealed secret, of all else a digest.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
)

from shared.database import Moment
from shared.messaging.record_history import columns_of_words
from shared.messaging.tables import NAMING

metadata = MetaData(naming_convention=NAMING)

_enumerated = String(40)
_digest = String(64)
# SQLite numbers rows by itself only if the key is exactly INTEGER.
_key = BigInteger().with_variant(Integer, "sqlite")

staff_account = Table(
    "staff_account",
    metadata,
    Column("staff_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("login", Text, nullable=False, unique=True),
    Column("full_name", Text, nullable=False),
    Column("name_order", Text, nullable=False),
    Column("searched", Text, nullable=False),
    Column("state", _enumerated, nullable=False),
    Column("password_hash", Text, nullable=True),
    Column("invited_at", Moment, nullable=False),
    Column("reset_asked_at", Moment, nullable=True),
    comment="Who may log in; the password is kept as a slow hash only.",
)

staff_role = Table(
    "staff_role",
    metadata,
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), primary_key=True),
    Column("role", _enumerated, primary_key=True),
    comment="What each person does here.",
)

second_factor = Table(
    "second_factor",
    metadata,
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("secret_sealed", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    comment="Secrets of applications that show codes, sealed; and the last code accepted.",
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), primary_key=True),
    Column("code_digest", _digest, primary_key=True),
    comment="Codes for paper that were not used yet.",
)

session = Table(
    "session",
    metadata,
    Column("session_digest", _digest, primary_key=True),
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("address", Text, nullable=False),
    Column("ended_at", Moment, nullable=True),
    comment="Who is, and lately was, logged in from where; the id itself has the browser only.",
)

known_device = Table(
    "known_device",
    metadata,
    Column("device_digest", _digest, primary_key=True),
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), nullable=False, index=True),
    Column("known_until", Moment, nullable=False),
    comment="Browsers in which people have logged in: strangers do not slow them down.",
)

one_time_link = Table(
    "one_time_link",
    metadata,
    Column("link_digest", _digest, primary_key=True),
    Column("purpose", _enumerated, nullable=False),
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
    comment="Invitations, new passwords, tickets of the second step: each works once.",
)

attempt = Table(
    "attempt",
    metadata,
    Column("attempt_id", _key, primary_key=True, autoincrement=True),
    Column("proof", _enumerated, nullable=False),
    Column("login_digest", _digest, nullable=False),
    Column("place", Text, nullable=False),
    Column("from_known_device", Boolean, nullable=False),
    Column("attempted_at", Moment, nullable=False, index=True),
    Index(None, "login_digest", "proof"),
    comment="Attempts to prove to be somebody that were not right, of the last day.",
)

api_token = Table(
    "api_token",
    metadata,
    Column("token_id", Uuid, primary_key=True),
    Column("token_digest", _digest, nullable=False, unique=True),
    Column("staff_id", Uuid, ForeignKey(staff_account.c.staff_id), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("last_used_at", Moment, nullable=True),
    Column("revoked_at", Moment, nullable=True),
    comment="By what programs ask in a person's name; the text itself has the program only.",
)

record_history = Table(
    "record_history",
    metadata,
    *columns_of_words(),
    comment="Changes of names and logins: they never leave the node and can be erased.",
)
