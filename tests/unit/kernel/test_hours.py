from decimal import Decimal

import pytest

from shared.kernel.hours import hours, shown

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(90, "1.50"), (60, "1.00"), (50, "0.83"), (100, "1.67"), (0, "0.00"), (45, "0.75")],
)
def test_an_hour_has_sixty_minutes(minutes: int, expected: str) -> None:
    assert hours(minutes) == Decimal(expected)


def test_half_a_hundredth_is_rounded_up() -> None:
    # 3 minutes are exactly 0,05; 0,3 minutes would be 0,005: only whole minutes exist, so the
    # nearest case is a third of a hundredth, which must not be rounded up.
    assert hours(1) == Decimal("0.02")
    assert hours(2) == Decimal("0.03")


def test_hours_are_shown_with_a_comma_and_an_unbreakable_unit() -> None:
    assert shown(90) == f"1,50{NO_BREAK}h"
    assert shown(60 * 1234) == f"1{NO_BREAK}234,00{NO_BREAK}h"


def test_no_minutes_known_is_a_dash_and_not_zero() -> None:
    assert shown(None) == "–"
    assert shown(0) == f"0,00{NO_BREAK}h"
