"""The words of pages for what is kept about clients as codes, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _

from services.consultations.documents.wording import CARD_STATES, CLIENT_KINDS
from services.consultations.documents.wording_of_clients import (
    APPOINTMENT_STATES,
    FOLLOW_UP_OUTCOMES,
    PATH_OUTCOMES,
    VIEW_OCCASIONS,
)
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.dossier import TimelineKind
from services.consultations.domain.identity import Identifier
from shared.contracts.consultations import (
    CancelledBy,
    ClientKind,
    ErasureGround,
    FollowUpOutcome,
    PathOutcome,
)

CodeT = TypeVar("CodeT", bound=StrEnum)


def client_kinds() -> Mapping[ClientKind, str]:
    return _translated(CLIENT_KINDS)


def card_states() -> Mapping[CardState, str]:
    return _translated(CARD_STATES)


def appointment_states() -> Mapping[AppointmentState, str]:
    return _translated(APPOINTMENT_STATES)


def cancelled_by() -> Mapping[CancelledBy, str]:
    return {CancelledBy.CLIENT: _("klient"), CancelledBy.CENTRE: _("ośrodek")}


def identifiers() -> Mapping[Identifier, str]:
    return {
        Identifier.PESEL: _("PESEL"),
        Identifier.NIP: _("NIP"),
        Identifier.KRS: _("KRS"),
        Identifier.NAME_AND_EMAIL: _("nazwa i adres e-mail"),
    }


def erasure_grounds() -> Mapping[ErasureGround, str]:
    return {
        ErasureGround.REQUESTED: _("żądanie osoby"),
        ErasureGround.RETENTION_ENDED: _("koniec okresu przechowywania"),
    }


def path_outcomes() -> Mapping[PathOutcome, str]:
    return _translated(PATH_OUTCOMES)


def follow_up_outcomes() -> Mapping[FollowUpOutcome, str]:
    return _translated(FOLLOW_UP_OUTCOMES)


def timeline_kinds() -> Mapping[TimelineKind, str]:
    return {
        TimelineKind.REGISTERED: _("Otwarto kartotekę"),
        TimelineKind.MERGED: _("Połączono kartoteki"),
        TimelineKind.ERASED: _("Usunięto dane osobowe"),
        TimelineKind.APPOINTMENT: _("Zgłoszenie po poradę"),
        TimelineKind.CARD: _("Porada"),
        TimelineKind.PATH_OPENED: _("Otwarto ścieżkę wsparcia"),
        TimelineKind.PATH_CLOSED: _("Zamknięto ścieżkę wsparcia"),
        TimelineKind.REFERRAL_MADE: _("Skierowano do innego węzła"),
        TimelineKind.REFERRAL_RECEIVED: _("Przyjęto z innego węzła"),
        TimelineKind.FOLLOW_UP: _("Badanie losów"),
    }


def view_occasions() -> Mapping[ViewOccasion, str]:
    return _translated(VIEW_OCCASIONS)


def told_of_file() -> Mapping[str, str]:
    """Return what domain events of a file are called."""
    return {
        "client_registered": _("otwarto kartotekę"),
        "client_answers_changed": _("zmieniono odpowiedzi na pytania programu"),
        "clients_merged": _("połączono z inną kartoteką"),
        "client_erased": _("usunięto dane osobowe"),
    }


def fields_of_file() -> Mapping[str, str]:
    """Return what the fields of a file are called."""
    return {
        "name": _("Nazwa lub imię i nazwisko"),
        "email": _("E-mail"),
        "phone": _("Telefon"),
        "address": _("Adres"),
        "nip": _("NIP"),
        "krs": _("KRS"),
        "regon": _("REGON"),
        "pesel": _("PESEL"),
        "sex": _("Płeć"),
        "age_band": _("Wiek"),
        "gmina": _("Gmina"),
        "status": _("Status"),
        "personal_data": _("Dane osobowe"),
    }


def _translated(words: Mapping[CodeT, str]) -> Mapping[CodeT, str]:
    """Return the words of documents, which are Polish, in the language of the page."""
    return {code: _(word) for code, word in words.items()}
