"""Whatever a contract can say arrives as it was said."""

import json

from hypothesis import example, given

from shared.contracts.domain_event import DomainEvent
from shared.messaging.admission import Admitted, admit
from shared.messaging.chain import body_of, unseal
from shared.messaging.delivery import Delivery, Inbound
from shared.wire.envelope import CONTENT_TYPE, read
from shared.wire.published import CATALOGUE
from tests.contracts.publishing import EVENT_ID, SOURCE, body_of_event, sealed
from tests.contracts.strategies import any_domain_event
from tests.contracts.told import TOLD


@given(event=any_domain_event())
def test_a_domain_event_is_read_as_it_was_published(event: DomainEvent) -> None:
    data = json.loads(json.dumps(CATALOGUE.dump(event)))

    told = CATALOGUE.load(
        CATALOGUE.of(event).type,
        data,
        occurred_at=event.occurred_at,
        subject_version=event.subject_version,
    )

    assert told == event
    assert CATALOGUE.dump(told) == data


@given(event=any_domain_event())
@example(event=TOLD["pl.owss.consultations.advice_card_approved.v1"])
def test_a_sealed_domain_event_is_unsealed_and_read_as_it_was_published(
    event: DomainEvent,
) -> None:
    body = body_of_event(event)

    link = unseal(sealed(body).message)

    envelope = read(link.message)
    entry = CATALOGUE.of(event)
    assert body_of(link.message) == body
    assert read(body) == envelope
    assert (envelope.id, envelope.source) == (str(EVENT_ID), SOURCE)
    assert (envelope.type, envelope.subject) == (entry.type, entry.subject(event))
    assert (envelope.time, envelope.subject_version) == (event.occurred_at, event.subject_version)
    assert envelope.programme == "owss-2009/1"
    assert envelope.data == CATALOGUE.dump(event)


@given(event=any_domain_event())
def test_the_centre_admits_whatever_a_node_publishes(event: DomainEvent) -> None:
    link = sealed(body_of_event(event))
    inbound = Inbound("in.zarska", "zarska", "in.zarska", "zarska")
    delivery = Delivery("in.zarska", "in.zarska", "zarska", CONTENT_TYPE, link.message)

    assert admit(delivery, inbound) == Admitted(SOURCE, link)
