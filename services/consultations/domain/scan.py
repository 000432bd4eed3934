"""A signed paper card, scanned: it stays at the node, with the card that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.consultations.domain.refusals import (
    NoScan,
    PaperSignedBeforeHeld,
    PaperSignedInFuture,
    ScanTooLarge,
)
from shared.kernel.clock import business_day

LARGEST_SCAN: Final = 10 * 1024 * 1024
"""Bytes: some twenty pages, well scanned."""


class ScanType(StrEnum):
    """What a scan may be; it is judged by the first bytes, never by the name."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


ENDINGS: Final = {ScanType.PDF: "pdf", ScanType.JPEG: "jpg", ScanType.PNG: "png"}
_BEGINNINGS: Final = {
    ScanType.PDF: b"%PDF-",
    ScanType.JPEG: b"\xff\xd8\xff",
    ScanType.PNG: b"\x89PNG\r\n\x1a\n",
}


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What is known of a scan; its bytes are kept beside it.

    `signers` are the names under the card, as they stand on the paper. `digest` is the SHA-256 of
    the bytes, in hexadecimal.
    """

    id: UUID
    card_id: UUID
    type: ScanType
    size: int
    digest: str
    signed_on: date
    signers: str
    by_client: bool
    added_by: UUID
    added_at: datetime

    @property
    def name(self) -> str:
        """How the file is called when it is handed over: nobody's name is in it."""
        return f"skan-{self.digest[:12]}.{ENDINGS[self.type]}"


def type_of(content: bytes) -> ScanType:
    """Return what the bytes are; raise `NoScan` or `ScanTooLarge`."""
    if len(content) > LARGEST_SCAN:
        raise ScanTooLarge(LARGEST_SCAN // 1024**2)
    for kind, beginning in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise NoScan


def refuse_day(signed_on: date, held_on: date, now: datetime) -> None:
    """Raise `PaperSignedBeforeHeld` or `PaperSignedInFuture`."""
    if signed_on < held_on:
        raise PaperSignedBeforeHeld(signed_on, held_on)
    if signed_on > business_day(now):
        raise PaperSignedInFuture(signed_on)
