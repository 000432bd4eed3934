"""The way of clients as facts: merged files, support paths, referrals, follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.projection.programmes import programme_of
from services.reporting.projection.tables import (
    client_merge_fact,
    closed_path_fact,
    follow_up_fact,
    noted_receipt_fact,
    referral_fact,
    referral_receipt_fact,
    support_path_fact,
)
from shared.messaging.projection import Add, Change, Folding, Supersede

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.contracts.consultations import (
        ClientsMerged,
        FollowUpRecorded,
        ReferralMade,
        ReferralReceiptNoted,
        ReferralReceived,
        SupportPathClosed,
        SupportPathOpened,
    )


def merged(folding: Folding[ClientsMerged]) -> Iterator[Change]:
    """Keep which file goes on; a file has one that goes on, however often that is told.

    Facts of cards stay as they are, because a fold supersedes only what is of its own record;
    figures of clients join the two files when they are asked (figures/clients.py).
    """
    event = folding.event
    yield Supersede(client_merge_fact, {"client_id": event.client_id})
    yield Add(
        client_merge_fact,
        {
            "node": folding.origin.node,
            "client_id": event.client_id,
            "into_client_id": event.into_client_id,
            "merged_on": event.merged_on,
        },
    )


def path_opened(folding: Folding[SupportPathOpened]) -> Iterator[Change]:
    """Count a support path."""
    event = folding.event
    yield Add(
        support_path_fact,
        {
            "node": folding.origin.node,
            "support_path_id": event.support_path_id,
            "opened_on": event.opened_on,
        },
    )


def path_closed(folding: Folding[SupportPathClosed]) -> Iterator[Change]:
    """Keep how a support path ended."""
    event = folding.event
    yield Add(
        closed_path_fact,
        {
            "node": folding.origin.node,
            "support_path_id": event.support_path_id,
            "closed_on": event.closed_on,
            "outcome": event.outcome.value,
        },
    )


def referral_made(folding: Folding[ReferralMade]) -> Iterator[Change]:
    """Count a client who was sent on."""
    event = folding.event
    yield Add(
        referral_fact,
        {
            "node": folding.origin.node,
            "programme": programme_of(folding),
            "referral_id": event.referral_id,
            "client_id": event.client_id,
            "client_kind": event.client_kind.value,
            "field_of_advice": event.field_of_advice,
            "to_node": event.to_node,
            "made_on": event.made_on,
        },
    )


def referral_received(folding: Folding[ReferralReceived]) -> Iterator[Change]:
    """Count a client who came."""
    event = folding.event
    yield Add(
        referral_receipt_fact,
        {
            "node": folding.origin.node,
            "programme": programme_of(folding),
            "referral_id": event.referral_id,
            "client_id": event.client_id,
            "client_kind": event.client_kind.value,
            "from_node": event.from_node,
            "received_on": event.received_on,
        },
    )


def receipt_noted(folding: Folding[ReferralReceiptNoted]) -> Iterator[Change]:
    """Keep that the node which sent the client on need not be told any more."""
    event = folding.event
    yield Add(
        noted_receipt_fact,
        {
            "node": folding.origin.node,
            "referral_id": event.referral_id,
            "received_by": event.received_by,
            "received_on": event.received_on,
        },
    )


def followed_up(folding: Folding[FollowUpRecorded]) -> Iterator[Change]:
    """Count what became of a client."""
    event = folding.event
    yield Add(
        follow_up_fact,
        {
            "node": folding.origin.node,
            "follow_up_id": event.follow_up_id,
            "client_id": event.client_id,
            "client_kind": event.client_kind.value,
            "months": str(event.months),
            "recorded_on": event.recorded_on,
            "outcome": event.outcome.value,
        },
    )
