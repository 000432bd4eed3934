"""Everything that a node keeps about one client, and the same in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.appointment import Appointment
from services.consultations.domain.client import Client
from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.referral import Referral, ReferralReceipt
from services.consultations.domain.support_path import SupportPath


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A client's files, the one that goes on first, and what stands under any of them."""

    files: tuple[Client, ...]
    cards: tuple[AdviceCard, ...]
    appointments: tuple[Appointment, ...]
    support_paths: tuple[SupportPath, ...]
    referrals: tuple[Referral, ...]
    receipts: tuple[ReferralReceipt, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def client(self) -> Client:
        """The file that goes on."""
        return self.files[0]

    @property
    def record_ids(self) -> tuple[UUID, ...]:
        """The ids of all records that have a history."""
        return (
            *(file.id for file in self.files),
            *(card.id for card in self.cards),
            *(appointment.id for appointment in self.appointments),
            *(path.id for path in self.support_paths),
            *(referral.id for referral in self.referrals),
            *(answer.id for answer in self.follow_ups),
        )


class TimelineKind(StrEnum):
    """What happened to a client, or was agreed with them."""

    REGISTERED = "registered"
    MERGED = "merged"
    ERASED = "erased"
    APPOINTMENT = "appointment"
    CARD = "card"
    PATH_OPENED = "path_opened"
    PATH_CLOSED = "path_closed"
    REFERRAL_MADE = "referral_made"
    REFERRAL_RECEIVED = "referral_received"
    FOLLOW_UP = "follow_up"


Record = Client | AdviceCard | Appointment | SupportPath | Referral | ReferralReceipt | FollowUp


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """What one day brought, and the record that tells more; most things have no time of day."""

    day: date
    kind: TimelineKind
    record: Record
    started_at: time | None = None


def timeline_of(dossier: Dossier) -> tuple[TimelineEntry, ...]:
    """Return a dossier by its days, the first one first; what has no time of day leads its day.

    An appointment stands on the day that was agreed, or on that of the wish until then.
    """
    entries = (*_of_files(dossier), *_of_sessions(dossier), *_of_the_way(dossier))
    kinds = list(TimelineKind)
    return tuple(
        sorted(
            entries,
            key=lambda entry: (entry.day, entry.started_at or time.min, kinds.index(entry.kind)),
        )
    )


def _of_files(dossier: Dossier) -> Iterator[TimelineEntry]:
    for file in dossier.files:
        kind = TimelineKind
        yield TimelineEntry(day=file.registered_on, kind=kind.REGISTERED, record=file)
        if file.merge is not None:
            yield TimelineEntry(day=file.merge.merged_on, kind=kind.MERGED, record=file)
        if file.erasure is not None:
            yield TimelineEntry(day=file.erasure.erased_on, kind=kind.ERASED, record=file)


def _of_sessions(dossier: Dossier) -> Iterator[TimelineEntry]:
    for card in dossier.cards:
        session = card.advice.session
        yield TimelineEntry(
            day=session.held_on,
            started_at=session.started_at,
            kind=TimelineKind.CARD,
            record=card,
        )
    for appointment in dossier.appointments:
        agreed = appointment.agreement.session if appointment.agreement else None
        yield TimelineEntry(
            day=agreed.held_on if agreed else appointment.requested_on,
            started_at=agreed.started_at if agreed else None,
            kind=TimelineKind.APPOINTMENT,
            record=appointment,
        )


def _of_the_way(dossier: Dossier) -> Iterator[TimelineEntry]:
    kind = TimelineKind
    for path in dossier.support_paths:
        yield TimelineEntry(day=path.opened_on, kind=kind.PATH_OPENED, record=path)
        if path.end is not None:
            yield TimelineEntry(day=path.end.closed_on, kind=kind.PATH_CLOSED, record=path)
    for made in dossier.referrals:
        yield TimelineEntry(day=made.made_on, kind=kind.REFERRAL_MADE, record=made)
    for received in dossier.receipts:
        yield TimelineEntry(day=received.received_on, kind=kind.REFERRAL_RECEIVED, record=received)
    for answer in dossier.follow_ups:
        yield TimelineEntry(day=answer.recorded_on, kind=kind.FOLLOW_UP, record=answer)
