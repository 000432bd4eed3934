from datetime import date

import pytest

from shared.kernel.period import Period
from shared.kernel.public_holidays import public_holidays


def test_holidays_of_a_period_are_those_of_poland() -> None:
    found = public_holidays(Period(date(2009, 10, 1), date(2010, 1, 6)))

    assert found == {
        date(2009, 11, 1),
        date(2009, 11, 11),
        date(2009, 12, 25),
        date(2009, 12, 26),
        date(2010, 1, 1),
    }


@pytest.mark.parametrize(("year", "is_holiday"), [(2010, False), (2011, True)])
def test_the_law_of_the_year_decides(year: int, *, is_holiday: bool) -> None:
    epiphany = date(year, 1, 6)

    assert (epiphany in public_holidays(Period(epiphany, epiphany))) is is_holiday
