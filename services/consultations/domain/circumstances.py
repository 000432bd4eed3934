"""What a card is judged by when it is written or corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.consultations.domain.advice import Advice, CardTexts
from services.consultations.domain.closed_months import NO_MONTHS, ClosedMonths
from services.consultations.domain.refusals import CardDraftedTooLate
from services.consultations.domain.session import Booking
from shared.contracts.programme import Programme
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """The moment, the programme's version, and what the card's advisers did otherwise.

    `bookings` are the sessions on the other cards of these advisers on that day, `closed_months`
    those in which nothing of theirs is entered or put right.
    """

    now: datetime
    programme: Programme
    bookings: tuple[Booking, ...] = ()
    closed_months: ClosedMonths = NO_MONTHS

    def judge_draft(self, advice: Advice, texts: CardTexts, drafted_at: datetime) -> None:
        """Raise what stands in the way of a card that says this and was begun at that moment."""
        advice.refuse_unless_allowed(self.programme, business_day(self.now))
        self.refuse_closed_month(advice)
        texts.refuse_unless_long_enough(self.programme)
        days_allowed = self.programme.card_rules.days_to_draft
        if days_allowed is not None:
            _refuse_late(advice.session.held_on, business_day(drafted_at), days_allowed)
        advice.refuse_overlap(self.bookings)

    def judge_correction(self, advice: Advice, *, counted: bool) -> None:
        """Raise what stands in the way; an annulled card takes nobody's time."""
        advice.refuse_unless_allowed(self.programme, business_day(self.now))
        self.refuse_closed_month(advice)
        if counted:
            advice.refuse_overlap(self.bookings)

    def refuse_closed_month(self, advice: Advice) -> None:
        """Raise `MonthClosed` if nothing of an adviser is entered there any more (V4)."""
        self.closed_months.refuse(advice.adviser_ids, advice.session.held_on)


def _refuse_late(held_on: date, drafted_on: date, days_allowed: int) -> None:
    if (drafted_on - held_on).days > days_allowed:
        raise CardDraftedTooLate(held_on, days_allowed)
