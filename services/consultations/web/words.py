"""The words for codes, in the language of the page; their Polish is that of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, TypeVar
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from services.consultations.application.client_commands import ClientQuery
from services.consultations.documents.wording import CARD_STATES, CLIENT_KINDS, labels
from services.consultations.domain.advice_card import AdviceCard, CardState
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.register_of_advice import RegisterRow
from services.consultations.web.asking import may
from shared.contracts.consultations import (
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
    ReturnReason,
)
from shared.contracts.programme import Programme
from shared.kernel.clock import business_day
from shared.web.staff_names import name_of

CodeT = TypeVar("CodeT", bound=StrEnum)

RETURN_REASONS: Final[Mapping[ReturnReason, LazyString]] = {
    ReturnReason.INCOMPLETE: lazy_gettext("karta niepełna"),
    ReturnReason.WRONG_DATE_OR_TIME: lazy_gettext("błędna data albo godziny"),
    ReturnReason.WRONG_CLIENT: lazy_gettext("błędny klient"),
    ReturnReason.WRONG_FIELD_OR_FORM: lazy_gettext("błędny zakres albo forma"),
    ReturnReason.OTHER: lazy_gettext("inny"),
}
CORRECTION_REASONS: Final[Mapping[CorrectionReason, LazyString]] = {
    CorrectionReason.WRONG_DATE_OR_TIME: lazy_gettext("błędna data albo godziny"),
    CorrectionReason.WRONG_CLIENT: lazy_gettext("błędny klient"),
    CorrectionReason.WRONG_FIELD_OR_FORM: lazy_gettext("błędny zakres albo forma"),
    CorrectionReason.ANNULLED: lazy_gettext("anulowanie karty"),
    CorrectionReason.OTHER: lazy_gettext("inny"),
}
CONFIRMATION_MEANS: Final[Mapping[ConfirmationMeans, LazyString]] = {
    ConfirmationMeans.PAPER: lazy_gettext("podpis na papierze"),
    ConfirmationMeans.CODE: lazy_gettext("kod"),
    ConfirmationMeans.LINK: lazy_gettext("odnośnik"),
}


def choices(words: Mapping[CodeT, str | LazyString]) -> list[tuple[str, str]]:
    """Return what a field offers: codes with their words."""
    return [(code.value, _(str(word))) for code, word in words.items()]


def client_kinds() -> list[tuple[str, str]]:
    """Return the kinds of client, to choose from."""
    return choices(CLIENT_KINDS)


def card_states() -> list[tuple[str, str]]:
    """Return the states of a card, to choose from."""
    return choices(CARD_STATES)


def advisers(known: Iterable[Adviser]) -> list[tuple[str, str]]:
    """Return advisers, to choose from."""
    return [(str(each.id), each.full_name) for each in known]


def client_kind(kind: ClientKind) -> str:
    """Say what kind of client it is."""
    return _(CLIENT_KINDS[kind])


def card_state(state: CardState, *, counted: bool = True) -> str:
    """Say where a card is on its way."""
    return _(CARD_STATES[state]) if counted else _("unieważniona (nie liczy się)")


def days_late(card: AdviceCard) -> int:
    """Return how many days after the session the card was written."""
    return (business_day(card.drafted_at) - card.advice.session.held_on).days


def client_name(name: str) -> str:
    """Return a client's name, or what is said instead of one that was erased."""
    return name or _("(dane usunięto)")


def may_open_clients() -> bool:
    """Say whether a client's name leads to the file."""
    return may(ClientQuery)


def client_address(client_id: UUID) -> str:
    """Return where a client's file opens."""
    return f"{request.script_root}/clients/{client_id}"


def clients_of(row: RegisterRow) -> str:
    """Return who was advised."""
    return ", ".join(map(client_name, row.client_names))


def staff_name(staff_id: UUID, people: Mapping[UUID, str]) -> str:
    """Name somebody of the staff: as the record does, or as accounts know them."""
    return people.get(staff_id) or name_of(staff_id)


def fields_of_advice(programmes: Iterable[Programme]) -> Mapping[str, str]:
    """Return the words of the programmes for fields of advice; they are not translated."""
    return labels(entry for each in programmes for entry in each.fields_of_advice)


def forms_of_contact(programmes: Iterable[Programme]) -> Mapping[str, str]:
    """Return the words of the programmes for forms of contact."""
    return labels(entry for each in programmes for entry in each.forms_of_contact)
