"""What all records of working time promise to use cases, in memory or in a database."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

import pytest

from services.consultations.domain.duty import DutyCorrection
from services.consultations.domain.refusals import AlreadyRecorded
from services.consultations.domain.working_time_refusals import DutyNotFound
from shared.contracts.consultations import DutyCorrectionReason
from shared.kernel.command import StaleRecord
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    NOW,
    TODAY,
    a_session,
)
from tests.unit.consultations.records_suite import OpenWork, people
from tests.unit.consultations.working_time_examples import DUTY_ID, DUTY_SESSION, a_duty


class WorkingTimeSuite:
    """A subclass brings the fixture `open_work`; each work sees what earlier ones kept."""

    def test_a_duty_is_found_as_added(self, open_work: OpenWork) -> None:
        duty = a_duty(version=1)
        with open_work() as work:
            people(work)
            work.duties.add(duty)

        with open_work() as work:
            found = work.duties.get(DUTY_ID)

        assert vars(found) == vars(duty)

    def test_an_unknown_duty_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(DutyNotFound):
            work.duties.get(DUTY_ID)

    def test_a_duty_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            work.duties.add(a_duty(version=1))

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.duties.add(a_duty(version=1))

    def test_a_duty_is_saved_with_each_of_its_corrections(self, open_work: OpenWork) -> None:
        duty = a_duty(version=1)
        with open_work() as work:
            people(work)
            work.duties.add(duty)

        for number in (1, 2):
            duty.version += 1
            duty.counted = False
            duty.session = a_session(ended_at=time(15, number))
            entry = DutyCorrection(
                number=number,
                reason=DutyCorrectionReason.ANNULLED,
                remarks="Słowa.",
                counted=False,
                corrected_by=COORDINATOR_ID,
                corrected_at=NOW + timedelta(minutes=number),
            )
            duty.corrections = (*duty.corrections, entry)
            with open_work() as work:
                work.duties.save(duty)
        with open_work() as work:
            found = work.duties.get(DUTY_ID)

        assert vars(found) == vars(duty)

    def test_a_duty_that_changed_in_between_is_not_overwritten(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            work.duties.add(a_duty(version=1))

        with open_work() as work, pytest.raises(StaleRecord):
            work.duties.save(a_duty(version=3))

    def test_an_adviser_is_taken_by_other_duties_of_the_day_that_count(
        self, open_work: OpenWork
    ) -> None:
        later = a_session(started_at=time(14), ended_at=time(16))
        yesterday = a_session(held_on=TODAY - timedelta(days=1))
        with open_work() as work:
            people(work)
            for duty in (
                a_duty(version=1),
                a_duty(uuid4(), session=later, version=1),
                a_duty(uuid4(), session=yesterday, version=1),
                a_duty(uuid4(), counted=False, version=1),
                a_duty(uuid4(), adviser_id=COLLEAGUE_ID, version=1),
            ):
                work.duties.add(duty)

        with open_work() as work:
            apart_from_one = work.duties.sessions(ADVISER_ID, TODAY, apart_from=DUTY_ID)
            all_of_them = work.duties.sessions(ADVISER_ID, TODAY, apart_from=uuid4())

        assert apart_from_one == (later,)
        assert all_of_them == (DUTY_SESSION, later)
