"""The tables of client sets: which clients were advised in a month, as sets of numbers.

They are no facts, but follow from them: whoever drops them has them counted again.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Uuid,
)

from shared.messaging.months import months_table
from shared.messaging.tables import NAMING

client_sets = MetaData(naming_convention=NAMING)

month_of_facts = months_table(client_sets)

client_number = Table(
    "client_number",
    client_sets,
    Column("client_id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    comment="A short number of each file of a client, so that sets of files take little room.",
)

client_set = Table(
    "client_set",
    client_sets,
    Column("generation", Integer, nullable=False),
    Column("narrowed_by", String(40), nullable=False),
    Column("code", String(40), nullable=False),
    Column("month", Date, nullable=False),
    Column("source", String(80), nullable=False),
    Column("node", String(40), nullable=False),
    Column("programme", String(60), nullable=False),
    Column("clients", LargeBinary, nullable=False),
    # In the order in which a figure asks.
    PrimaryKeyConstraint(
        "generation", "narrowed_by", "code", "month", "source", "node", "programme"
    ),
    comment="The numbers of the files that a month's facts name: a bit for each, compressed.",
)
