"""The advice card: from the draft to approval and to the corrections after it (domain.md 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.consultations.domain.advice import Advice, CardTexts
from services.consultations.domain.circumstances import Circumstances
from services.consultations.domain.refusals import (
    AlreadyConfirmed,
    AnnulmentMismatch,
    ApproverIsAdviser,
    CardAlreadySigned,
    CardNotApproved,
    CardNotReadyForApproval,
    CardNotSigned,
    ConfirmedBeforeHeld,
    ConfirmedInFuture,
    NotAdviserOnCard,
)
from shared.contracts.consultations import (
    AdviceCardApproved,
    AdviceCardCorrected,
    AdviceCardDrafted,
    AdviceCardReturned,
    AdviceCardSigned,
    AdviceConfirmed,
    ConfirmationMeans,
    CorrectionReason,
    ReturnReason,
)
from shared.kernel.clock import business_day


class CardState(StrEnum):
    """Where a card is on its way into a report."""

    DRAFTED = "drafted"
    DOCUMENTED = "documented"
    RETURNED = "returned"
    APPROVED = "approved"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Which adviser signed the card, last time it was signed."""

    signed_by: UUID
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class Return:
    """Why the card was given back, last time it was; the remarks stay at the node."""

    returned_by: UUID
    reason: ReturnReason
    remarks: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """An entry after approval; the remarks stay at the node."""

    number: int
    reason: CorrectionReason
    remarks: str
    counted: bool
    corrected_by: UUID
    corrected_at: datetime


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """The client's word that the advice was given."""

    confirmed_on: date
    means: ConfirmationMeans


