"""What was ever published can be read for ever, and is still written the same way (R6)."""

import json
from uuid import UUID

import pytest

from shared.contracts.domain_event import DomainEvent
from shared.messaging.chain import seal, unseal
from shared.wire.envelope import Cause, compose, read
from shared.wire.published import CATALOGUE
from shared.wire.samples import sampled_types, stored_sample
from tests.contracts.told import TOLD

WRITTEN = sorted(entry.type for entry in CATALOGUE.types)


def test_every_version_in_the_catalogue_has_a_stored_sample() -> None:
    assert set(sampled_types()) >= set(WRITTEN)


def test_every_stored_sample_has_something_that_it_tells() -> None:
    assert sampled_types() == sorted(TOLD)


@pytest.mark.parametrize("event_type", sampled_types())
def test_a_stored_sample_is_read_as_what_it_told(event_type: str) -> None:
    envelope = read(stored_sample(event_type))

    event = CATALOGUE.load(
        envelope.type,
        envelope.data,
        occurred_at=envelope.time,
        subject_version=envelope.subject_version,
    )

    assert envelope.type == event_type
    assert event == TOLD[event_type]


@pytest.mark.parametrize("event_type", WRITTEN)
def test_the_same_domain_event_is_written_as_the_same_bytes(event_type: str) -> None:
    stored = stored_sample(event_type)

    written = _written_again(TOLD[event_type], stored)

    assert written == stored


@pytest.mark.parametrize("event_type", sampled_types())
def test_a_stored_sample_is_one_line_that_ends_as_editors_want_it(event_type: str) -> None:
    sample = stored_sample(event_type)

    assert b"\n" not in sample
    assert sample.isascii()


def _written_again(event: DomainEvent, stored: bytes) -> bytes:
    """Publish an event under the ids and in the place of a stored message."""
    entry = CATALOGUE.of(event)
    members = json.loads(stored)
    body = compose(
        event_id=UUID(members["id"]),
        source=members["source"],
        event_type=entry.type,
        subject=entry.subject(event),
        subject_version=event.subject_version,
        occurred_at=event.occurred_at,
        dataschema=entry.dataschema,
        data=CATALOGUE.dump(event),
        programme=members.get("programme"),
        cause=Cause(
            causationid=UUID(members["causationid"]), correlationid=UUID(members["correlationid"])
        ),
    )
    place = unseal(stored)
    link = seal(body, epoch=place.epoch, position=place.position, prevdigest=place.prevdigest)
    return link.message
