"""The catalogue: every type of domain event, its contract, its schema and its subject.

A type is written `pl.owss.<publisher>.<name>.v<major>`; its routing key and the URN of its schema
follow from it. The name is spelled out, so that renaming a class cannot rename what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from shared.wire.fields import RecordSchema, refuse_undeclarable
from shared.wire.readers import Unusual, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from shared.contracts.domain_event import DomainEvent


class UnknownEventType(Exception):
    """No version of this type is known here: it waits until the software is newer."""


class UnknownContract(Exception):
    """A domain event is published only if the catalogue lists its contract."""


class Unreadable(Exception):
    """What is published is read back as the same: a chain that only grows cannot be put right."""


@dataclass(frozen=True, kw_only=True)
class EventType:
    """One major version of one type. `subject` names the record whose domain events are ordered."""

    publisher: str
    name: str
    major: int
    contract: type[DomainEvent]
    schema: type[RecordSchema]
    subject: Callable[[Any], str]

    def __post_init__(self) -> None:
        """Refuse a schema with a field that may not be in a contract."""
        refuse_undeclarable(self.schema)

    @property
    def type(self) -> str:
        """The CloudEvents type."""
        return f"pl.owss.{self.publisher}.{self.name}.v{self.major}"

    @property
    def routing_key(self) -> str:
        """The key under which it is published to the node's own services."""
        return routing_key(self.type)

    @property
    def dataschema(self) -> str:
        """The URN of its schema."""
        return f"urn:owss:{self.publisher}:{self.name}:v{self.major}"


@dataclass(frozen=True, kw_only=True)
class Upcaster:
    """Turns the data of an older major version into the data of the next one known here."""

    from_type: str
    to_type: str
    upcast: Callable[[dict[str, Any]], dict[str, Any]]


def routing_key(event_type: str) -> str:
    """Return `<service>.<name>.v<major>` of a CloudEvents type."""
    return event_type.removeprefix("pl.owss.")


@dataclass(frozen=True)
class Catalogue:
    """All types that this software publishes and understands."""

    types: tuple[EventType, ...]
    upcasters: tuple[Upcaster, ...] = ()
    _by_contract: Mapping[type, EventType] = field(init=False, repr=False)
    _readers: Mapping[str, tuple[EventType, RecordSchema]] = field(init=False, repr=False)
    _compiled: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = field(
        init=False, repr=False
    )
    _upcasters: Mapping[str, Upcaster] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the types; a schema is made once, because making one costs more than using it."""
        newest: dict[type, EventType] = {}
        for entry in sorted(self.types, key=lambda entry: entry.major):
            newest[entry.contract] = entry
        object.__setattr__(self, "_by_contract", newest)
        readers = {entry.type: (entry, entry.schema()) for entry in self.types}
        object.__setattr__(self, "_readers", readers)
        compiled = {name: reader(schema) for name, (_, schema) in readers.items()}
        object.__setattr__(self, "_compiled", compiled)
        upcasters = {upcaster.from_type: upcaster for upcaster in self.upcasters}
        object.__setattr__(self, "_upcasters", upcasters)

    def of(self, event: DomainEvent) -> EventType:
        """Return the type under which a domain event is published.

        Raises UnknownContract for a class that is not listed.
        """
        try:
            return self._by_contract[type(event)]
        except KeyError:
            message = f"{type(event).__name__} is not in the catalogue"
            raise UnknownContract(message) from None

    def dump(self, event: DomainEvent) -> dict[str, Any]:
        """Return the `data` member of a domain event.

        Raises Unreadable if readers would refuse the data, or understand something else.
        """
        event_type = self.of(event).type
        _, schema = self._readers[event_type]
        data: dict[str, Any] = schema.dump(event)
        try:
            told = self._loaded(
                event_type,
                data,
                occurred_at=event.occurred_at,
                subject_version=event.subject_version,
            )
        except ValidationError as error:
            message = f"{event_type}: {error.messages}"
            raise Unreadable(message) from error
        if told != event:
            message = f"{event_type} is read back as something else"
            raise Unreadable(message)
        return data

    def knows(self, event_type: str) -> bool:
        """Tell whether `load` can read the type, directly or through upcasters."""
        return self._current(event_type) in self._readers

    def load(
        self, event_type: str, data: dict[str, Any], *, occurred_at: datetime, subject_version: int
    ) -> DomainEvent:
        """Return the domain event that `data` describes, in its newest version.

        Raises UnknownEventType, or marshmallow's ValidationError if the data are not of the type.
        """
        while (upcaster := self._upcasters.get(event_type)) is not None:
            event_type, data = upcaster.to_type, upcaster.upcast(data)
        if event_type not in self._readers:
            raise UnknownEventType(event_type)
        return self._loaded(
            event_type, data, occurred_at=occurred_at, subject_version=subject_version
        )

    def _loaded(
        self, event_type: str, data: dict[str, Any], *, occurred_at: datetime, subject_version: int
    ) -> DomainEvent:
        entry, schema = self._readers[event_type]
        try:
            values = self._compiled[event_type](data)
        except Unusual:
            values = schema.load(data)
        return entry.contract(occurred_at=occurred_at, subject_version=subject_version, **values)

    def _current(self, event_type: str) -> str:
        while (upcaster := self._upcasters.get(event_type)) is not None:
            event_type = upcaster.to_type
        return event_type


def joined(parts: Iterable[tuple[EventType, ...]], upcasters: tuple[Upcaster, ...]) -> Catalogue:
    """Return one catalogue of what all publishers declare."""
    return Catalogue(types=tuple(entry for part in parts for entry in part), upcasters=upcasters)
