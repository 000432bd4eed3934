"""Duty: work time that is recorded, corrected, and never an advice hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.draft_card import draft_card
from services.consultations.application.record_duty import record_duty
from services.consultations.domain.refusals import (
    AdviserNotActive,
    AdviserNotFound,
    EndsBeforeItStarts,
    UnknownProgramme,
)
from services.consultations.domain.working_time_refusals import (
    AdviserHasAnotherDuty,
    DutyAnnulmentMismatch,
    DutyInFuture,
    DutyOutsideProgramme,
    OwnWorkingTime,
    TimeOfAnother,
)
from shared.contracts.consultations import (
    AdviceCardDrafted,
    DutyCorrected,
    DutyCorrectionReason,
    DutyHeld,
)
from shared.kernel.command import Role
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    COORDINATOR_ID,
    NOW,
    TODAY,
    an_actor,
    an_adviser,
    to_draft,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    DUTY_ID,
    to_annul_duty,
    to_correct_duty,
    to_record_duty,
)

OTHER_ID = UUID(int=52)


@pytest.fixture
def recorded(at_work: FakeWork) -> FakeWork:
    record_duty(to_record_duty(), at_work, NOW)
    at_work.journal.published.clear()
    return at_work


def test_a_duty_is_published_in_minutes_under_its_programme(at_work: FakeWork) -> None:
    record_duty(to_record_duty(), at_work, NOW)

    (published,) = at_work.journal.published
    assert published.programme == "owss-2009/1"
    assert published.event == DutyHeld(
        occurred_at=NOW,
        subject_version=1,
        duty_id=DUTY_ID,
        adviser_id=ADVISER_ID,
        held_on=TODAY,
        minutes=240,
    )
    assert at_work.duties.get(DUTY_ID).recorded_at == NOW


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ended_at": time(9)}, EndsBeforeItStarts),
        ({"held_on": TODAY + timedelta(days=1)}, DutyInFuture),
        ({"held_on": date(2009, 5, 31)}, DutyOutsideProgramme),
        ({"programme": "owss-2010"}, UnknownProgramme),
        ({"adviser_id": UUID(int=7)}, AdviserNotFound),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_a_duty_that_cannot_have_been_is_refused(
    at_work: FakeWork, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        record_duty(to_record_duty(actor=COORDINATOR, **changes), at_work, NOW)

    assert at_work.journal.events == []


def test_duty_is_held_by_somebody_who_is_active_on_the_day(at_work: FakeWork) -> None:
    at_work.advisers.records[COLLEAGUE_ID] = an_adviser(COLLEAGUE_ID, active_to=date(2009, 7, 6))

    with pytest.raises(AdviserNotActive):
        record_duty(to_record_duty(actor=COORDINATOR, adviser_id=COLLEAGUE_ID), at_work, NOW)


def test_v1_duties_of_one_adviser_do_not_overlap(recorded: FakeWork) -> None:
    overlapping = to_record_duty(OTHER_ID, started_at=time(12, 59), ended_at=time(14))

    with pytest.raises(AdviserHasAnotherDuty):
        record_duty(overlapping, recorded, NOW)

    record_duty(replace(overlapping, started_at=time(13)), recorded, NOW)
    assert recorded.duties.get(OTHER_ID).session.minutes == 60


def test_advice_may_be_given_during_duty_and_duty_be_recorded_over_advice(
    at_work: FakeWork,
) -> None:
    draft_card(to_draft(UUID(int=41)), at_work, NOW)

    record_duty(to_record_duty(), at_work, NOW)

    assert list(map(type, at_work.journal.events)) == [AdviceCardDrafted, DutyHeld]


def test_an_adviser_records_only_their_own_duty(at_work: FakeWork) -> None:
    with pytest.raises(TimeOfAnother):
        record_duty(to_record_duty(actor=an_actor(COLLEAGUE_ID, Role.ADVISER)), at_work, NOW)


def test_a_coordinator_records_the_duty_of_any_adviser(at_work: FakeWork) -> None:
    record_duty(to_record_duty(actor=COORDINATOR), at_work, NOW)

    assert at_work.duties.get(DUTY_ID).adviser_id == ADVISER_ID


def test_a_correction_replaces_what_was_recorded_and_keeps_its_words_here(
    recorded: FakeWork,
) -> None:
    correct_duty(to_correct_duty(), recorded, NOW)

    (event,) = recorded.journal.events
    (remark,) = recorded.history.of(DUTY_ID)
    assert event == DutyCorrected(
        occurred_at=NOW,
        subject_version=2,
        duty_id=DUTY_ID,
        adviser_id=ADVISER_ID,
        held_on=TODAY,
        minutes=180,
        counted=True,
        reason=DutyCorrectionReason.WRONG_DATE_OR_TIME,
        corrected_by=COORDINATOR_ID,
    )
    assert (remark.field, remark.after) == ("correction_remarks", "Do dwunastej.")


def test_an_annulled_duty_takes_nobodys_time_and_may_come_back(recorded: FakeWork) -> None:
    correct_duty(to_annul_duty(), recorded, NOW)
    record_duty(to_record_duty(OTHER_ID, started_at=time(12)), recorded, NOW)

    with pytest.raises(AdviserHasAnotherDuty):
        correct_duty(to_correct_duty(ended_at=time(13)), recorded, NOW)

    correct_duty(to_correct_duty(), recorded, NOW)
    duty = recorded.duties.get(DUTY_ID)
    assert (duty.counted, len(duty.corrections), duty.version) == (True, 2, 3)


def test_a_correction_is_judged_as_a_new_duty_is(recorded: FakeWork) -> None:
    with pytest.raises(DutyInFuture):
        correct_duty(to_correct_duty(held_on=TODAY + timedelta(days=1)), recorded, NOW)


@pytest.mark.parametrize(
    ("reason", "counted"),
    [(DutyCorrectionReason.ANNULLED, True), (DutyCorrectionReason.OTHER, False)],
)
def test_a_duty_stops_counting_by_annulment_only(
    recorded: FakeWork, reason: DutyCorrectionReason, *, counted: bool
) -> None:
    with pytest.raises(DutyAnnulmentMismatch):
        correct_duty(to_correct_duty(reason=reason, counted=counted), recorded, NOW)


def test_nobody_corrects_their_own_duty(recorded: FakeWork) -> None:
    both = an_actor(ADVISER_ID, Role.ADVISER, Role.COORDINATOR)

    with pytest.raises(OwnWorkingTime):
        correct_duty(to_correct_duty(actor=both), recorded, NOW)
