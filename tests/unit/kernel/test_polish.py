from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from shared.kernel import polish
from shared.kernel.period import Period

ADVICE = polish.Counted("porada", "porady", "porad", "porady")


def plain(text: str) -> str:
    """Return the text with ordinary spaces, for tests that are not about them."""
    return text.replace(polish.NO_BREAK_SPACE, " ")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("1234.56"), 2, "1 234,56"),
        (1234567, 0, "1 234 567"),
        (999, 0, "999"),
        (Decimal("-1234.5"), 1, "−1 234,5"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("-0.001"), 2, "0,00"),
        (None, 2, "–"),
    ],
)
def test_numbers_are_written_the_polish_way(
    value: Decimal | int | None, places: int, expected: str
) -> None:
    assert plain(polish.number(value, places=places)) == expected


def test_no_line_ends_inside_a_number() -> None:
    assert " " not in polish.number(1234567)


def test_a_percent_sign_stands_next_to_its_number() -> None:
    assert polish.percent(Decimal("97.45")) == "97,5%"
    assert polish.percent(None) == "–"


def test_a_date_is_one_unbreakable_phrase() -> None:
    assert plain(polish.day(date(2009, 7, 7))) == "7 lipca 2009"
    assert " " not in polish.day(date(2009, 7, 7))
    assert polish.day(None) == "–"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2009, 7, 7, 12, 5, tzinfo=UTC), "7 lipca 2009 r., godz. 14:05"),
        (datetime(2009, 12, 31, 23, 30, tzinfo=UTC), "1 stycznia 2010 r., godz. 0:30"),
        (None, "–"),
    ],
)
def test_a_moment_is_told_in_the_time_of_warsaw(moment: datetime | None, expected: str) -> None:
    assert plain(polish.moment(moment)) == expected


@pytest.mark.parametrize(
    ("first", "last", "by_months", "by_days"),
    [
        ((2009, 6, 1), (2009, 11, 30), "czerwiec–listopad 2009", "1 czerwca – 30 listopada 2009"),
        ((2009, 6, 1), (2009, 6, 30), "czerwiec 2009", "1–30 czerwca 2009"),
        ((2009, 6, 7), (2009, 6, 7), "7 czerwca 2009", "7 czerwca 2009"),
        (
            (2009, 12, 1),
            (2010, 1, 31),
            "grudzień 2009 – styczeń 2010",
            "1 grudnia 2009 – 31 stycznia 2010",
        ),
        ((2009, 6, 2), (2009, 7, 31), "2 czerwca – 31 lipca 2009", "2 czerwca – 31 lipca 2009"),
    ],
)
def test_a_period_is_named_by_its_months_or_its_days(
    first: tuple[int, int, int], last: tuple[int, int, int], by_months: str, by_days: str
) -> None:
    period = Period(date(*first), date(*last))

    assert plain(polish.months(period)) == by_months
    assert plain(polish.days(period)) == by_days


def test_a_month_has_a_roman_number() -> None:
    assert [polish.roman_month(date(2009, month, 1)) for month in (1, 4, 9, 12)] == [
        "I",
        "IV",
        "IX",
        "XII",
    ]


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (1, "porada"),
        (2, "porady"),
        (4, "porady"),
        (5, "porad"),
        (0, "porad"),
        (12, "porad"),
        (14, "porad"),
        (21, "porad"),
        (22, "porady"),
        (112, "porad"),
        (1002, "porady"),
        (Decimal("1.5"), "porady"),
        (Decimal("2.0"), "porady"),
    ],
)
def test_a_noun_agrees_with_its_number(count: Decimal | int, form: str) -> None:
    assert ADVICE.form(count) == form


def test_a_counted_noun_stays_with_its_number() -> None:
    assert ADVICE.with_number(1234) == "1\xa0234\xa0porady"
    assert ADVICE.with_number(Decimal("1.50"), places=2) == "1,50\xa0porady"
    assert ADVICE.with_number(Decimal("2.00"), places=2) == "2\xa0porady"


@pytest.mark.parametrize(
    ("items", "sentence"),
    [((), ""), (("a",), "a"), (("a", "b"), "a i b"), (("a", "b", "c"), "a, b i c")],
)
def test_an_enumeration_ends_with_and(items: tuple[str, ...], sentence: str) -> None:
    assert plain(polish.enumeration(items)) == sentence


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("w domu i w pracy", "w~domu i~w~pracy"),
        ("A u nas (z nimi)", "A~u~nas (z~nimi)"),
        ("dnia 27 grudnia 2005 r. nr 264", "dnia 27~grudnia 2005~r. nr~264"),
        ("tak – nie", "tak~– nie"),
        ("„o czym” mowa", "„o~czym” mowa"),
        ("ósma woda po kisielu", "ósma woda po kisielu"),
    ],
)
def test_spaces_where_no_line_may_end_do_not_break(text: str, bound: str) -> None:
    assert polish.no_break(text) == bound.replace("~", polish.NO_BREAK_SPACE)


def test_names_sort_in_the_order_of_the_polish_alphabet() -> None:
    names = ["źrebak", "żaba", "zebra", "Łódź", "lody", "łan", "Ćma", "cma", "ęsi", "10", "Écru"]

    assert sorted(names, key=polish.collation_key) == [
        "10",
        "cma",
        "Ćma",
        "Écru",
        "ęsi",
        "lody",
        "łan",
        "Łódź",
        "zebra",
        "źrebak",
        "żaba",
    ]


def test_capital_letters_do_not_part_names() -> None:
    names = ["ala ma", "Ala", "ala", "ALA MA", "–"]

    assert sorted(names, key=polish.collation_key) == ["–", "ala", "Ala", "ala ma", "ALA MA"]


def test_a_composed_and_a_decomposed_letter_sort_alike() -> None:
    assert polish.collation_key("z\N{COMBINING ACUTE ACCENT}")[0] == polish.collation_key("ź")[0]


def test_bytes_sort_as_the_keys_they_are_made_of() -> None:
    names = [
        "źrebak",
        "żaba",
        "Łódź",
        "łódź",
        "lody",
        "a",
        "ab",
        "10",
        "–",
        "Écru",
        "",
        "a b",
        "日",
    ]

    in_order = sorted(names, key=polish.collation_key)

    assert sorted(names, key=polish.collation_bytes) == in_order
