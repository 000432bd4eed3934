"""An advice card as rows, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row

from services.consultations.domain.advice import Advice, CardTexts
from services.consultations.domain.advice_card import (
    AdviceCard,
    CardState,
    Confirmation,
    Correction,
    Return,
    Signature,
)
from services.consultations.domain.session import Session
from shared.contracts.consultations import (
    CardClient,
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
    Recipient,
    ReturnReason,
)

AnyRow = Row[tuple[Any, ...]]


def card_values(card: AdviceCard) -> dict[str, Any]:
    """Return the columns of `advice_card`."""
    advice, session = card.advice, card.advice.session
    signature, last_return, confirmation = card.signature, card.last_return, card.confirmation
    return {
        "card_id": card.id,
        "version": card.version,
        "card_number": card.number,
        "programme": card.programme,
        "state": card.state,
        "counted": card.counted,
        "drafted_at": card.drafted_at,
        "held_on": session.held_on,
        "started_at": session.started_at,
        "ended_at": session.ended_at,
        "minutes": session.minutes,
        "field_of_advice": advice.field_of_advice,
        "form_of_contact": advice.form_of_contact,
        "support_path_id": advice.support_path_id,
        **asdict(card.texts),
        "signed_by": signature and signature.signed_by,
        "signed_on": signature and signature.signed_on,
        "returned_by": last_return and last_return.returned_by,
        "return_reason": last_return and last_return.reason,
        "return_remarks": last_return and last_return.remarks,
        "approved_by": card.approved_by,
        "confirmed_on": confirmation and confirmation.confirmed_on,
        "confirmation_means": confirmation and confirmation.means,
        "appointment_id": card.appointment_id,
    }


def client_values(card: AdviceCard) -> list[dict[str, Any]]:
    """Return the rows of `card_client`."""
    return [
        {"card_id": card.id, "place": place, **asdict(client)}
        for place, client in enumerate(card.advice.clients)
    ]


def adviser_values(card: AdviceCard) -> list[dict[str, Any]]:
    """Return the rows of `card_adviser`."""
    return [
        {"card_id": card.id, "place": place, "adviser_id": adviser_id}
        for place, adviser_id in enumerate(card.advice.adviser_ids)
    ]


def correction_values(card: AdviceCard) -> list[dict[str, Any]]:
    """Return the rows of `card_correction`."""
    return [
        {
            "card_id": card.id,
            "correction_number": entry.number,
            "reason": entry.reason,
            "remarks": entry.remarks,
            "counted": entry.counted,
            "corrected_by": entry.corrected_by,
            "corrected_at": entry.corrected_at,
        }
        for entry in card.corrections
    ]


def card_from(
    row: AnyRow,
    clients: Iterable[AnyRow],
    advisers: Iterable[AnyRow],
    corrections: Iterable[AnyRow],
) -> AdviceCard:
    """Return the card of its rows; the parts come in the order in which they were written."""
    return AdviceCard(
        id=row.card_id,
        number=row.card_number,
        programme=row.programme,
        drafted_at=row.drafted_at,
        advice=Advice(
            session=session_from(row),
            field_of_advice=row.field_of_advice,
            form_of_contact=row.form_of_contact,
            clients=tuple(client_from(client) for client in clients),
            adviser_ids=tuple(adviser.adviser_id for adviser in advisers),
            support_path_id=row.support_path_id,
        ),
        texts=CardTexts(**_named(row, CardTexts)),
        state=CardState(row.state),
        counted=row.counted,
        signature=_signature(row),
        last_return=_last_return(row),
        approved_by=row.approved_by,
        confirmation=_confirmation(row),
        corrections=tuple(_correction(entry) for entry in corrections),
        appointment_id=row.appointment_id,
        version=row.version,
    )


def session_from(row: AnyRow) -> Session:
    """Return the session of a row of `advice_card`."""
    return Session(held_on=row.held_on, started_at=row.started_at, ended_at=row.ended_at)


def client_from(row: AnyRow) -> CardClient:
    """Return the client of a row of `card_client`."""
    return CardClient(
        client_id=row.client_id,
        client_kind=ClientKind(row.client_kind),
        **_named(row, Recipient),
    )


def _correction(row: AnyRow) -> Correction:
    return Correction(
        number=row.correction_number,
        reason=CorrectionReason(row.reason),
        remarks=row.remarks,
        counted=row.counted,
        corrected_by=row.corrected_by,
        corrected_at=row.corrected_at,
    )


def _signature(row: AnyRow) -> Signature | None:
    if row.signed_by is None:
        return None
    return Signature(signed_by=row.signed_by, signed_on=row.signed_on)


def _last_return(row: AnyRow) -> Return | None:
    if row.returned_by is None:
        return None
    reason = ReturnReason(row.return_reason)
    return Return(returned_by=row.returned_by, reason=reason, remarks=row.return_remarks)


def _confirmation(row: AnyRow) -> Confirmation | None:
    if row.confirmed_on is None:
        return None
    means = ConfirmationMeans(row.confirmation_means)
    return Confirmation(confirmed_on=row.confirmed_on, means=means)


def _named(row: AnyRow, record: type) -> dict[str, Any]:
    """Return the columns that are called as the fields of a dataclass."""
    return {field.name: getattr(row, field.name) for field in fields(record)}