@dataclass(eq=False, kw_only=True)
class AdviceCard:
    """What is known about one session of advice.

    `programme` is the reference of the version under which the card was made; it stays. `counted`
    is false once the card is annulled. `appointment_id` names the appointment in which the advice
    was agreed; it is known at this node only. `version` is the number of its domain events.
    """

    id: UUID
    number: str
    programme: str
    drafted_at: datetime
    advice: Advice
    texts: CardTexts
    state: CardState = CardState.DRAFTED
    counted: bool = True
    signature: Signature | None = None
    last_return: Return | None = None
    approved_by: UUID | None = None
    confirmation: Confirmation | None = None
    corrections: tuple[Correction, ...] = ()
    appointment_id: UUID | None = None
    version: int = 0

    def draft(self, circumstances: Circumstances, *, by: UUID) -> AdviceCardDrafted:
        """Begin the card.

        Raises `NotAdviserOnCard`, or what the circumstances do not allow.
        """
        self._refuse_unless_written_by(by, self.advice)
        circumstances.judge_draft(self.advice, self.texts, self.drafted_at)
        return self._drafted(circumstances.now)

    def change(
        self, advice: Advice, texts: CardTexts, circumstances: Circumstances, *, by: UUID
    ) -> AdviceCardDrafted:
        """Write something else on a card that is not signed.

        Only an adviser who was on the card and stays on it may do so. Raises `CardAlreadySigned`,
        `NotAdviserOnCard`, or what the circumstances do not allow.
        """
        self._refuse_unless_open()
        self._refuse_unless_written_by(by, self.advice)
        self._refuse_unless_written_by(by, advice)
        circumstances.judge_draft(advice, texts, self.drafted_at)
        self.advice = advice
        self.texts = texts
        return self._drafted(circumstances.now)

    def sign(self, *, by: UUID, now: datetime) -> AdviceCardSigned:
        """Finish the card: it waits for approval.

        Raises `CardAlreadySigned` or `NotAdviserOnCard`.
        """
        self._refuse_unless_open()
        self._refuse_unless_written_by(by, self.advice)
        self.state = CardState.DOCUMENTED
        self.signature = Signature(signed_by=by, signed_on=business_day(now))
        return AdviceCardSigned(
            occurred_at=now,
            subject_version=self._next_version(),
            card_id=self.id,
            card_number=self.number,
            signed_by=by,
            signed_on=self.signature.signed_on,
        )

    def return_(
        self, reason: ReturnReason, remarks: str, *, by: UUID, now: datetime
    ) -> AdviceCardReturned:
        """Give the card back to be put right.

        Raises `CardNotReadyForApproval` or `ApproverIsAdviser`.
        """
        self._refuse_unless_ready_for_approval()
        self._refuse_adviser(by, self.advice)
        self.state = CardState.RETURNED
        self.last_return = Return(returned_by=by, reason=reason, remarks=remarks)
        return AdviceCardReturned(
            occurred_at=now,
            subject_version=self._next_version(),
            card_id=self.id,
            card_number=self.number,
            returned_by=by,
            reason=reason,
        )

    def approve(self, *, by: UUID, now: datetime) -> AdviceCardApproved:
        """Accept the card: it counts. Raises `CardNotReadyForApproval` or `ApproverIsAdviser`."""
        self._refuse_unless_ready_for_approval()
        self._refuse_adviser(by, self.advice)
        self.state = CardState.APPROVED
        self.approved_by = by
        return AdviceCardApproved(
            occurred_at=now,
            subject_version=self._next_version(),
            card_id=self.id,
            card_number=self.number,
            approved_by=by,
            **self.advice.counted(),
        )

    def correct(  # noqa: PLR0913 - an entry says what, why, in which words, whether it counts, by whom
        self,
        advice: Advice,
        reason: CorrectionReason,
        remarks: str,
        circumstances: Circumstances,
        *,
        counted: bool,
        by: UUID,
    ) -> AdviceCardCorrected:
        """Replace what an approved card counts for, by an entry with the next number.

        An annulled card may be corrected back while its advisers' time is free. The corrector is an
        adviser neither before nor after (V3). Raises `CardNotApproved`, `ApproverIsAdviser`,
        `AnnulmentMismatch`, or what the circumstances do not allow.
        """
        if self.state is not CardState.APPROVED:
            raise CardNotApproved(self.number)
        self._refuse_adviser(by, self.advice)
        self._refuse_adviser(by, advice)
        if counted is (reason is CorrectionReason.ANNULLED):
            raise AnnulmentMismatch(self.number)
        circumstances.refuse_closed_month(self.advice)
        circumstances.judge_correction(advice, counted=counted)
        entry = Correction(
            number=len(self.corrections) + 1,
            reason=reason,
            remarks=remarks,
            counted=counted,
            corrected_by=by,
            corrected_at=circumstances.now,
        )
        self.advice = advice
        self.counted = counted
        self.corrections = (*self.corrections, entry)
        return AdviceCardCorrected(
            occurred_at=circumstances.now,
            subject_version=self._next_version(),
            card_id=self.id,
            card_number=self.number,
            corrected_by=by,
            correction_number=entry.number,
            reason=reason,
            counted=counted,
            **self.advice.counted(),
        )

    def confirm(
        self, confirmed_on: date, means: ConfirmationMeans, *, now: datetime
    ) -> AdviceConfirmed:
        """Record that the client confirmed the advice; this may come after approval.

        Raises `CardNotSigned`, `AlreadyConfirmed`, `ConfirmedBeforeHeld` or `ConfirmedInFuture`.
        """
        if self.state not in {CardState.DOCUMENTED, CardState.APPROVED}:
            raise CardNotSigned(self.number)
        if self.confirmation is not None:
            raise AlreadyConfirmed(self.number, self.confirmation.confirmed_on)
        if confirmed_on < self.advice.session.held_on:
            raise ConfirmedBeforeHeld(confirmed_on, self.advice.session.held_on)
        if confirmed_on > business_day(now):
            raise ConfirmedInFuture(confirmed_on)
        self.confirmation = Confirmation(confirmed_on=confirmed_on, means=means)
        return AdviceConfirmed(
            occurred_at=now,
            subject_version=self._next_version(),
            card_id=self.id,
            card_number=self.number,
            confirmed_on=confirmed_on,
            means=means,
        )

    def _drafted(self, now: datetime) -> AdviceCardDrafted:
        return AdviceCardDrafted(
            occurred_at=now,
            subject_version=self._next_version(),
            card_id=self.id,
            card_number=self.number,
            **self.advice.counted(),
        )

    def _next_version(self) -> int:
        self.version += 1
        return self.version

    def _refuse_unless_open(self) -> None:
        if self.state not in {CardState.DRAFTED, CardState.RETURNED}:
            raise CardAlreadySigned(self.number)

    def _refuse_unless_ready_for_approval(self) -> None:
        if self.state is not CardState.DOCUMENTED:
            raise CardNotReadyForApproval(self.number)

    def _refuse_unless_written_by(self, person: UUID, advice: Advice) -> None:
        if person not in advice.adviser_ids:
            raise NotAdviserOnCard(self.number)

    def _refuse_adviser(self, person: UUID, advice: Advice) -> None:
        if person in advice.adviser_ids:
            raise ApproverIsAdviser(self.number)
