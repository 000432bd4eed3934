"""Time is handed in: nobody below the edges looks at a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date, datetime

CENTRE_TIME = ZoneInfo("Europe/Warsaw")
"""The time zone in which a business day begins and ends."""


class Clock(Protocol):
    """Tells the business time of a node."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""


def business_day(moment: datetime) -> date:
    """Return the day on which a moment falls in the centre's time zone."""
    return moment.astimezone(CENTRE_TIME).date()
