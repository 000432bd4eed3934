"""What signed papers, unsent forms and pairs of files that were told apart need of the world."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.consultations.domain.scan import Scan
from services.consultations.domain.told_apart import ToldApart
from services.consultations.domain.unsent_form import FormPlace, UnsentForm


class UnsentForms(Protocol):
    """What people typed and did not send: kept at the node, beside the journal."""

    def at(self, place: FormPlace) -> UnsentForm:
        """Return what is kept there; version 0 if nothing is."""

    def keep(self, form: UnsentForm) -> None:
        """Keep the next version; raise `FormKeptElsewhere` unless the one before it is there."""

    def forget(self, place: FormPlace) -> None:
        """Forget what is kept there, if anything is."""

    def forget_before(self, moment: datetime) -> None:
        """Forget what was kept before a moment."""

    def mentioning(self, marks: Collection[str]) -> Sequence[UnsentForm]:
        """Return what is about somebody whom one of the marks identifies, the oldest first."""


class Scans(Protocol):
    """Scans of signed cards: kept at the node, beside the journal."""

    def add(self, scan: Scan, content: bytes) -> None:
        """Keep a scan with its bytes."""

    def of(self, card_ids: Sequence[UUID]) -> tuple[Scan, ...]:
        """Return what is known of the scans of cards, the oldest first."""

    def get(self, scan_id: UUID) -> Scan:
        """Return what is known of a scan, or raise `ScanNotFound`."""

    def content(self, scan_id: UUID) -> bytes:
        """Return the bytes of a scan that is there."""

    def remove(self, scan_id: UUID) -> None:
        """Forget one scan."""

    def forget(self, card_ids: Sequence[UUID]) -> None:
        """Forget all scans of cards."""


class ToldApartPairs(Protocol):
    """Pairs of files of which somebody said that they are of two clients."""

    def add(self, judgement: ToldApart) -> None:
        """Keep what was said."""

    def known(self) -> tuple[ToldApart, ...]:
        """Return what was said and not taken back, the oldest first."""

    def withdraw(self, pair: frozenset[UUID], *, by: UUID, now: datetime) -> None:
        """Take back what was said of a pair; raise `NotToldApart` if nobody said it."""
