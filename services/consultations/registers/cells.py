"""What people type into cells, read into what they mean: tolerant of form, strict in content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from stdnum.pl import pesel

from shared.kernel.polish import one_spelling

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Days outside of this are typing errors, such as the year 209 or 20009."""

_DAY_FIRST = re.compile(r"\A(\d{1,2})[.\-](\d{1,2})[.\-](\d{4})\s*(?:r\.?)?\Z")
_YEAR_FIRST = re.compile(r"\A(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?\Z")
_IN_WORDS = re.compile(r"\A(\d{1,2})\s+(\w+)\s+(\d{4})\s*(?:r\.?|roku)?\Z")
_TIME = re.compile(r"\A(?:godz\.?\s*)?(\d{1,2})(?:[:.](\d{2}))?(?::00)?\Z", re.IGNORECASE)
_SPAN_SIGN = re.compile(r"\s*[-–—]\s*|\s+do\s+")
_MONTHS = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia"),
    *("wrzesnia", "pazdziernika", "listopada", "grudnia"),
)
_FORMULA_GUARD = re.compile(r"\A'(?=[ ]*[=+\-@\t\r\n])")
_YES, _NO = frozenset({"tak", "t", "x", "yes"}), frozenset({"nie", "n", "no"})

DAY_TOLD = "to nie jest dzień – wpisz datę w postaci 7.07.2009"
TIME_TOLD = "to nie jest godzina – wpisz ją w postaci 9:30"


class WrongCell(Exception):
    """A cell whose content cannot be taken; the text says why and what to do."""


@dataclass(frozen=True)
class Unusable:
    """A cell with no value to read: what it shows instead, and what to do."""

    shown: str
    told: str


Cell = str | int | float | bool | datetime | date | time | timedelta | Unusable | None


def shown(cell: Cell) -> str:  # noqa: PLR0911 - each kind of cell in its own way
    """Return a cell as people see it in their spreadsheet."""
    match cell:
        case None:
            return ""
        case Unusable(text, _):
            return text
        case bool():
            return "tak" if cell else "nie"
        case float():
            return f"{cell:.10g}".replace(".", ",") if cell % 1 else f"{cell:.0f}"
        case datetime():
            day = f"{cell:%d.%m.%Y}"
            return day if cell.time() == time.min else f"{day} {cell:%H:%M}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case time():
            return f"{cell:%H:%M}" if not cell.second else f"{cell:%H:%M:%S}"
        case _:
            return str(cell)


def text(cell: Cell) -> str:
    """Return the words of a cell; the apostrophe of our own result files is dropped."""
    _refuse_unusable(cell)
    return _FORMULA_GUARD.sub("", shown(cell).strip())


def row_number(cell: Cell) -> str:
    """Return the number of a row in its register: "12.", 12 and "12" are one.

    Ids that leave the node are derived from it, so it must not be one that names a person.
    """
    number = " ".join(text(cell).split()).rstrip(".")
    if not number:
        raise WrongCell("brakuje numeru – nadaj wierszowi numer, który się nie zmienia")
    if pesel.is_valid(number):
        raise WrongCell("PESEL nie może być numerem wiersza – nadaj inny, na przykład kolejny")
    return number


def digits(cell: Cell, *lengths: int) -> str:
    """Return a number of a public register; zeros that Excel dropped at its front are put back.

    `lengths` are how many digits such a number may have, the fewest first. A text stays as it is.
    """
    written = text(cell)
    if isinstance(cell, int | float) and written.isdigit():
        return written.zfill(next((each for each in lengths if len(written) <= each), 0))
    return written


def day(cell: Cell) -> date:
    _refuse_unusable(cell)
    match cell:
        case datetime():
            found = cell.date()
        case date():
            found = cell
        case str():
            found = _day_of_text(text(cell))
        case _:
            raise WrongCell(DAY_TOLD)
    if not EARLIEST <= found <= LATEST:
        raise WrongCell(f"sprawdź rok ({found.year}) – wpisz datę w postaci 7.07.2009")
    return found


def time_of_day(cell: Cell) -> time:
    _refuse_unusable(cell)
    match cell:
        case datetime():
            found = cell.time()
        case time():
            found = cell
        case timedelta() if timedelta() <= cell < timedelta(days=1):
            found = (datetime.combine(EARLIEST, time.min) + cell).time()
        case bool():
            raise WrongCell(TIME_TOLD)
        case int() | str():
            found = _time_of_text(text(cell))
        case _:
            raise WrongCell(TIME_TOLD)
    # Excel keeps times as fractions of a day: half a second is its own error, and not a person's.
    nearest = datetime.combine(date.min, found) + timedelta(milliseconds=500)
    if nearest.second:
        raise WrongCell("godzina jest z dokładnością do minuty – usuń sekundy")
    return nearest.time().replace(microsecond=0)


def span(cell: Cell) -> tuple[time, time]:
    """Return both ends of "9:30–11:00"."""
    ends = _SPAN_SIGN.split(text(cell))
    if len(ends) != 2:  # noqa: PLR2004 - from and to
        raise WrongCell("to nie są godziny od–do – wpisz je w postaci 9:30–11:00")
    return time_of_day(ends[0]), time_of_day(ends[1])


def hours(cell: Cell) -> Decimal:
    """Return a length in hours of 60 minutes: 1,5 or 1:30."""
    _refuse_unusable(cell)
    match cell:
        case timedelta():
            return Decimal(cell // timedelta(minutes=1)) / 60
        case time():
            return Decimal(cell.hour * 60 + cell.minute) / 60
        case _:
            written = text(cell).lower().removesuffix("h").removesuffix("godz.").strip()
    try:
        length = Decimal(written.replace(",", "."))
    except InvalidOperation:
        length = Decimal(-1)
    if not (length.is_finite() and 0 < length <= 24):  # noqa: PLR2004 - hours of a day
        raise WrongCell("to nie jest liczba godzin – wpisz ją w postaci 1,5")
    return length


def yes(cell: Cell) -> bool:
    """Say whether a cell says yes; an empty one does not."""
    written = one_spelling(text(cell))
    if written and written not in _YES | _NO:
        raise WrongCell("wpisz „tak” albo „nie”")
    return written in _YES


def several(cell: Cell) -> tuple[str, ...]:
    """Return the parts of a cell in which several things stand, parted by semicolons or lines."""
    return tuple(part.strip() for part in re.split(r"[;\n]", text(cell)) if part.strip())


def _day_of_text(written: str) -> date:
    if found := _DAY_FIRST.match(written):
        numbers = found[3], found[2], found[1]
    elif found := _YEAR_FIRST.match(written):
        numbers = found[1], found[2], found[3]
    elif (found := _IN_WORDS.match(written)) and (name := one_spelling(found[2])) in _MONTHS:
        numbers = found[3], str(_MONTHS.index(name) + 1), found[1]
    else:
        raise WrongCell(DAY_TOLD)
    try:
        return date(*map(int, numbers))
    except ValueError:
        raise WrongCell("nie ma takiego dnia – popraw datę") from None


def _time_of_text(written: str) -> time:
    found = _TIME.match(written)
    if found is None:
        raise WrongCell(TIME_TOLD)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise WrongCell(TIME_TOLD) from None


def _refuse_unusable(cell: Cell) -> None:
    if isinstance(cell, Unusable):
        raise WrongCell(cell.told)
