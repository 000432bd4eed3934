"""The tables of match lists: no facts, for they are replaced and forgotten, but counted with them.

A list is what its node sent last (architecture.md 3); nobody archives it or folds it again.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Uuid

from shared.database import Moment
from shared.messaging.tables import NAMING

matches = MetaData(naming_convention=NAMING)

match_list = Table(
    "match_list",
    matches,
    Column("source", String(80), primary_key=True),
    Column("made_at", Moment, primary_key=True),
    Column("parts", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    comment="The newest match list of each source, and one that has not come whole yet.",
)

match_entry = Table(
    "match_entry",
    matches,
    Column("source", String(80), primary_key=True),
    Column("made_at", Moment, primary_key=True),
    Column("client_id", Uuid, primary_key=True),
    Column("part", Integer, nullable=False),
    Column("matched_by", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "source", "client_id"),
    comment="Under which digest a file's client is counted across nodes.",
)
