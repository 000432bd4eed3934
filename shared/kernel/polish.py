"""Polish for screens and documents: numbers, dates, plural forms, spaces, order of names.

Written out here rather than taken from a locale library: a submitted report must come out the same
byte for byte years later (domain.md 7.5, R-5), and locale data changes with every release of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date, datetime

    from shared.kernel.period import Period

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
EN_DASH: Final = "\N{EN DASH}"
DASH: Final = EN_DASH
"""What stands where there is no value: `None` is never shown as 0."""

_NOT_LETTERS_OR_DIGITS = re.compile(r"[\W_]+")
_MONTHS: Final = (
    ("styczeń", "stycznia"),
    ("luty", "lutego"),
    ("marzec", "marca"),
    ("kwiecień", "kwietnia"),
    ("maj", "maja"),
    ("czerwiec", "czerwca"),
    ("lipiec", "lipca"),
    ("sierpień", "sierpnia"),
    ("wrzesień", "września"),
    ("październik", "października"),
    ("listopad", "listopada"),
    ("grudzień", "grudnia"),
)
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ALPHABET: Final = {
    letter: place for place, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")
}
_GROUP: Final = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_BINDING_WORDS: Final = (
    # A one-letter word never ends a line; nor does an abbreviation or a number part from what it
    # stands before.
    r"[aiouwzAIOUWZ]|nr|art\.|ust\.|poz\.|pkt|ul\.|al\.|godz\.|epoka|pozycja|\d{1,3}(?:,\d+)?"
)
_BINDS_TO_NEXT: Final = re.compile(rf"(?:(?<=\s)|^|(?<=[(„]))(?P<word>{_BINDING_WORDS})[ ](?=\S)")
_YEAR: Final = re.compile(r"(?<=\d{4}) (?=r\.)")
_WARSAW: Final = "Europe/Warsaw"


def number(value: Decimal | int | None, *, places: int = 0) -> str:
    """Write a number with a decimal comma and thousands set apart: "1 234,56".

    It is rounded half up to `places`. The spaces do not break; the minus is a real one.
    """
    if value is None:
        return DASH
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    grouped = _GROUP.sub(NO_BREAK_SPACE, whole)
    sign = "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def percent(value: Decimal | int | None, *, places: int = 1) -> str:
    """Write a percentage: "97,5%", the sign next to the number as Polish typography has it."""
    return DASH if value is None else f"{number(value, places=places)}%"


def day(value: date | None) -> str:
    """Write a date as "7 lipca 2009", with spaces that do not break."""
    if value is None:
        return DASH
    return _unbroken(f"{value.day} {_MONTHS[value.month - 1][1]} {value.year}")


def roman_month(value: date) -> str:
    """Return the number of a day's month as Polish tables write it: "VII"."""
    return _ROMAN[value.month - 1]


def moment(value: datetime | None) -> str:
    """Write a moment in the time of Warsaw: "7 lipca 2009 r., godz. 14:05".

    The moment must know its zone; a naive one would be taken for the machine's own time.
    """
    if value is None:
        return DASH
    local = value.astimezone(ZoneInfo(_WARSAW))
    return f"{day(local.date())}{NO_BREAK_SPACE}r., godz.{NO_BREAK_SPACE}{local.hour}:{local:%M}"


def days(period: Period) -> str:
    """Write a period by its days: "1 czerwca – 31 grudnia 2009", "1–15 czerwca 2009"."""
    first, last = period.first, period.last
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{day(last)}"
    begin = _unbroken(f"{first.day} {_MONTHS[first.month - 1][1]}")
    if first.year != last.year:
        begin = day(first)
    return f"{begin}{NO_BREAK_SPACE}{EN_DASH} {day(last)}"


def months(period: Period) -> str:
    """Write a period of whole months by their names: "czerwiec–listopad 2009".

    A period that begins or ends within a month is written by its days.
    """
    if not period.is_whole_months:
        return days(period)
    first, last = period.first, period.last
    end = _unbroken(f"{_MONTHS[last.month - 1][0]} {last.year}")
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = _MONTHS[first.month - 1][0]
    if first.year == last.year:
        return f"{begin}{EN_DASH}{end}"
    return f"{_unbroken(f'{begin} {first.year}')}{NO_BREAK_SPACE}{EN_DASH} {end}"


@dataclass(frozen=True)
class Counted:
    """The forms of a noun after numbers, in the case that the sentence asks for.

    In the nominative: 1 porada, 2 porady, 5 porad, 1,5 porady.
    """

    one: str
    few: str
    many: str
    fraction: str

    def form(self, count: Decimal | int) -> str:
        """Return the form that agrees with the number (CLDR plural rules for Polish)."""
        if count != int(count):
            return self.fraction
        whole = abs(int(count))
        if whole == 1:
            return self.one
        few = whole % 10 in {2, 3, 4} and whole % 100 not in {12, 13, 14}
        return self.few if few else self.many

    def with_number(self, count: Decimal | int, *, places: int = 0) -> str:
        """Write number and noun, which no line break parts; a round number has no places."""
        written = number(count, places=0 if count == int(count) else places)
        return f"{written}{NO_BREAK_SPACE}{self.form(count)}"


def enumeration(items: tuple[str, ...]) -> str:
    """Join as a sentence does: "a, b i c"."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} i{NO_BREAK_SPACE}{items[-1]}"


def no_break(text: str) -> str:
    """Put spaces that do not break where a Polish line must not end.

    After one-letter words, between a number and what it counts, between a year and its "r.", and
    before a dash, which never begins a line.
    """
    bound = _BINDS_TO_NEXT.sub(rf"\g<word>{NO_BREAK_SPACE}", text)
    return _YEAR.sub(NO_BREAK_SPACE, bound).replace(f" {EN_DASH}", f"{NO_BREAK_SPACE}{EN_DASH}")


def one_spelling(name: str) -> str:
    """Return a name without what people spell in different ways: case, accents, signs, spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("ł", "l")
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_LETTERS_OR_DIGITS.sub(" ", letters).strip()


def collation_key(text: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return a key that sorts in the order of the Polish alphabet: ą after a, ł after l, ż last.

    Upper and lower case sort together; digits stand before letters, and what is neither before
    both; letters with foreign marks stand with their plain ones (é with e).
    """
    primary = tuple(_place(letter) for letter in unicodedata.normalize("NFC", text).casefold())
    return primary, text.swapcase()


def collation_bytes(text: str) -> bytes:
    """Return the order of `collation_key` as bytes, which all databases compare alike."""
    primary, rest = collation_key(text)
    places = b"".join((kind + 1).to_bytes(1) + place.to_bytes(3) for kind, place in primary)
    return places + b"\0" + rest.encode()


def _place(letter: str) -> tuple[int, int]:
    if letter in _ALPHABET:
        return (2, _ALPHABET[letter])
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in _ALPHABET:
        return (2, _ALPHABET[plain])
    return (1, ord(letter)) if letter.isdecimal() else (0, ord(letter))


def _unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK_SPACE)
