from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.money import NotExact, Shares, percentage, pln, shares, shown

NO_BREAK = "\N{NO-BREAK SPACE}"
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("2.675", "2.68"), ("2.674", "2.67"), ("-0.005", "-0.01"), (7, "7.00")],
)
def test_amounts_are_rounded_half_up(amount: str | int, rounded: str) -> None:
    assert str(pln(amount)) == rounded


def test_a_binary_fraction_is_no_amount() -> None:
    with pytest.raises(NotExact):
        pln(0.1)  # type: ignore[arg-type]  # what a careless caller would do


def test_an_amount_is_shown_the_polish_way() -> None:
    assert shown(Decimal("1234.56")) == f"1{NO_BREAK}234,56{NO_BREAK}zł"


def test_no_amount_is_a_dash_and_not_zero() -> None:
    assert shown(None) == "–"
    assert shown(Decimal(0)) == f"0,00{NO_BREAK}zł"


def test_nothing_is_a_percentage_of_zero() -> None:
    assert percentage(5, 0) is None


def test_a_percentage_is_rounded_half_up() -> None:
    assert percentage(1, 8) == Decimal("12.5")
    assert percentage(1, 16, places=1) == Decimal("6.3")


def test_thirds_leave_a_residual_that_only_settling_moves() -> None:
    thirds = shares([1, 1, 1])

    assert thirds == Shares((Decimal("33.3"),) * 3, Decimal("0.1"))
    assert thirds.settled() == Shares(
        (Decimal("33.4"), Decimal("33.3"), Decimal("33.3")), Decimal(0)
    )


def test_the_greatest_share_takes_what_rounding_added() -> None:
    rounded_up = shares([Decimal("16.65"), Decimal("16.65"), Decimal("66.70")])

    assert rounded_up.residual == Decimal("-0.1")
    assert rounded_up.settled().percentages[2] == Decimal("66.6")


def test_there_are_no_shares_of_nothing() -> None:
    assert shares([0, 0]) == Shares((), Decimal(0))
    assert shares([0, 0]).settled() == Shares((), Decimal(0))


@given(st.lists(AMOUNTS, min_size=1, max_size=12))
def test_settled_shares_add_up_to_a_hundred(parts: list[Decimal]) -> None:
    settled = shares(parts).settled()

    assert sum(settled.percentages) == (100 if any(parts) else 0)
    assert settled.residual == 0
