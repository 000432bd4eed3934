"""Domain events on the way that the journal and the relay take them, without a database."""

from uuid import UUID

from shared.contracts.domain_event import DomainEvent
from shared.messaging.chain import Link, first_prevdigest, seal
from shared.wire.envelope import Cause, compose
from shared.wire.published import CATALOGUE

SOURCE = "/nodes/zarska/consultations"
EVENT_ID = UUID("01229f4b-1a80-7d32-8f6a-5b0e9c4a7d21")
CAUSE = Cause(
    causationid=UUID("01229f4b-17e8-7a90-9c55-40d1b7e2f683"),
    correlationid=UUID("01229f4b-17e8-7a90-9c55-40d1b7e2f683"),
)


def body_of_event(event: DomainEvent, *, cause: Cause = CAUSE) -> bytes:
    entry = CATALOGUE.of(event)
    return compose(
        event_id=EVENT_ID,
        source=SOURCE,
        event_type=entry.type,
        subject=entry.subject(event),
        subject_version=event.subject_version,
        occurred_at=event.occurred_at,
        dataschema=entry.dataschema,
        data=CATALOGUE.dump(event),
        programme="owss-2009/1",
        cause=cause,
    )


def sealed(body: bytes, *, position: int = 1) -> Link:
    return seal(body, epoch=1, position=position, prevdigest=first_prevdigest(SOURCE))
