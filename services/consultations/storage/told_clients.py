"""What the domain events about clients and their way say that the row of their subject holds."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import get_args

from shared.contracts.consultations import (
    ClientAnswersChanged,
    ClientErased,
    ClientRegistered,
    ClientsMerged,
    FollowUpRecorded,
    Recipient,
    ReferralMade,
    ReferralReceiptNoted,
    ReferralReceived,
    SupportPathClosed,
    SupportPathOpened,
)
from shared.contracts.domain_event import DomainEvent

Values = dict[str, object]
_NOTHING_YET = ("merged_into", "merged_on", "merged_by", "erased_on", "erasure_ground")


OfClients = (
    ClientRegistered
    | ClientAnswersChanged
    | ClientsMerged
    | ClientErased
    | SupportPathOpened
    | SupportPathClosed
    | ReferralMade
    | ReferralReceived
    | ReferralReceiptNoted
    | FollowUpRecorded
)
OF_CLIENTS = get_args(OfClients)


def told_of_clients(event: OfClients, programme: str | None, before: Values) -> Values:
    """Return the values of a row after a domain event, from those before it."""
    match event:
        case ClientRegistered():
            told = {
                "client_kind": event.client_kind,
                "registered_on": event.registered_on,
                "predecessor_id": event.predecessor_id,
                **_answers(event),
                **dict.fromkeys(_NOTHING_YET),
            }
        case ClientAnswersChanged():
            told = {"client_kind": event.client_kind, **_answers(event)}
        case ClientsMerged():
            told = {
                "merged_into": event.into_client_id,
                "merged_on": event.merged_on,
                "merged_by": event.merged_by,
            }
        case ClientErased():
            told = {"erased_on": event.erased_on, "erasure_ground": event.ground}
        case SupportPathOpened():
            told = {
                "opened_on": event.opened_on,
                "clients": event.clients,
                "closed_on": None,
                "outcome": None,
            }
        case SupportPathClosed():
            told = {"closed_on": event.closed_on, "outcome": event.outcome}
        case FollowUpRecorded() | ReferralReceiptNoted():
            told = _members(event)
        case ReferralMade():
            not_come = {"received_by": None, "received_on": None}
            told = {**_members(event), "programme": programme, **not_come}
        case _:
            told = {**_members(event), "programme": programme}
    return before | told


def _answers(recipient: Recipient) -> Values:
    return {field.name: getattr(recipient, field.name) for field in fields(Recipient)}


def _members(event: DomainEvent) -> Values:
    envelope = {"occurred_at", "subject_version", "referral_id", "follow_up_id"}
    return {name: value for name, value in asdict(event).items() if name not in envelope}
