"""What the domain events of one subject say that its row must hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from services.consultations.domain.advice_card import CardState
from services.consultations.storage.told_clients import OF_CLIENTS, told_of_clients
from services.consultations.storage.told_working_time import told_of_working_time
from shared.contracts import consultations as contracts
from shared.contracts.domain_event import DomainEvent

Values = dict[str, object]
CountedEvent = (
    contracts.AdviceCardDrafted | contracts.AdviceCardApproved | contracts.AdviceCardCorrected
)


@dataclass(frozen=True)
class Told:
    """A domain event, and the programme under which it happened."""

    event: DomainEvent
    programme: str | None


def told_values(history: Iterable[Told]) -> Values:
    """Fold the domain events of one subject, oldest first, into the values of its row.

    Raises UnknownEventType for one that nobody has said here how to fold.
    """
    values: Values = {}
    for told in history:
        event = told.event
        values["version"] = event.subject_version
        if isinstance(event, OF_CLIENTS):
            values = told_of_clients(event, told.programme, values)
            continue
        match event:
            case contracts.AdviserRegistered():
                values |= _without_envelope(event)
            case contracts.AdviceCardDrafted():
                values = _begun(told) | values | _counted(event)
            case contracts.AdviceCardSigned():
                values |= {
                    "state": CardState.DOCUMENTED,
                    "signed_by": event.signed_by,
                    "signed_on": event.signed_on,
                }
            case contracts.AdviceCardReturned():
                values |= {
                    "state": CardState.RETURNED,
                    "returned_by": event.returned_by,
                    "return_reason": event.reason,
                }
            case contracts.AdviceCardApproved():
                values |= {"state": CardState.APPROVED, "approved_by": event.approved_by}
                values |= _counted(event)
            case contracts.AdviceCardCorrected():
                values |= _counted(event) | {
                    "counted": event.counted,
                    "corrections": (*_corrections(values), _correction(event)),
                }
            case contracts.AdviceConfirmed():
                values |= {
                    "confirmed_on": event.confirmed_on,
                    "confirmation_means": event.means,
                }
            case _:
                values = told_of_working_time(event, told.programme, values)
    return values


def _begun(told: Told) -> Values:
    """Return what a card has from its first domain event on, until a later one says otherwise."""
    nothing_yet = (
        "signed_by",
        "signed_on",
        "returned_by",
        "return_reason",
        "approved_by",
        "confirmed_on",
        "confirmation_means",
    )
    return {
        "state": CardState.DRAFTED,
        "programme": told.programme,
        "drafted_at": told.event.occurred_at,
        "counted": True,
        "corrections": (),
        **dict.fromkeys(nothing_yet),
    }


def _counted(event: CountedEvent) -> Values:
    """Return what a card counts for; the length of its session is the minutes that were told."""
    return {
        "card_number": event.card_number,
        "held_on": event.held_on,
        "minutes": event.minutes,
        "minutes_from_times": event.minutes,
        "field_of_advice": event.field_of_advice,
        "form_of_contact": event.form_of_contact,
        "support_path_id": event.support_path_id,
        "clients": event.clients,
        "adviser_ids": tuple(time.adviser_id for time in event.advisers),
    }


def _corrections(values: Values) -> tuple[object, ...]:
    corrections = values["corrections"]
    return corrections if isinstance(corrections, tuple) else ()


def _correction(event: contracts.AdviceCardCorrected) -> tuple[object, ...]:
    return (
        event.correction_number,
        event.reason,
        event.counted,
        event.corrected_by,
        event.occurred_at,
    )


def _without_envelope(event: DomainEvent) -> Values:
    envelope = {"occurred_at", "subject_version", "adviser_id"}
    return {name: value for name, value in asdict(event).items() if name not in envelope}
