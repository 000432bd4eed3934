"""The Polish words for what consultations keep as codes (domain.md 7.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.month_of_work import TimeEntry, WorkKind
from services.consultations.domain.register_of_advice import RegisterOrder
from services.consultations.domain.session import Session
from shared.contracts.consultations import ClientKind, ReopeningReason, StaffRole
from shared.contracts.programme import Entry, Partner, Programme
from shared.kernel import polish

CLIENT_KINDS: Mapping[ClientKind, str] = {
    ClientKind.INDIVIDUAL: "osoba fizyczna",
    ClientKind.INITIATIVE_GROUP: "grupa inicjatywna",
    ClientKind.SOCIAL_COOPERATIVE: "spółdzielnia socjalna",
    ClientKind.LEGAL_PERSON: "osoba prawna",
}
CARD_STATES: Mapping[CardState, str] = {
    CardState.DRAFTED: "w przygotowaniu",
    CardState.DOCUMENTED: "sporządzona",
    CardState.RETURNED: "zwrócona do poprawy",
    CardState.APPROVED: "zatwierdzona",
}
STAFF_ROLES: Mapping[StaffRole, str] = {
    StaffRole.CONSULTANT: "konsultant",
    StaffRole.EXPERT: "ekspert",
}
REOPENING_REASONS: Mapping[ReopeningReason, str] = {
    ReopeningReason.LATE_CARD: "spóźniona karta doradztwa",
    ReopeningReason.WRONG_ENTRY: "błędny wpis",
    ReopeningReason.CALL_OF_CONTROLLER: "wezwanie kontrolującego",
    ReopeningReason.OTHER: "inny",
}
REGISTER_ORDERS: Mapping[RegisterOrder, str] = {
    RegisterOrder.HELD_ON: "data porady",
    RegisterOrder.CARD_NUMBER: "numer karty",
    RegisterOrder.MINUTES: "liczba godzin",
    RegisterOrder.FIELD_OF_ADVICE: "zakres",
    RegisterOrder.ADVISER: "doradca",
    RegisterOrder.STATE: "stan karty",
}


def task_of(entry: TimeEntry) -> str:
    """Say what a stretch of working time was spent on."""
    return "dyżur" if entry.kind is WorkKind.DUTY else f"porada {entry.number}"


def hours_of_day(session: Session) -> str:
    """Write from when to when: "10:00–11:30"."""
    return f"{session.started_at:%H:%M}{polish.EN_DASH}{session.ended_at:%H:%M}"


def in_force(programmes: Iterable[Programme], day: date) -> tuple[Programme, ...]:
    """Return the version of each programme that holds on a day, else its first one, by code."""
    newest: dict[str, Programme] = {}
    for each in sorted(programmes, key=lambda each: (each.code, each.version)):
        if each.code not in newest or each.valid_from <= day:
            newest[each.code] = each
    return tuple(newest.values())


def partner_of(programmes: Iterable[Programme], node: str) -> Partner | None:
    """Return the organisation that runs a node, as the first programme that knows it has it."""
    partners = (partner for programme in programmes for partner in programme.partners)
    return next((partner for partner in partners if partner.node == node), None)


def labels(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return the words for the codes of a dictionary."""
    return {entry.code: entry.label for entry in entries}
