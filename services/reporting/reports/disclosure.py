"""Small numbers of people are not published, nor what they could be computed from (domain.md 6)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Cell, Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SMALLEST_PUBLISHED: Final = 5


def protected(distribution: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the parts of a published total with those withheld that might point at people.

    A part of 1 to 4 people is "too few". Where the total, less the parts that are published, would
    give such a part away, further parts are withheld, the smallest first and zeros last; then all
    of them are "hidden" alike, so that nobody can tell the small one from its cover.
    """
    counts = [int(cell.value or 0) for cell in distribution]
    withheld = {place for place, count in enumerate(counts) if 0 < count < SMALLEST_PUBLISHED}
    standing = Standing.TOO_FEW
    if withheld and _can_be_solved([counts[place] for place in withheld]):
        standing = Standing.HIDDEN
        withheld = _covered(withheld, counts)
    return tuple(
        replace(cell, value=None, count=None, standing=standing) if place in withheld else cell
        for place, cell in enumerate(distribution)
    )


def _can_be_solved(parts: Collection[int]) -> bool:
    """Say whether their sum gives away parts of which it is known that each is from 1 to 4."""
    least, greatest = len(parts), len(parts) * (SMALLEST_PUBLISHED - 1)
    return _are_too_few(parts) or sum(parts) in {least, greatest}


def _are_too_few(parts: Collection[int]) -> bool:
    """Say whether parts, told together as one, would still point at people."""
    return len(parts) == 1 or sum(parts) < SMALLEST_PUBLISHED


def _covered(withheld: set[int], counts: Sequence[int]) -> set[int]:
    """Add the smallest of the other parts, until the sum of all is large enough.

    Equal parts are added together: which of them was chosen would tell who knows the rule.
    """
    others = {count for place, count in enumerate(counts) if place not in withheld}
    covered = set(withheld)
    for count in sorted(others, key=lambda count: (count == 0, count)):
        if covered != withheld and not _are_too_few([counts[place] for place in covered]):
            break
        covered |= {place for place, each in enumerate(counts) if each == count}
    return covered
