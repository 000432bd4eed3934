"""Whose month is closed, and whose is not."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.approve_card import approve_card
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.draft_card import draft_card
from services.consultations.application.list_timesheets import list_timesheets
from services.consultations.application.record_duty import record_duty
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.sign_card import sign_card
from services.consultations.application.timesheet_commands import TimesheetsQuery
from services.consultations.domain.timesheet_list import TimeOfMonth, TimesheetLine
from services.consultations.domain.working_time_refusals import NoValidDeputy
from shared.kernel.command import Actor, Role
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    COORDINATOR_ID,
    NOW,
    an_actor,
    an_adviser,
    to_approve,
    to_draft,
    to_register_adviser,
    to_sign,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    AUGUST_BEGINS,
    DEPUTY,
    JULY,
    to_appoint,
    to_close,
    to_record_duty,
)

CARD_ID = UUID(int=41)


def in_july(actor: Actor = COORDINATOR) -> TimesheetsQuery:
    return TimesheetsQuery(actor=actor, month=JULY)


@pytest.fixture
def worked(at_work: FakeWork) -> FakeWork:
    """Give a node where one adviser has a card that waits, and a duty; and the other nothing."""
    draft_card(to_draft(CARD_ID), at_work, NOW)
    sign_card(to_sign(CARD_ID), at_work, NOW)
    record_duty(to_record_duty(), at_work, NOW)
    return at_work


def test_a_coordinator_sees_everybody_in_the_order_of_names(worked: FakeWork) -> None:
    lines = list_timesheets(in_july(), worked, NOW)

    assert [(line.adviser.full_name, line.has_entries) for line in lines] == [
        ("Anna Zięba", True),
        ("Ewa Łoś", False),
    ]
    assert lines[0].time == TimeOfMonth(duty_minutes=240, pending_cards=1)


def test_a_month_that_is_closed_says_so(worked: FakeWork) -> None:
    approve_card(to_approve(CARD_ID), worked, NOW)
    close_timesheet(to_close(), worked, AUGUST_BEGINS)

    lines = list_timesheets(in_july(), worked, AUGUST_BEGINS)

    assert [(line.closed, line.time.advice_minutes) for line in lines] == [(True, 90), (False, 0)]
    assert not any(line.waits_for(COORDINATOR_ID) for line in lines)


def test_an_adviser_sees_their_own(worked: FakeWork) -> None:
    lines = list_timesheets(in_july(ADVISER), worked, NOW)

    assert [line.adviser.id for line in lines] == [ADVISER_ID]


def test_who_worked_in_no_part_of_the_month_has_no_line(worked: FakeWork) -> None:
    for active_from, active_to in (
        (date(2009, 5, 1), date(2009, 6, 30)),
        (date(2009, 8, 1), None),
        (date(2009, 5, 1), date(2009, 7, 1)),
        (date(2009, 7, 31), None),
    ):
        command = to_register_adviser(
            adviser_id=uuid4(), full_name="X", active_from=active_from, active_to=active_to
        )
        register_adviser(command, worked, NOW)

    assert len(list_timesheets(in_july(), worked, NOW)) == 2 + 2


@pytest.mark.parametrize("also", [set(), {Role.ADVISER}])
def test_a_deputy_sees_everybody_within_the_term(worked: FakeWork, also: set[Role]) -> None:
    actor = an_actor(DEPUTY.staff_id, Role.DEPUTY_COORDINATOR, *also)
    appoint_deputy(to_appoint(), worked, NOW)

    assert len(list_timesheets(in_july(actor), worked, NOW)) == 2


def test_a_deputy_out_of_term_sees_nobody(worked: FakeWork) -> None:
    adviser_too = an_actor(COLLEAGUE_ID, Role.DEPUTY_COORDINATOR, Role.ADVISER)

    with pytest.raises(NoValidDeputy):
        list_timesheets(in_july(DEPUTY), worked, NOW)
    assert len(list_timesheets(in_july(adviser_too), worked, NOW)) == 1


@pytest.mark.parametrize(
    ("time", "closed", "person", "waits"),
    [
        (TimeOfMonth(duty_minutes=1), False, COORDINATOR_ID, True),
        (TimeOfMonth(duty_minutes=1), False, ADVISER_ID, False),
        (TimeOfMonth(duty_minutes=1), True, COORDINATOR_ID, False),
        (TimeOfMonth(), False, COORDINATOR_ID, False),
    ],
)
def test_a_sheet_waits_for_who_may_close_it(
    time: TimeOfMonth,
    closed: bool,  # noqa: FBT001 - pytest names it
    person: UUID,
    waits: bool,  # noqa: FBT001 - pytest names it
) -> None:
    line = TimesheetLine(adviser=an_adviser(), time=time, closed=closed)

    assert line.waits_for(person) is waits
