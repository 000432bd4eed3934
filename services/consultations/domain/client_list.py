"""The clients of a node as one list, and by what a file is found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from uuid import UUID

from services.consultations.domain.client import ClientDetails
from shared.contracts.consultations import ClientKind
from shared.kernel.polish import one_spelling

_BETWEEN_DIGITS = re.compile(r"[\s-]")


class ClientOrder(StrEnum):
    """What the list is sorted by; files that agree in it stand in the order of the alphabet."""

    NAME = "name"
    REGISTERED_ON = "registered_on"


@dataclass(frozen=True, kw_only=True)
class ClientFilter:
    """Which files are meant: those that agree with all that is said.

    `words` are as somebody typed them. A file that was merged into another one, or that nobody is
    known by any more, is left out unless it is asked for.
    """

    words: str = ""
    kind: ClientKind | None = None
    registered_from: date | None = None
    registered_to: date | None = None
    with_merged: bool = False
    with_erased: bool = False


@dataclass(frozen=True, kw_only=True)
class ClientRow:
    """One file, with what people tell files apart by."""

    client_id: UUID
    kind: ClientKind
    name: str
    email: str | None
    phone: str | None
    nip: str | None
    krs: str | None
    registered_on: date
    merged_into: UUID | None
    erased_on: date | None


@dataclass(frozen=True, kw_only=True)
class ClientPage:
    """A page of the list, and how many files all pages have; pages are numbered from 1."""

    rows: tuple[ClientRow, ...]
    files: int
    page: int
    rows_of_a_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, ceil(self.files / self.rows_of_a_page))


def found_by(details: ClientDetails) -> str:
    """Return what words are looked for in: name, e-mail, NIP and KRS, in one spelling.

    PESEL is not among it: it lies sealed, and is looked for as a whole (`identity`).
    """
    spelled = (one_spelling(details.name), one_spelling(details.email or ""))
    return " ".join(part for part in (*spelled, details.nip, details.krs) if part)


def looked_for(words: str) -> tuple[str, ...]:
    """Return what has to stand in `found_by`, each part somewhere: letters, digits and spaces.

    A part is what stands between spaces, so an address is looked for as a whole. A number is one
    part, however its digits are parted: `526-025-02-74`.
    """
    number = _BETWEEN_DIGITS.sub("", words)
    if number.isdecimal():
        return (number,)
    return tuple(part for part in map(one_spelling, words.split()) if part)
