"""Amounts of money in złoty, and percentages of them (domain.md 5.7).

An amount is a `Decimal` of two places. `None` is an amount that does not exist (nothing was
carried out yet), which is not the same as 0,00 zł.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from shared.kernel import polish

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROSZ: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)


class NotExact(TypeError):
    """A binary fraction cannot hold most amounts (0.1 is not 0.1): money is never a float."""


def pln(amount: Decimal | int | str) -> Decimal:
    """Return the amount with two places, rounded half up (away from zero).

    Raises `NotExact` for a float, `decimal.InvalidOperation` for what is not a number.
    """
    if isinstance(amount, float):
        raise NotExact(amount)
    return Decimal(amount).quantize(_GROSZ, ROUND_HALF_UP)


def shown(amount: Decimal | None) -> str:
    """Write an amount as "1 234,56 zł" with spaces that do not break; no amount is a dash."""
    if amount is None:
        return polish.DASH
    return f"{polish.number(pln(amount), places=2)}{polish.NO_BREAK_SPACE}zł"


def percentage(part: Decimal | int, whole: Decimal | int, *, places: int = 1) -> Decimal | None:
    """Return `part` as per cent of `whole`, rounded half up; `None` where the whole is zero."""
    if not whole:
        return None
    exact = Decimal(part) * _HUNDRED / Decimal(whole)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True)
class Shares:
    """Percentages of parts in their sum, in the order of the parts.

    `residual` is what they lack to 100 (negative: what they exceed it by) after rounding.
    """

    percentages: tuple[Decimal, ...]
    residual: Decimal

    def settled(self) -> Shares:
        """Put the residual on the greatest share, for rules that want a sum of exactly 100.

        Of equal greatest shares the first takes it. Without such a rule the raw shares are shown
        and the residual is noted (domain.md 5.7).
        """
        if not self.residual:
            return self
        greatest = self.percentages.index(max(self.percentages))
        settled = list(self.percentages)
        settled[greatest] += self.residual
        return Shares(tuple(settled), Decimal(0))


def shares(parts: Sequence[Decimal | int], *, places: int = 1) -> Shares:
    """Return each part as per cent of the sum, rounded half up.

    There are no shares, and no residual, of a sum of zero. The parts must not be negative.
    """
    whole = sum((Decimal(part) for part in parts), Decimal(0))
    percentages = tuple(
        share for part in parts if (share := percentage(part, whole, places=places)) is not None
    )
    residual = _HUNDRED - sum(percentages, Decimal(0)) if percentages else Decimal(0)
    return Shares(percentages, residual)
