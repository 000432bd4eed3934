"""A domain event in words: what happened to what, and what it says, with labels for codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from services.reporting.web.choices import known_codes
from services.reporting.web.codes import CODES
from services.reporting.web.wording import column_title
from shared.kernel import polish
from shared.kernel.hours import hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flask_babel.speaklater import LazyString

    from services.reporting.domain.domain_event_behind import DomainEventBehind
    from services.reporting.web.choices import Choices
    from shared.contracts.programme import Programme

EVENTS: Final[Mapping[str, LazyString]] = {
    "adviser_registered": lazy_gettext("Zarejestrowano doradcę"),
    "working_hours_set": lazy_gettext("Ustalono godziny pracy doradcy"),
    "working_exception_set": lazy_gettext("Ustalono wyjątek od godzin pracy"),
    "duty_held": lazy_gettext("Odbył się dyżur"),
    "duty_corrected": lazy_gettext("Poprawiono dyżur"),
    "timesheet_closed": lazy_gettext("Zamknięto kartę czasu pracy"),
    "timesheet_reopened": lazy_gettext("Otwarto ponownie kartę czasu pracy"),
    "deputy_appointed": lazy_gettext("Wyznaczono zastępcę koordynatora"),
    "deputy_recalled": lazy_gettext("Odwołano zastępcę koordynatora"),
    "client_registered": lazy_gettext("Zarejestrowano klienta"),
    "client_answers_changed": lazy_gettext("Zmieniono odpowiedzi klienta"),
    "clients_merged": lazy_gettext("Połączono kartoteki jednego klienta"),
    "client_erased": lazy_gettext("Usunięto dane klienta"),
    "support_path_opened": lazy_gettext("Rozpoczęto ścieżkę wsparcia"),
    "support_path_closed": lazy_gettext("Zakończono ścieżkę wsparcia"),
    "referral_made": lazy_gettext("Skierowano klienta do innej organizacji"),
    "referral_received": lazy_gettext("Przyjęto klienta ze skierowania"),
    "referral_receipt_noted": lazy_gettext("Odnotowano, że klient zgłosił się ze skierowania"),
    "follow_up_recorded": lazy_gettext("Zapisano wynik po poradach"),
    "advice_requested": lazy_gettext("Klient poprosił o poradę"),
    "advice_scheduled": lazy_gettext("Umówiono poradę"),
    "advice_cancelled": lazy_gettext("Odwołano umówioną poradę"),
    "client_did_not_show_up": lazy_gettext("Klient nie przyszedł na umówioną poradę"),
    "advice_held": lazy_gettext("Umówiona porada się odbyła"),
    "advice_card_drafted": lazy_gettext("Zapisano kartę doradztwa"),
    "advice_card_signed": lazy_gettext("Podpisano kartę doradztwa"),
    "advice_card_returned": lazy_gettext("Zwrócono kartę doradztwa do poprawy"),
    "advice_card_approved": lazy_gettext("Zatwierdzono kartę doradztwa"),
    "advice_card_corrected": lazy_gettext("Skorygowano kartę doradztwa"),
    "advice_confirmed": lazy_gettext("Klient potwierdził poradę"),
    "programme_published": lazy_gettext("Ogłoszono wersję programu"),
    "report_submitted": lazy_gettext("Złożono sprawozdanie"),
    "parked_discarded": lazy_gettext("Pominięto odłożone zdarzenie"),
    "discard_undone": lazy_gettext("Cofnięto pominięcie zdarzenia"),
}
"""What happened, by the name of the type without publisher and version."""

SUBJECTS: Final[Mapping[str, LazyString]] = {
    "advice_card": lazy_gettext("karta doradztwa"),
    "duty": lazy_gettext("dyżur"),
    "appointment": lazy_gettext("umówiona porada"),
    "client": lazy_gettext("kartoteka klienta"),
    "support_path": lazy_gettext("ścieżka wsparcia"),
    "referral": lazy_gettext("skierowanie"),
    "follow_up": lazy_gettext("sprawdzenie wyniku"),
    "adviser": lazy_gettext("doradca"),
    "deputy": lazy_gettext("zastępstwo"),
    "timesheet": lazy_gettext("karta czasu pracy"),
    "programme": lazy_gettext("program"),
    "report": lazy_gettext("sprawozdanie"),
}
"""What it is about, by the beginning of the subject."""

_MINUTES: Final = "minutes"
_OF_MACHINES: Final = ("_id", "_by")
"""How names of ids end, and of who did something: told by id, too."""
_NODES: Final = frozenset({"to_node", "from_node", "received_by", "node"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of what an event says: one value, or the lines of each thing in it."""

    title: str
    value: str = ""
    within: tuple[tuple[Line, ...], ...] = ()


def happened(event_type: str) -> str:
    """Say what happened; a type that has no words is told as it is."""
    name = event_type.split(".")[-2] if event_type.count(".") > 1 else event_type
    return str(EVENTS.get(name, event_type))


def about(event: DomainEventBehind) -> str:
    """Say what an event is about: by its number, if it has one."""
    kind, _separator, key = event.subject.partition("/")
    named = str(SUBJECTS.get(kind.replace("-", "_"), kind))
    return f"{named} {event.data.get('card_number') or key}"


def lines_of(event: DomainEventBehind, programmes: Sequence[Programme]) -> tuple[Line, ...]:
    """Return what an event says."""
    return tuple(_lines(event.data, known_codes(programmes)))


def _lines(data: Mapping[str, Any], known: Mapping[str, Choices]) -> Iterator[Line]:
    # Ids mean something to machines; what people know comes first.
    for name, value in sorted(data.items(), key=lambda member: member[0].endswith(_OF_MACHINES)):
        title = column_title(name)
        match value:
            case dict():
                yield Line(title=title, within=(tuple(_lines(value, known)),))
            case [dict(), *_]:
                yield Line(title=title, within=tuple(tuple(_lines(each, known)) for each in value))
            case list():
                words = [_shown(name, each, known) for each in value]
                yield Line(title=title, value=", ".join(words) or polish.DASH)
            case _:
                yield Line(title=title, value=_shown(name, value, known))


def _shown(name: str, value: Any, known: Mapping[str, Choices]) -> str:  # noqa: ANN401 - what JSON holds
    """Write one value as people write it."""
    match value:
        case None | "":
            return polish.DASH
        case bool():
            return _("tak") if value else _("nie")
        case int() if name == _MINUTES:
            return f"{polish.number(value)} ({polish.number(hours(value), places=2)} h)"
        case int():
            return polish.number(value)
        case str():
            return _of_code(name, value, known)
    return str(value)


def _of_code(name: str, value: str, known: Mapping[str, Choices]) -> str:
    codes = known.get("node" if name in _NODES else name, {})
    if value in codes:
        return codes[value]
    if value in CODES.get(name, {}):
        return str(CODES[name][value])
    try:
        return polish.day(date.fromisoformat(value))
    except ValueError:
        return value
