"""The projection behind the Ministry's report: which domain event is folded by what."""

from __future__ import annotations

from services.reporting.projection import (
    advice_folds,
    appointment_folds,
    client_folds,
    working_time_folds,
)
from services.reporting.projection.client_sets import client_set, month_of_facts
from services.reporting.projection.tables import facts
from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.contracts import consultations
from shared.messaging.projection import Projection
from shared.wire.published import CATALOGUE

MINISTRY_FACTS = Projection(
    name="ministry_facts",
    version=2,
    catalogue=CATALOGUE,
    folds={
        consultations.AdviceCardApproved: advice_folds.approved,
        consultations.AdviceCardCorrected: advice_folds.corrected,
        consultations.AdviceConfirmed: advice_folds.confirmed,
        consultations.DutyHeld: working_time_folds.duty_held,
        consultations.DutyCorrected: working_time_folds.duty_corrected,
        consultations.AdviceRequested: appointment_folds.requested,
        consultations.AdviceScheduled: appointment_folds.scheduled,
        consultations.AdviceHeld: appointment_folds.held,
        consultations.AdviceCancelled: appointment_folds.cancelled,
        consultations.ClientDidNotShowUp: appointment_folds.missed,
        consultations.ClientsMerged: client_folds.merged,
        consultations.SupportPathOpened: client_folds.path_opened,
        consultations.SupportPathClosed: client_folds.path_closed,
        consultations.ReferralMade: client_folds.referral_made,
        consultations.ReferralReceived: client_folds.referral_received,
        consultations.ReferralReceiptNoted: client_folds.receipt_noted,
        consultations.FollowUpRecorded: client_folds.followed_up,
    },
    tables=tuple(facts.sorted_tables),
    totals=MINISTRY_TOTALS,
    kept=(month_of_facts, client_set),
)
