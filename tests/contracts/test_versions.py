"""Nodes of different versions understand each other; old versions are read through upcasters."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest
from marshmallow import ValidationError

from shared.contracts.domain_event import DomainEvent
from shared.wire.catalogue import (
    Catalogue,
    EventType,
    UnknownContract,
    UnknownEventType,
    Unreadable,
    Upcaster,
    joined,
)
from shared.wire.envelope import read
from shared.wire.fields import Code, Count, Privacy, RecordSchema
from shared.wire.published import CATALOGUE
from shared.wire.samples import sampled_types, stored_sample
from tests.contracts.told import TOLD

WHEN = datetime(2009, 9, 3, 8, 0, tzinfo=UTC)
PLACE: dict[str, Any] = {"occurred_at": WHEN, "subject_version": 1}
V1, V2, V3 = (f"pl.owss.rooms.room_aired.v{major}" for major in (1, 2, 3))


class Window(StrEnum):
    """What was opened; since version 3."""

    ONE = "one"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class AiredForHours(DomainEvent):
    """Version 1 counted whole hours."""

    hours: int


@dataclass(frozen=True, kw_only=True)
class AiredForMinutes(DomainEvent):
    """Version 2 counts minutes; `pauses` was added later, with a default."""

    minutes: int
    pauses: int = 0


@dataclass(frozen=True, kw_only=True)
class RoomAired(DomainEvent):
    """Version 3 also says which windows; before, all were opened."""

    minutes: int
    windows: Window
    pauses: int = 0


class HoursSchema(RecordSchema):
    hours = Count(privacy=Privacy.PUBLIC)


class FirstMinutesSchema(RecordSchema):
    minutes = Count(privacy=Privacy.PUBLIC)


class MinutesSchema(FirstMinutesSchema):
    pauses = Count(privacy=Privacy.PUBLIC, load_default=0)


class WindowsSchema(MinutesSchema):
    windows = Code(Window, privacy=Privacy.PUBLIC)


def _hours_to_minutes(data: dict[str, Any]) -> dict[str, Any]:
    return {"minutes": data["hours"] * 60}


def _all_windows(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "windows": "all"}


TO_MINUTES = Upcaster(from_type=V1, to_type=V2, upcast=_hours_to_minutes)
TO_WINDOWS = Upcaster(from_type=V2, to_type=V3, upcast=_all_windows)


def _version(major: int, contract: type[DomainEvent], schema: type[RecordSchema]) -> EventType:
    return EventType(
        publisher="rooms",
        name="room_aired",
        major=major,
        contract=contract,
        schema=schema,
        subject=lambda _: "room/1",
    )


FIRST = _version(1, AiredForHours, HoursSchema)
SECOND = _version(2, AiredForMinutes, MinutesSchema)
THIRD = _version(3, RoomAired, WindowsSchema)


@pytest.mark.parametrize("event_type", sampled_types())
def test_members_that_a_reader_does_not_know_are_ignored(event_type: str) -> None:
    envelope = read(stored_sample(event_type))
    told_by_newer_node = _with_unknown_members(envelope.data)

    event = CATALOGUE.load(
        event_type,
        told_by_newer_node,
        occurred_at=envelope.time,
        subject_version=envelope.subject_version,
    )

    assert event == TOLD[event_type]


def test_an_older_reader_reads_what_a_newer_publisher_added() -> None:
    newer = Catalogue((SECOND,)).dump(AiredForMinutes(minutes=15, pauses=2, **PLACE))
    older = Catalogue((_version(2, _without_pauses(), FirstMinutesSchema),))

    event = older.load(V2, newer, **PLACE)

    assert vars(event) == {"minutes": 15, **PLACE}


def test_a_newer_reader_fills_in_what_an_older_publisher_did_not_say() -> None:
    event = Catalogue((SECOND,)).load(V2, {"minutes": 15}, **PLACE)

    assert event == AiredForMinutes(minutes=15, pauses=0, **PLACE)


def test_an_old_version_is_read_as_the_new_one() -> None:
    catalogue = joined(((SECOND,),), upcasters=(TO_MINUTES,))

    event = catalogue.load(V1, {"hours": 2}, **PLACE)

    assert event == AiredForMinutes(minutes=120, **PLACE)


def test_upcasters_work_one_after_the_other() -> None:
    catalogue = joined(((THIRD,),), upcasters=(TO_WINDOWS, TO_MINUTES))

    oldest = catalogue.load(V1, {"hours": 2}, **PLACE)
    older = catalogue.load(V2, {"minutes": 45, "pauses": 1}, **PLACE)

    assert oldest == RoomAired(minutes=120, windows=Window.ALL, **PLACE)
    assert older == RoomAired(minutes=45, pauses=1, windows=Window.ALL, **PLACE)
    assert [catalogue.knows(event_type) for event_type in (V1, V2, V3)] == [True, True, True]


def test_old_and_new_can_be_published_side_by_side() -> None:
    catalogue = Catalogue((SECOND, FIRST))

    published = [
        catalogue.of(event).type
        for event in (AiredForHours(hours=1, **PLACE), AiredForMinutes(minutes=1, **PLACE))
    ]

    assert published == [V1, V2]


def test_a_contract_of_two_versions_is_published_as_the_newer() -> None:
    same_contract = _version(3, AiredForMinutes, MinutesSchema)
    catalogue = Catalogue((same_contract, SECOND))

    assert catalogue.of(AiredForMinutes(minutes=1, **PLACE)).type == V3


def test_a_version_that_is_not_known_waits() -> None:
    catalogue = Catalogue((FIRST,))

    assert not catalogue.knows(V2)
    with pytest.raises(UnknownEventType, match=V2):
        catalogue.load(V2, {"minutes": 1}, **PLACE)


def test_data_that_are_not_of_their_type_are_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Catalogue((FIRST,)).load(V1, {"hours": "2"}, **PLACE)

    assert refused.value.messages == {"hours": ["Not a valid integer."]}


def test_a_contract_that_is_not_listed_is_not_published() -> None:
    with pytest.raises(UnknownContract, match="AiredForMinutes"):
        Catalogue((FIRST,)).dump(AiredForMinutes(minutes=1, **PLACE))


def test_what_readers_would_refuse_is_not_published() -> None:
    with pytest.raises(Unreadable, match=r"room_aired\.v1: .*hours"):
        Catalogue((FIRST,)).dump(AiredForHours(hours=-1, **PLACE))


def test_what_readers_would_understand_differently_is_not_published() -> None:
    half: Any = 2.5

    with pytest.raises(Unreadable, match="read back as something else"):
        Catalogue((FIRST,)).dump(AiredForHours(hours=half, **PLACE))


def _with_unknown_members(data: Any) -> Any:
    """Add a member to every record in the data, at every depth."""
    if isinstance(data, dict):
        known = {name: _with_unknown_members(value) for name, value in data.items()}
        return {"added_later": {"by": ["a newer node"]}, **known}
    if isinstance(data, list):
        return [_with_unknown_members(each) for each in data]
    return data


def _without_pauses() -> type[DomainEvent]:
    """Return the contract as it was before `pauses` was added."""

    @dataclass(frozen=True, kw_only=True)
    class AiredForMinutes(DomainEvent):
        minutes: int

    return AiredForMinutes
