"""A small trade for the kernel's tests: parcels are weighed, and weighed again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, Integer, MetaData, String, Table

from shared.contracts.domain_event import DomainEvent
from shared.kernel.command import Actor, Command, Role
from shared.messaging.projection import (
    Add,
    Change,
    Folding,
    Projection,
    Supersede,
    origin_columns,
)
from shared.messaging.tables import NAMING
from shared.wire.catalogue import Catalogue, EventType
from shared.wire.fields import Count, DictionaryCode, Privacy, RecordSchema

ACTOR = Actor(staff_id=uuid4(), roles=frozenset({Role.ADVISER}))


@dataclass(frozen=True, kw_only=True)
class ParcelWeighed(DomainEvent):
    """A parcel has a weight, which counts from now on instead of any earlier one."""

    parcel: str
    grams: int


@dataclass(frozen=True, kw_only=True)
class ParcelStamped(DomainEvent):
    """Nobody folds this."""

    parcel: str


@dataclass(frozen=True, kw_only=True)
class ParcelMeasured(DomainEvent):
    """What the newest software publishes, and an older one does not know."""

    parcel: str
    grams: int


@dataclass(frozen=True, kw_only=True)
class WeighParcel(Command):
    """A command that stands behind whatever the tests record."""

    grams: int = 1
    labels: frozenset[str] = frozenset()


class _WeighedSchema(RecordSchema):
    parcel = DictionaryCode(privacy=Privacy.BUSINESS)
    grams = Count(privacy=Privacy.BUSINESS)


class _StampedSchema(RecordSchema):
    parcel = DictionaryCode(privacy=Privacy.BUSINESS)


def _type(name: str, contract: type[DomainEvent], schema: type[RecordSchema]) -> EventType:
    return EventType(
        publisher="parcels",
        name=name,
        major=1,
        contract=contract,
        schema=schema,
        subject=subject_of,
    )


def subject_of(event: Any) -> str:
    return f"parcel/{event.parcel}"


WEIGHED = _type("parcel_weighed", ParcelWeighed, _WeighedSchema)
STAMPED = _type("parcel_stamped", ParcelStamped, _StampedSchema)
MEASURED = _type("parcel_measured", ParcelMeasured, _WeighedSchema)

OLD_CATALOGUE = Catalogue(types=(WEIGHED, STAMPED))
CATALOGUE = Catalogue(types=(WEIGHED, STAMPED, MEASURED))

facts = MetaData(naming_convention=NAMING)
HEAVIEST = 2**31 - 1
weight_fact = Table(
    "weight_fact",
    facts,
    *origin_columns(),
    Column("parcel", String(10), nullable=False),
    Column("grams", Integer, nullable=False),
)


def weighed(folding: Folding[ParcelWeighed] | Folding[ParcelMeasured]) -> Iterator[Change]:
    event = folding.event
    yield Supersede(weight_fact, {"parcel": event.parcel})
    yield Add(weight_fact, {"parcel": event.parcel, "grams": event.grams})


class FoldFails(Exception):
    """Raised by a fold of which a test says so."""


@dataclass
class Faults:
    """Which parcels cannot be folded at present."""

    parcels: frozenset[str] = frozenset()

    def weighed(self, folding: Folding[ParcelWeighed]) -> Iterator[Change]:
        if folding.event.parcel in self.parcels:
            raise FoldFails(folding.event.parcel)
        return weighed(folding)


def projection(catalogue: Catalogue = CATALOGUE, faults: Faults | None = None) -> Projection:
    return Projection(
        name="weights",
        version=1,
        catalogue=catalogue,
        folds={
            ParcelWeighed: (faults or Faults()).weighed,
            ParcelMeasured: weighed,
        },
        tables=(weight_fact,),
    )


def command(grams: int = 1) -> WeighParcel:
    return WeighParcel(command_id=uuid4(), actor=ACTOR, grams=grams)
