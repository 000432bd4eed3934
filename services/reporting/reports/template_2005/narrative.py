"""The narrative as it is before a person edits it: sentences made of numbers, and nothing else.

Names from the programme stand in quotation marks in the nominative, so that no name is declined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared.contracts.consultations import ClientKind
from shared.kernel import polish
from shared.kernel.hours import hours
from shared.kernel.polish import Counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.kernel.period import Period

_ADVICES: Final = Counted("porady", "porad", "porad", "porady")
_HOURS: Final = Counted("godziny", "godzin", "godzin", "godziny")
_CLIENTS: Final = Counted("klienta", "klientów", "klientów", "klienta")
_TIMES: Final = Counted("raz", "razy", "razy", "razu")
_ORGANISATIONS: Final = Counted("organizacji", "organizacjach", "organizacjach", "organizacji")
_INDICATORS: Final = Counted("wskaźnika", "wskaźników", "wskaźników", "wskaźnika")
_PERSONS: Final = Counted("osobę fizyczną", "osoby fizyczne", "osób fizycznych", "osoby fizycznej")
_KINDS: Final = {
    ClientKind.INDIVIDUAL: _PERSONS,
    ClientKind.INITIATIVE_GROUP: Counted(
        "grupę inicjatywną", "grupy inicjatywne", "grup inicjatywnych", "grupy inicjatywnej"
    ),
    ClientKind.SOCIAL_COOPERATIVE: Counted(
        "spółdzielnię socjalną",
        "spółdzielnie socjalne",
        "spółdzielni socjalnych",
        "spółdzielni socjalnej",
    ),
    ClientKind.LEGAL_PERSON: Counted(
        "osobę prawną", "osoby prawne", "osób prawnych", "osoby prawnej"
    ),
}
_FIELDS_NAMED: Final = 3
_HOW_TO_READ: Final = (
    "Zestawienia poniżej obejmują osoby fizyczne. Liczby mniejsze od 5 oznaczono „<5” albo „#”; "
    "„#” oznacza też liczby, z których dałoby się je wyliczyć."
)


@dataclass(frozen=True, kw_only=True)
class AdviceFacts:
    """The numbers that the sentences on advice tell, of the nodes' data as they are now."""

    period: Period
    advices: int
    minutes: int
    places: int
    clients: int
    clients_by_kind: Mapping[ClientKind, int]
    advices_by_field: Mapping[str, int]
    organisations: tuple[str, ...]
    incomplete: tuple[str, ...]


def advice(facts: AdviceFacts) -> tuple[str, ...]:
    """Describe the advice given, a paragraph each: how much, to whom, on what, by whom."""
    caution = _caution(facts.incomplete)
    period = polish.days(facts.period)
    if not facts.advices:
        nothing = (
            "nie nadeszły dane o udzielonych poradach"
            if facts.incomplete
            else "nie zatwierdzono kart doradztwa"
        )
        return (f"W okresie sprawozdawczym ({period} r.) {nothing}.", *caution)
    amount = (
        f"W okresie sprawozdawczym ({period} r.) udzielono "
        f"{_ADVICES.with_number(facts.advices)} w łącznym wymiarze "
        f"{_HOURS.with_number(hours(facts.minutes), places=2)}. Godzina porady liczy 60 minut; "
        "liczone są tylko porady, których karty zatwierdzono, a dyżur bez klienta nie jest poradą."
    )
    return (amount, _clients(facts), _subjects(facts), *caution)


def goals(reached: int, measured: int, incomplete: tuple[str, ...]) -> tuple[str, ...]:
    """Say how many of the indicators that are measured reached their targets."""
    if not measured:
        return ("Program nie określa wskaźników o wartościach docelowych.",)
    of_all = f"{_number(reached)} z{polish.NO_BREAK_SPACE}{_INDICATORS.with_number(measured)}"
    if reached == measured:
        verdict = f"Zakładane rezultaty osiągnięto: wartość docelową osiągnięto dla {of_all}."
    else:
        verdict = (
            f"Wartość docelową osiągnięto dla {of_all}. Przyczyny nieosiągnięcia pozostałych "
            "wymagają uzupełnienia przez sprawozdawcę."
        )
    return (verdict, *_caution(incomplete))


def recipients(clients: int, persons: int) -> tuple[str, ...]:
    """Say how many recipients there were, and how the tables of them are to be read."""
    number = (
        f"Doradztwem objęto {_CLIENTS.with_number(clients)} (bez powtórzeń), w tym "
        f"{_PERSONS.with_number(persons)}."
    )
    return (number, _HOW_TO_READ)


def _clients(facts: AdviceFacts) -> str:
    kinds = tuple(
        _KINDS[kind].with_number(count) for kind, count in facts.clients_by_kind.items() if count
    )
    listed = f": {polish.enumeration(kinds)}" if kinds else ""
    return (
        f"Doradztwem objęto {_CLIENTS.with_number(facts.clients)} (bez powtórzeń){listed}. "
        f"Klienci korzystali z porad łącznie {_TIMES.with_number(facts.places)}."
    )


def _subjects(facts: AdviceFacts) -> str:
    ranked = sorted(
        ((count, field) for field, count in facts.advices_by_field.items() if count),
        key=lambda pair: (-pair[0], polish.collation_key(pair[1])),
    )
    named = tuple(f"„{field}” ({_number(count)})" for count, field in ranked[:_FIELDS_NAMED])
    places = _ORGANISATIONS.with_number(len(facts.organisations))
    names = "; ".join(facts.organisations)
    subjects = f"Najczęstsze zakresy porad to: {polish.enumeration(named)}. " if named else ""
    return f"{subjects}Porad udzielano w{polish.NO_BREAK_SPACE}{places}: {names}."


def _caution(incomplete: tuple[str, ...]) -> tuple[str, ...]:
    if not incomplete:
        return ()
    names = polish.enumeration(tuple(f"„{name}”" for name in incomplete))
    return (f"Podane liczby nie obejmują wszystkich danych następujących organizacji: {names}.",)


def _number(count: int) -> str:
    return polish.number(count)
