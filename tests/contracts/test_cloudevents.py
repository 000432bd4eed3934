"""The envelope is CloudEvents 1.0, in the opinion of others."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.wire.envelope import CONTENT_TYPE, Cause, compose, read
from shared.wire.published import CATALOGUE
from shared.wire.samples import sampled_types, stored_sample
from tests.contracts.publishing import CAUSE, EVENT_ID, SOURCE
from tests.contracts.reading import foreign_schema

CLOUDEVENTS = foreign_schema("cloudevents-1.0.json")
# CloudEvents 1.0.2, "Attribute Naming Convention", "Type System"; 20 is what it recommends at most.
ATTRIBUTE_NAME = re.compile(r"[a-z0-9]{1,20}")
RFC_3339_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)

each_sample = pytest.mark.parametrize("event_type", sampled_types())


@each_sample
def test_the_cloudevents_sdk_reads_a_message_and_means_the_same(event_type: str) -> None:
    message = stored_sample(event_type)
    entry = next(entry for entry in CATALOGUE.types if entry.type == event_type)

    event = JSONFormat().read(CloudEvent, message)

    envelope = read(message)
    assert event.get_specversion() == "1.0"
    assert (event.get_id(), event.get_source()) == (envelope.id, envelope.source)
    assert (event.get_type(), event.get_subject()) == (entry.type, envelope.subject)
    assert (event.get_time(), event.get_data()) == (envelope.time, envelope.data)
    assert event.get_dataschema() == entry.dataschema
    assert event.get_extension("subjectversion") == envelope.subject_version


@each_sample
def test_the_cloudevents_sdk_writes_a_message_with_the_same_members(event_type: str) -> None:
    message = stored_sample(event_type)

    written = JSONFormat().write(JSONFormat().read(CloudEvent, message))

    ours, theirs = json.loads(message), json.loads(written)
    # Theirs leaves out the microseconds where there are none; ours always writes six digits.
    assert datetime.fromisoformat(ours.pop("time")) == datetime.fromisoformat(theirs.pop("time"))
    assert ours == theirs


@each_sample
def test_a_message_is_valid_by_the_json_schema_of_cloudevents(event_type: str) -> None:
    members = json.loads(stored_sample(event_type))

    assert [error.message for error in CLOUDEVENTS.iter_errors(members)] == []


@each_sample
def test_our_extensions_have_names_and_types_that_cloudevents_allows(event_type: str) -> None:
    members = json.loads(stored_sample(event_type))
    attributes = {name: value for name, value in members.items() if name != "data"}

    assert [name for name in attributes if not ATTRIBUTE_NAME.fullmatch(name)] == []
    assert {type(value) for value in attributes.values()} <= {str, int}
    assert 1 <= attributes["subjectversion"] < 2**31
    assert all(str(value).isprintable() for value in attributes.values())


def test_the_content_type_is_that_of_structured_mode() -> None:
    assert CONTENT_TYPE == JSONFormat.CONTENT_TYPE


@each_sample
def test_members_stand_in_a_fixed_order_and_the_seal_comes_last(event_type: str) -> None:
    names = list(json.loads(stored_sample(event_type)))

    fixed = "specversion id source type subject time datacontenttype dataschema data subjectversion"
    assert names[:10] == fixed.split()
    assert names[10:12] == ["correlationid", "causationid"]
    assert [name for name in names[12:-4] if name != "programme"] == []
    assert names[-4:] == ["epoch", "sequence", "prevdigest", "digest"]


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2009, 6, 1, 10, 0, tzinfo=UTC), "2009-06-01T10:00:00.000000Z"),
        (datetime(2009, 6, 1, 10, 0, 0, 5, tzinfo=UTC), "2009-06-01T10:00:00.000005Z"),
        (
            datetime(2009, 6, 1, 1, 30, tzinfo=timezone(timedelta(hours=2))),
            "2009-05-31T23:30:00.000000Z",
        ),
    ],
    ids=["whole second", "microseconds", "another zone"],
)
def test_a_moment_is_always_written_alike(moment: datetime, written: str) -> None:
    body = _composed(occurred_at=moment)

    assert json.loads(body)["time"] == written
    assert RFC_3339_UTC.fullmatch(written)
    assert read(body).time == moment


def test_what_is_not_known_is_left_out_and_what_is_known_stands_before_the_seal() -> None:
    traced = Cause(
        causationid=UUID(int=1),
        correlationid=UUID(int=2),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )

    without, with_both = _composed(), _composed(cause=traced, programme="owss-2009/1")

    assert not {"traceparent", "programme"} & set(json.loads(without))
    assert list(json.loads(with_both))[-2:] == ["traceparent", "programme"]
    assert (read(without).programme, read(with_both).programme) == (None, "owss-2009/1")
    assert read(with_both).causationid == str(UUID(int=1))


@pytest.mark.parametrize(
    "mistake",
    [
        {"occurred_at": datetime(2009, 6, 1, 10, 0)},  # noqa: DTZ001 - that is the mistake
        {"subject_version": 0},
        {"data": {"hours": float("nan")}},
        {"data": {"hours": float("inf")}},
        {"subject": "card/\ud800"},
    ],
    ids=["no time zone", "version 0", "not a number", "infinite", "half a character"],
)
def test_what_no_reader_would_admit_is_not_written(mistake: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        _composed(**mistake)


def _composed(**other: Any) -> bytes:
    arguments: dict[str, Any] = {
        "event_id": EVENT_ID,
        "source": SOURCE,
        "event_type": "pl.owss.rooms.room_aired.v1",
        "subject": "room/1",
        "subject_version": 1,
        "occurred_at": datetime(2009, 6, 1, 10, 0, tzinfo=UTC),
        "dataschema": "urn:owss:rooms:room_aired:v1",
        "data": {"minutes": 5},
        "programme": None,
        "cause": CAUSE,
    }
    return compose(**{**arguments, **other})
