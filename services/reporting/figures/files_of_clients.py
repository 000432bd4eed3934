"""Files of clients as numbers, source by source: how many clients they are, and how many people.

The same rules as `clients.py` and `people.py` have for facts: files that were merged are one
client, and whom match lists show to be one person counts once.
"""

from __future__ import annotations

from functools import reduce
from operator import or_ as united
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, or_, select

from services.reporting.projection.client_sets import client_number
from services.reporting.projection.matches import match_entry, match_list
from services.reporting.projection.tables import client_merge_fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from sqlalchemy import Connection, Row

    from services.reporting.figures.as_of import Shown

_BITS: Final = 8


class FilesOfClients:
    """The files that a figure counts; a file without a number gets one for as long as it takes."""

    def __init__(self, connection: Connection, shown: Shown) -> None:
        """Begin with no file."""
        self._connection = connection
        self._shown = shown
        self._sets: dict[str, int] = {}
        self._single: dict[str, set[int]] = {}
        self._unnumbered: dict[UUID, int] = {}
        self._highest = 0

    def add_set(self, source: str, bits: int) -> None:
        """Add the files of a source whose bits are set."""
        self._sets[source] = self._sets.get(source, 0) | bits

    def add(self, source: str, client_id: UUID, number: int | None) -> None:
        """Add one file of a source."""
        known = self._number(client_id) if number is None else number
        self._single.setdefault(source, set()).add(known)

    def clients(self) -> int:
        """Return how many clients they are."""
        return _together(self._merged()).bit_count()

    def people(self) -> int:
        """Return how many people they are over all sources, by the newest match lists."""
        merged = self._merged()
        digests = set()
        for source, number, digest in self._matched():
            bits = merged.get(source)
            if bits is not None and _take(bits, number):
                digests.add(digest)
        return _together(merged).bit_count() + len(digests)

    def _merged(self) -> dict[str, bytearray]:
        """Return the clients of each source: its files, and instead of merged ones where they led.

        All bytes are as many as the highest number needs.
        """
        led = self._led_to()
        highest = max(
            (
                *(bits.bit_length() for bits in self._sets.values()),
                *(number for numbers in self._single.values() for number in numbers),
                *(into for merges in led.values() for into in merges.values()),
            ),
            default=0,
        )
        size = highest // _BITS + 1
        merged = {}
        for source in self._sets.keys() | self._single.keys():
            bits = bytearray(self._sets.get(source, 0).to_bytes(size, "little"))
            for number in self._single.get(source, ()):
                _put(bits, number)
            merges = led.get(source, {})
            for last in [_last(merges, number) for number in merges if _take(bits, number)]:
                _put(bits, last)
            merged[source] = bits
        return merged

    def _led_to(self) -> Mapping[str, Mapping[int, int]]:
        """Return for each source into which file each merged one led."""
        led: dict[str, dict[int, int]] = {}
        for row in self._merges():
            of_source = led.setdefault(row.source, {})
            merged = self._number(row.client_id) if row.merged is None else row.merged
            into = self._number(row.into_client_id) if row.into is None else row.into
            of_source[merged] = into
        return led

    def _merges(self) -> Iterator[Row[str, UUID, UUID, int | None, int | None]]:
        merge = client_merge_fact.c
        merged, into = client_number.alias("merged"), client_number.alias("into")
        yield from self._connection.execute(
            select(
                merge.source,
                merge.client_id,
                merge.into_client_id,
                merged.c.number.label("merged"),
                into.c.number.label("into"),
            )
            .outerjoin_from(client_merge_fact, merged, merged.c.client_id == merge.client_id)
            .outerjoin(into, into.c.client_id == merge.into_client_id)
            .where(self._shown.valid(client_merge_fact))
        )

    def _matched(self) -> Iterator[tuple[str, int, str]]:
        """Give the files that are in a whole match list: source, number and digest."""
        entry, numbered = match_entry.c, client_number.c
        whole = and_(match_list.c.source == entry.source, match_list.c.made_at == entry.made_at)
        asked = [numbered.number.is_not(None)]
        if self._unnumbered:
            asked.append(entry.client_id.in_(self._unnumbered))
        rows = self._connection.execute(
            select(entry.source, entry.client_id, entry.digest, numbered.number)
            .join_from(match_entry, match_list, whole)
            .outerjoin(client_number, numbered.client_id == entry.client_id)
            .where(match_list.c.complete, or_(*asked))
        )
        for row in rows:
            number = row.number
            yield row.source, self._number(row.client_id) if number is None else number, row.digest

    def _number(self, client_id: UUID) -> int:
        """Return the number of a file that has none in the table."""
        if not self._unnumbered:
            highest = select(func.coalesce(func.max(client_number.c.number), 0))
            self._highest = self._connection.execute(highest).scalar_one()
        return self._unnumbered.setdefault(client_id, self._highest + len(self._unnumbered) + 1)


def _last(merges: Mapping[int, int], number: int) -> int:
    """Return where merges lead in the end; in a circle, where the first of them led."""
    last, seen = merges[number], {number}
    while last in merges:
        if last in seen:
            return merges[number]
        seen.add(last)
        last = merges[last]
    return last


def _put(bits: bytearray, number: int) -> None:
    bits[number // _BITS] |= 1 << number % _BITS


def _take(bits: bytearray, number: int) -> bool:
    """Take a number out; tell whether it was there."""
    place, bit = number // _BITS, 1 << number % _BITS
    was_there = place < len(bits) and bool(bits[place] & bit)
    if was_there:
        bits[place] &= ~bit
    return was_there


def _together(sets: Mapping[str, bytearray]) -> int:
    return reduce(united, (int.from_bytes(bits, "little") for bits in sets.values()), 0)
