from datetime import UTC, date, datetime

import pytest

from shared.kernel.clock import CENTRE_TIME, business_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2009, 6, 30, 21, 59, 59, tzinfo=UTC), date(2009, 6, 30)),
        (datetime(2009, 6, 30, 22, 0, tzinfo=UTC), date(2009, 7, 1)),
        (datetime(2009, 11, 30, 22, 59, 59, tzinfo=UTC), date(2009, 11, 30)),
        (datetime(2009, 11, 30, 23, 0, tzinfo=UTC), date(2009, 12, 1)),
        (datetime(2009, 6, 30, 23, 30, tzinfo=CENTRE_TIME), date(2009, 6, 30)),
    ],
    ids=["summer evening", "summer midnight", "winter evening", "winter midnight", "local time"],
)
def test_a_business_day_ends_at_midnight_in_poland(moment: datetime, day: date) -> None:
    assert business_day(moment) == day


@pytest.mark.parametrize(
    "moment",
    [datetime(2009, 3, 29, 1, 0, tzinfo=UTC), datetime(2009, 10, 25, 1, 0, tzinfo=UTC)],
    ids=["clocks go forward", "clocks go back"],
)
def test_the_day_on_which_the_clocks_change_is_one_day(moment: datetime) -> None:
    assert business_day(moment) == moment.date()
