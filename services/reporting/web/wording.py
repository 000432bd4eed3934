"""What codes are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from services.reporting.domain.cell import Cell
from services.reporting.domain.checklist import PointKind
from services.reporting.domain.dashboard import TaskState
from services.reporting.domain.freshness import NodeState
from services.reporting.domain.narrative import Section
from shared.kernel import polish
from shared.kernel.command import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel.speaklater import LazyString

    from services.reporting.domain.dashboard import Measured
    from shared.contracts.programme import Programme

FIGURES: Final[Mapping[str, LazyString]] = {
    "hours_of_advice": lazy_gettext("Liczba godzin doradztwa"),
    "number_of_advices": lazy_gettext("Liczba porad"),
    "client_places": lazy_gettext("Udział klientów w poradach"),
    "unique_clients": lazy_gettext("Liczba klientów"),
    "unique_people": lazy_gettext("Liczba klientów bez powtórzeń między ośrodkami"),
    "hours_of_duty": lazy_gettext("Liczba godzin dyżurów"),
    "number_of_duties": lazy_gettext("Liczba dyżurów"),
    "number_of_appointments": lazy_gettext("Liczba umówionych porad według stanu"),
    "number_of_no_shows": lazy_gettext("Liczba niestawień się klientów"),
    "number_of_support_paths": lazy_gettext("Liczba rozpoczętych ścieżek wsparcia"),
    "number_of_closed_support_paths": lazy_gettext("Liczba zakończonych ścieżek wsparcia"),
    "number_of_referrals": lazy_gettext("Liczba skierowań do innych organizacji"),
    "number_of_completed_referrals": lazy_gettext(
        "Liczba skierowań, po których klient się zgłosił"
    ),
    "number_of_received_referrals": lazy_gettext("Liczba klientów przyjętych ze skierowania"),
    "number_of_follow_ups": lazy_gettext("Liczba sprawdzonych rezultatów po poradach"),
}
"""Each figure of the catalogue."""

COLUMNS: Final[Mapping[str, LazyString]] = {
    "node": lazy_gettext("Węzeł"),
    "programme": lazy_gettext("Program"),
    "card_id": lazy_gettext("Identyfikator karty"),
    "card_number": lazy_gettext("Numer karty"),
    "held_on": lazy_gettext("Dzień"),
    "minutes": lazy_gettext("Minuty"),
    "field_of_advice": lazy_gettext("Zakres porady"),
    "form_of_contact": lazy_gettext("Forma kontaktu"),
    "clients": lazy_gettext("Klienci"),
    "advisers": lazy_gettext("Doradcy"),
    "approved_by": lazy_gettext("Zatwierdzone przez"),
    "client_id": lazy_gettext("Identyfikator klienta"),
    "client_kind": lazy_gettext("Rodzaj klienta"),
    "sex": lazy_gettext("Płeć"),
    "age_band": lazy_gettext("Wiek"),
    "gmina": lazy_gettext("Gmina"),
    "status": lazy_gettext("Status"),
    "counted_as": lazy_gettext("Liczony jako"),
    "person": lazy_gettext("Osoba"),
    "matched_by": lazy_gettext("Rozpoznano po"),
    "duty_id": lazy_gettext("Identyfikator dyżuru"),
    "appointment_id": lazy_gettext("Identyfikator umówionej porady"),
    "state": lazy_gettext("Stan"),
    "day": lazy_gettext("Dzień"),
    "support_path_id": lazy_gettext("Identyfikator ścieżki"),
    "opened_on": lazy_gettext("Rozpoczęto"),
    "closed_on": lazy_gettext("Zakończono"),
    "outcome": lazy_gettext("Wynik"),
    "referral_id": lazy_gettext("Identyfikator skierowania"),
    "to_node": lazy_gettext("Do węzła"),
    "from_node": lazy_gettext("Z węzła"),
    "made_on": lazy_gettext("Skierowano"),
    "received_on": lazy_gettext("Przyjęto"),
    "follow_up_id": lazy_gettext("Identyfikator sprawdzenia"),
    "months": lazy_gettext("Po ilu miesiącach"),
    "recorded_on": lazy_gettext("Zapisano"),
    "adviser_id": lazy_gettext("Identyfikator doradcy"),
    "staff_id": lazy_gettext("Identyfikator osoby"),
    "staff_role": lazy_gettext("Rola"),
    "active_from": lazy_gettext("Od dnia"),
    "active_to": lazy_gettext("Do dnia"),
    "valid_from": lazy_gettext("Od dnia"),
    "valid_to": lazy_gettext("Do dnia"),
    "kind": lazy_gettext("Rodzaj"),
    "reason": lazy_gettext("Powód"),
    "ground": lazy_gettext("Podstawa"),
    "means": lazy_gettext("Sposób"),
    "counted": lazy_gettext("Liczy się"),
    "correction_number": lazy_gettext("Numer korekty"),
    "corrected_by": lazy_gettext("Poprawione przez"),
    "returned_by": lazy_gettext("Zwrócone przez"),
    "signed_by": lazy_gettext("Podpisane przez"),
    "signed_on": lazy_gettext("Podpisano"),
    "confirmed_on": lazy_gettext("Potwierdzono"),
    "requested_on": lazy_gettext("Zgłoszono"),
    "scheduled_on": lazy_gettext("Umówiono na"),
    "cancelled_on": lazy_gettext("Odwołano"),
    "cancelled_by": lazy_gettext("Kto odwołał"),
    "registered_on": lazy_gettext("Zarejestrowano"),
    "changed_on": lazy_gettext("Zmieniono"),
    "erased_on": lazy_gettext("Usunięto"),
    "merged_on": lazy_gettext("Połączono"),
    "merged_by": lazy_gettext("Połączone przez"),
    "into_client_id": lazy_gettext("Kartoteka, która zostaje"),
    "predecessor_id": lazy_gettext("Poprzednia kartoteka"),
    "received_by": lazy_gettext("Przyjęto w węźle"),
    "due_on": lazy_gettext("Termin"),
    "month": lazy_gettext("Miesiąc"),
    "late_entries": lazy_gettext("Wpisy spóźnione"),
    "programme_version": lazy_gettext("Wersja programu"),
    "report_version": lazy_gettext("Wersja sprawozdania"),
}
"""The columns of rows, and the filters of figures."""

OPERATIONS: Final[Mapping[str, LazyString]] = {
    "sum": lazy_gettext("suma kolumny „%(column)s”"),
    "count": lazy_gettext("liczba wierszy"),
    "clients": lazy_gettext("liczba różnych klientów (kolumna „%(column)s”)"),
    "people": lazy_gettext("liczba różnych osób (kolumna „%(column)s”)"),
}

NODES: Final[Mapping[NodeState, LazyString]] = {
    NodeState.COMPLETE: lazy_gettext("dane kompletne do: %(since)s"),
    NodeState.BEHIND: lazy_gettext("dane opóźnione, ostatnio kompletne: %(since)s"),
    NodeState.SILENT: lazy_gettext("węzeł milczy od: %(since)s"),
}
NEVER_HEARD: Final = lazy_gettext("węzeł nie przekazał jeszcze żadnych danych")

TASKS: Final[Mapping[TaskState, LazyString]] = {
    TaskState.DONE: lazy_gettext("wykonano"),
    TaskState.UNDER_WAY: lazy_gettext("w toku"),
    TaskState.AHEAD: lazy_gettext("przed terminem"),
    TaskState.OVERDUE: lazy_gettext("nie wykonano w terminie"),
    TaskState.NO_DATA: lazy_gettext("brak danych"),
    TaskState.NOT_RECORDED: lazy_gettext("system nie rejestruje zadań tego rodzaju"),
}
TASK_MARKS: Final[Mapping[TaskState, str]] = {
    TaskState.DONE: "✓",
    TaskState.UNDER_WAY: "…",
    TaskState.AHEAD: "○",
    TaskState.OVERDUE: "!",
    TaskState.NO_DATA: "?",
    TaskState.NOT_RECORDED: "–",
}
"""What a picture says besides its colour."""

ROLES: Final[Mapping[Role, LazyString]] = {
    Role.COORDINATOR: lazy_gettext("koordynator"),
    Role.NODE_ADMINISTRATOR: lazy_gettext("administrator węzła"),
    Role.OPERATIONS: lazy_gettext("operator sieci"),
    Role.REPORTING_OFFICER: lazy_gettext("sprawozdawca"),
}

SECTIONS: Final[Mapping[str, LazyString]] = {
    Section.GOALS.value: lazy_gettext("Cele i rezultaty"),
    Section.PERFORMANCE.value: lazy_gettext("Opis wykonania zadania"),
    Section.RECIPIENTS.value: lazy_gettext("Odbiorcy zadania"),
    Section.ROLE_OF_PARTNERS.value: lazy_gettext("Rola partnerów"),
    Section.ADDITIONAL_INFORMATION.value: lazy_gettext("Dodatkowe informacje"),
}

POINTS: Final[Mapping[PointKind, LazyString]] = {
    PointKind.NODE_SILENT: lazy_gettext("Węzeł milczy: sprawdź, czy działa i ma połączenie."),
    PointKind.NODE_BEHIND: lazy_gettext("Nie wszystkie zdarzenia węzła nadeszły i są wliczone."),
    PointKind.PARKED: lazy_gettext("Zdarzenia odłożone: wyjaśnij je albo wymień w sprawozdaniu."),
    PointKind.DISPUTED: lazy_gettext("Zdarzenia sporne: dwa zajmują jedno miejsce w łańcuchu."),
    PointKind.HALTED: lazy_gettext("Wliczanie zdarzeń jest wstrzymane."),
    PointKind.APPOINTMENTS_OPEN: lazy_gettext(
        "Umówione porady z dni, które minęły, nie mają wyniku."
    ),
    PointKind.UNCONFIRMED: lazy_gettext("Porady bez potwierdzenia klienta (liczą się mimo to)."),
    PointKind.SECTION_NOT_READ: lazy_gettext("Tej części nikt jeszcze nie przejrzał."),
    PointKind.REASON_MISSING: lazy_gettext(
        "Zadania nie wykonano w terminie i nie podano przyczyny."
    ),
    PointKind.CONTRACT_MISSING: lazy_gettext(
        "Program nie podaje numeru umowy: sprawozdanie napisze „nie podano”."
    ),
}


def column_title(name: str) -> str:
    """Return what a column is called; one that has no name yet is called by its code."""
    return str(COLUMNS.get(name, name))


def section_title(section: str, programme: Programme) -> str:
    """Return what a section of the report is called."""
    if section in SECTIONS:
        return str(SECTIONS[section])
    code = section.partition(":")[2]
    labels = {task.code: f"{task.label} ({task.month:%m.%Y})" for task in programme.schedule}
    return _("Przyczyna odchylenia: %(task)s", task=labels.get(code, code))


def target_shown(measured: Measured) -> str:
    """Return a target as it is shown beside what was reached; a dash if there is none."""
    if measured.target is None:
        return polish.DASH
    return Cell(value=measured.target, unit=measured.achieved.unit).shown
