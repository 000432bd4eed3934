"""Polish public holidays, as the law had them in the year that is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from datetime import date

    from shared.kernel.period import Period


def public_holidays(period: Period) -> frozenset[date]:
    """Return the days of a period on which Poland does not work, apart from usual Sundays."""
    years = range(period.first.year, period.last.year + 1)
    return frozenset(day for day in holidays.country_holidays("PL", years=years) if day in period)
