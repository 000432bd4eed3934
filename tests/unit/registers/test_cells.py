"""What people type into cells, read into what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from services.consultations.registers import cells
from services.consultations.registers.cells import Cell, Unusable, WrongCell
from tests.slices.node.registers import moment

LATE = "formuła nie ma wyniku"


@pytest.mark.parametrize(
    "written",
    [
        date(2009, 7, 7),
        moment(2009, 7, 7),
        moment(2009, 7, 7, 9, 30),
        "7.07.2009",
        "07.07.2009 r.",
        "7-7-2009",
        "2009-07-07",
        "2009-7-7",
        "2009-07-07 00:00:00",
        "7 lipca 2009",
        " 7 LIPCA 2009 r. ",
    ],
)
def test_a_day_is_understood(written: Cell) -> None:
    assert cells.day(written) == date(2009, 7, 7)


@pytest.mark.parametrize("written", ["7 września 2009", "7 października 2009", "7 sierpnia 2009"])
def test_names_of_months_may_have_polish_letters(written: str) -> None:
    assert cells.day(written).month in {8, 9, 10}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("lipiec 2009", "to nie jest dzień"),
        ("7/7/2009", "to nie jest dzień"),
        ("7.07.09", "to nie jest dzień"),
        ("7 lipiec 2009", "to nie jest dzień"),
        ("31.06.2009", "nie ma takiego dnia"),
        (40001, "to nie jest dzień"),
        (True, "to nie jest dzień"),
        ("7.07.0209", "sprawdź rok (209)"),
        (date(2909, 7, 7), "sprawdź rok (2909)"),
        (Unusable("=A1", LATE), LATE),
    ],
)
def test_what_is_no_day_is_refused(written: Cell, said: str) -> None:
    with pytest.raises(WrongCell) as wrong:
        cells.day(written)

    assert said in str(wrong.value)


@pytest.mark.parametrize(
    "written",
    [
        time(9, 30),
        time(9, 30, 0, 2),
        time(9, 29, 59, 999_998),
        moment(1899, 12, 30, 9, 30),
        timedelta(hours=9, minutes=30),
        "9:30",
        "09:30:00",
        "9.30",
        "godz. 9:30",
    ],
)
def test_a_time_is_understood(written: Cell) -> None:
    assert cells.time_of_day(written) == time(9, 30)


def test_a_whole_hour_may_be_a_number() -> None:
    assert cells.time_of_day(9) == cells.time_of_day("9") == time(9)


@pytest.mark.parametrize(
    "written",
    [
        *("25:00", "9:75", "rano", 0.395833, True, timedelta(hours=25), date(2009, 7, 7)),
        *(-1, time(9, 30, 15)),
    ],
)
def test_what_is_no_time_is_refused(written: Cell) -> None:
    with pytest.raises(WrongCell):
        cells.time_of_day(written)


@pytest.mark.parametrize("written", ["9:30–11:00", "9.30 - 11", "godz. 9:30 do 11:00", "9:30—11"])
def test_both_ends_of_a_span_are_understood(written: str) -> None:
    assert cells.span(written) == (time(9, 30), time(11))


@pytest.mark.parametrize("written", ["9:30", "9–10–11", "rano–wieczór"])
def test_what_is_no_span_is_refused(written: str) -> None:
    with pytest.raises(WrongCell):
        cells.span(written)


@pytest.mark.parametrize(
    "written", ["1,5", "1.50", 1.5, "1,5 h", "1,50 godz.", timedelta(minutes=90), time(1, 30)]
)
def test_a_length_is_understood_with_a_comma_as_well(written: Cell) -> None:
    assert cells.hours(written) == Decimal("1.5")


@pytest.mark.parametrize("written", ["półtorej", "-1", 0, "25", "NaN", Unusable("#N/D!", LATE)])
def test_what_is_no_length_is_refused(written: Cell) -> None:
    with pytest.raises(WrongCell):
        cells.hours(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [(12, "12"), (12.0, "12"), ("12.", "12"), (" 3/ 2009 ", "3/ 2009"), ("K-7", "K-7")],
)
def test_a_row_has_one_number_however_it_is_written(written: Cell, number: str) -> None:
    assert cells.row_number(written) == number


@pytest.mark.parametrize("written", [".", "44051401359", 44051401359.0])
def test_a_row_without_a_number_and_one_numbered_by_pesel_are_refused(written: Cell) -> None:
    with pytest.raises(WrongCell):
        cells.row_number(written)


@pytest.mark.parametrize(
    ("written", "lengths", "number"),
    [
        (12345, (10,), "0000012345"),
        (12345.0, (10,), "0000012345"),
        (123456785, (9, 14), "123456785"),
        (1234567890, (9, 14), "00001234567890"),
        ("12345", (10,), "12345"),
        ("526-025-02-74", (10,), "526-025-02-74"),
        (12345678901, (10,), "12345678901"),
    ],
)
def test_zeros_that_a_spreadsheet_dropped_are_put_back(
    written: Cell, lengths: tuple[int, ...], number: str
) -> None:
    assert cells.digits(written, *lengths) == number


@pytest.mark.parametrize(
    ("written", "meant"),
    [("tak", True), ("X", True), (True, True), ("nie", False), (False, False), (None, False)],
)
def test_yes_and_no_are_understood(written: Cell, *, meant: bool) -> None:
    assert cells.yes(written) is meant


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(WrongCell):
        cells.yes("może")


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (None, ""),
        (0.5, "0,5"),
        (3.0, "3"),
        (12345678.5, "12345678,5"),
        (moment(2009, 7, 7, 9, 30), "07.07.2009 09:30"),
        (moment(2009, 7, 7), "07.07.2009"),
        (time(9, 30), "09:30"),
        (time(9, 30, 5), "09:30:05"),
        (True, "tak"),
        (Unusable("#DIV/0!", LATE), "#DIV/0!"),
    ],
)
def test_a_cell_is_shown_as_people_see_it(written: Cell, seen: str) -> None:
    assert cells.shown(written) == seen


@pytest.mark.parametrize(
    ("written", "read"), [("'+48 600", "+48 600"), ("'=1", "=1"), ("'90 lata", "'90 lata")]
)
def test_the_guard_of_our_own_workbooks_is_taken_off(written: str, read: str) -> None:
    assert cells.text(written) == read


@pytest.mark.parametrize(
    "parse", [cells.text, cells.row_number, cells.digits, cells.time_of_day, cells.yes]
)
def test_no_kind_of_cell_takes_a_formula_without_a_result(
    parse: Callable[[Cell], object],
) -> None:
    with pytest.raises(WrongCell, match=LATE):
        parse(Unusable("=A1", LATE))
