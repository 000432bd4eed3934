"""Hours of 60 minutes (domain.md 7.2, V2).

Rows are kept and added up in minutes; hours are rounded only where they are shown
(architecture.md 3, "Counting"), so a total of hours is the total of its minutes.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from shared.kernel import polish

MINUTES_IN_HOUR: Final = 60
_CENTIHOUR: Final = Decimal("0.01")


def hours(minutes: int) -> Decimal:
    """Return minutes as hours, rounded half up to two places."""
    return (Decimal(minutes) / MINUTES_IN_HOUR).quantize(_CENTIHOUR, ROUND_HALF_UP)


def shown(minutes: int | None) -> str:
    """Write minutes as people read them: 90 is "1,50 h", with a space that does not break."""
    if minutes is None:
        return polish.DASH
    return f"{polish.number(hours(minutes), places=2)}{polish.NO_BREAK_SPACE}h"
