"""What use cases about a client's way need of the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.referral import Referral, ReferralReceipt
from services.consultations.domain.support_path import SupportPath


class SupportPaths(Protocol):
    """The support paths of this node."""

    def add(self, path: SupportPath) -> None:
        """Keep a new path; raise `AlreadyRecorded` if the id is taken."""

    def get(self, support_path_id: UUID) -> SupportPath:
        """Return a path or raise `PathNotFound`."""

    def hold(self, support_path_id: UUID) -> SupportPath:
        """Return a path that does not change until the transaction ends, or `PathNotFound`."""

    def save(self, path: SupportPath) -> None:
        """Keep one change of a path; raise `StaleRecord` if it changed since it was read."""

    def open_of(self, client_ids: Sequence[UUID]) -> tuple[SupportPath, ...]:
        """Return the paths that one of the clients is on and that did not end, oldest first."""

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """Blank the aims of the paths that one of the clients is on; return the paths' ids."""


class Referrals(Protocol):
    """Whom this node sent on, and who came from other nodes."""

    def next_number(self, year: int) -> str:
        """Return the next number of a year; it is taken only if the transaction is committed."""

    def add(self, referral: Referral) -> None:
        """Keep a new referral; raise `AlreadyRecorded` if the id is taken."""

    def get(self, referral_id: UUID) -> Referral:
        """Return a referral made here, or raise `ReferralNotFound`."""

    def save(self, referral: Referral) -> None:
        """Keep one change of a referral; raise `StaleRecord` if it changed since it was read."""

    def add_receipt(self, receipt: ReferralReceipt) -> None:
        """Keep that a client came; raise `AlreadyRecorded` if that was recorded before."""


class FollowUps(Protocol):
    """What came of the advice of this node."""

    def ends(self) -> Mapping[UUID, date]:
        """Return by file when its last counted card was held, or its last path closed if later."""

    def recorded(self) -> frozenset[tuple[UUID, int, date]]:
        """Return the file, the months and the due day of everything that was recorded."""

    def add(self, follow_up: FollowUp) -> None:
        """Keep an answer; raise `AlreadyRecorded` if the id is taken."""
