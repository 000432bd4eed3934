"""What the domain events of a client's file say that its row must hold."""

from __future__ import annotations

from dataclasses import fields

from shared.contracts.consultations import (
    ClientAnswersChanged,
    ClientErased,
    ClientRegistered,
    ClientsMerged,
    Recipient,
)

Values = dict[str, object]
_NOTHING_YET = ("merged_into", "merged_on", "merged_by", "erased_on", "erasure_ground")


def told_of_client(
    event: ClientRegistered | ClientAnswersChanged | ClientsMerged | ClientErased, before: Values
) -> Values:
    """Return the values of a file's row after a domain event, from those before it."""
    match event:
        case ClientRegistered():
            return before | {
                "client_kind": event.client_kind,
                "registered_on": event.registered_on,
                "predecessor_id": event.predecessor_id,
                **_answers(event),
                **dict.fromkeys(_NOTHING_YET),
            }
        case ClientAnswersChanged():
            return before | {"client_kind": event.client_kind, **_answers(event)}
        case ClientsMerged():
            return before | {
                "merged_into": event.into_client_id,
                "merged_on": event.merged_on,
                "merged_by": event.merged_by,
            }
        case ClientErased():
            return before | {"erased_on": event.erased_on, "erasure_ground": event.ground}


def _answers(recipient: Recipient) -> Values:
    return {field.name: getattr(recipient, field.name) for field in fields(Recipient)}
