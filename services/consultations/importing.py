"""Registers that a centre kept elsewhere are read in: many requests in one transaction.

Every row goes through the use cases that RPC goes through, so roles and rules are the same; what a
row asks is tried on top of the rows before it, so a dry run finds what the import would find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError

from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.draft_card import draft_card
from services.consultations.application.record_duty import record_duty
from services.consultations.application.register_client import register_client
from services.consultations.application.sign_card import sign_card
from services.consultations.domain import client_refusals, refusals, working_time_refusals
from services.consultations.requests import schemas, working_time
from services.consultations.requests.imports import RegisterToImport, RowRequest
from services.consultations.sentences import sentence
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.unit_of_work import StoredWork, unit_of_work
from shared.database import Database
from shared.kernel.command import Command, Refusal, StaleRecord
from shared.wire.published import CATALOGUE

UseCase = Callable[[Any, StoredWork, datetime], object]

ROW_AS_A_WHOLE = ""
"""The member that a refusal is about where it is about the row."""

ABOUT: Mapping[type[Refusal], str] = {
    refusals.SubjectTooShort: "subject",
    refusals.AdviceTooShort: "advice_given",
    refusals.CardInFuture: "held_on",
    refusals.CardOutsideProgramme: "held_on",
    refusals.CardDraftedTooLate: "held_on",
    refusals.AdviserNotActive: "held_on",
    working_time_refusals.DutyInFuture: "held_on",
    working_time_refusals.DutyOutsideProgramme: "held_on",
    working_time_refusals.MonthClosed: "held_on",
    refusals.EndsBeforeItStarts: "ended_at",
    refusals.AdviserHasAnotherCard: "started_at",
    working_time_refusals.AdviserHasAnotherDuty: "started_at",
    refusals.ClientTwiceOnCard: "client_ids",
    refusals.AdviserTwiceOnCard: "adviser_ids",
    refusals.ConfirmedBeforeHeld: "confirmed_on",
    refusals.ConfirmedInFuture: "confirmed_on",
    refusals.CardNotSigned: "confirmed_on",
    refusals.PredecessorIsNotGroup: "predecessor_id",
    refusals.ClientNotFound: "predecessor_id",
    client_refusals.PeselNotKept: "pesel",
}
"""The member of the row's requests that a refusal is about, where it is always the same one."""

OF_QUESTION = (
    refusals.RecipientAnswerMissing,
    refusals.QuestionForPersonsOnly,
    refusals.UnknownRecipientCode,
)
"""Refusals that name the member themselves."""

IMPORTED: Mapping[str, tuple[schemas.CommandSchema, UseCase]] = {
    "register_client": (schemas.RegisterClientRequest(), register_client),
    "draft_card": (schemas.DraftCardRequest(), draft_card),
    "sign_card": (schemas.SignCardRequest(), sign_card),
    "confirm_advice": (schemas.ConfirmAdviceRequest(), confirm_advice),
    "record_duty": (working_time.RecordDutyRequest(), record_duty),
}
"""What a register can bring in. Nothing of it decides: approval is never imported."""


class Outcome(StrEnum):
    """What became of a row."""

    DONE = "done"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What became of a row; a refused one says which refusal, and sentences by member."""

    outcome: Outcome
    refusal: str = ""
    says: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What became of each row, and whether any of it was kept."""

    kept: bool
    rows: tuple[RowOutcome, ...]


class _NothingKept(Exception):
    """Rolls the transaction back once everything was tried."""


def import_register(
    database: Database,
    source: str,
    register: RegisterToImport,
    now: datetime,
    safe: PeselSafe | None = None,
) -> Imported:
    """Carry out every row that is not refused; keep all, or nothing.

    Nothing is kept by a dry run, nor if a row was refused and faulty rows are not to be skipped. A
    row that was carried out before, under the same command ids, does nothing. Raises `StaleRecord`
    if somebody else was faster: then asking again is right.
    """
    rows: list[RowOutcome] = []
    try:
        with unit_of_work(database, source, CATALOGUE, safe) as work:
            _hold_everybody(work)
            rows += [_tried(row, work, now) for row in register.rows]
            refused = any(row.outcome is Outcome.REFUSED for row in rows)
            if register.dry_run or (refused and not register.skip_faulty):
                raise _NothingKept  # noqa: TRY301 - nobody but this function may catch it
    except _NothingKept:
        return Imported(kept=False, rows=tuple(rows))
    return Imported(kept=True, rows=tuple(rows))


def _hold_everybody(work: StoredWork) -> None:
    """Take at once, in the order of all writers, what the rows would take one after another.

    Otherwise two transactions could wait for each other: this one for an adviser whom a card of
    somebody else holds, and that one for the numbering of cards, which a row before took.
    """
    work.clients.hold_entry()
    work.advisers.hold([adviser.id for adviser in work.advisers.known()])


def _tried(row: Iterable[RowRequest], work: StoredWork, now: datetime) -> RowOutcome:
    """Carry a row out inside a savepoint: what is refused leaves nothing behind."""
    try:
        with work.commands.connection.begin_nested():
            fresh = [_carried_out(each, work, now) for each in row]
    except StaleRecord:
        raise
    except ValidationError as error:
        return RowOutcome(
            outcome=Outcome.REFUSED,
            refusal=ValidationError.__name__,
            says={member: _flat(told) for member, told in error.messages_dict.items()},
        )
    except Refusal as refusal:
        return RowOutcome(
            outcome=Outcome.REFUSED,
            refusal=type(refusal).__name__,
            says={_member(refusal): [sentence(refusal)]},
        )
    return RowOutcome(outcome=Outcome.DONE if any(fresh) else Outcome.KNOWN)


def _member(refusal: Refusal) -> str:
    if isinstance(refusal, OF_QUESTION):
        return str(refusal.args[0])
    return ABOUT.get(type(refusal), ROW_AS_A_WHOLE)


def _carried_out(asked: RowRequest, work: StoredWork, now: datetime) -> bool:
    """Carry one request out, once; say whether that happened now."""
    schema, use_case = _method(asked.method)
    command: Command = schema.load(asked.request)
    fresh = False

    def carry_out() -> object:
        nonlocal fresh
        fresh = True
        return use_case(command, work, now)

    work.commands.once(command, carry_out)
    return fresh


def _method(name: str) -> tuple[schemas.CommandSchema, UseCase]:
    try:
        return IMPORTED[name]
    except KeyError:
        message = f"Tej czynności nie można zaimportować: {name}."
        raise ValidationError({"method": [message]}) from None


def _flat(messages: list[str] | dict[str, Any]) -> list[str]:
    """Return the messages of a member, also of one that has members of its own."""
    if isinstance(messages, dict):
        return [told for inner in messages.values() for told in _flat(inner)]
    return messages
