"""Somebody of another organisation decides for a small node's coordinator, for some days."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.approve_card import approve_card
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.commands import CardQuery
from services.consultations.application.correct_card import correct_card
from services.consultations.application.deputy_commands import DeputiesQuery
from services.consultations.application.draft_card import draft_card
from services.consultations.application.list_deputies import list_deputies
from services.consultations.application.read_card import read_card
from services.consultations.application.read_timesheet import read_timesheet
from services.consultations.application.recall_deputy import recall_deputy
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.application.timesheet_commands import TimesheetQuery
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.refusals import AdviserNotFound, ApproverIsAdviser
from services.consultations.domain.working_time_refusals import (
    DeputyAlreadyRecalled,
    DeputyEndsBeforeItBegins,
    DeputyNotFound,
    NoValidDeputy,
)
from shared.contracts.consultations import AdviceCardApproved, DeputyAppointed, DeputyRecalled
from shared.kernel.command import Actor, NotAuthorised, Role
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    NOW,
    TODAY,
    an_actor,
    to_approve,
    to_correct,
    to_draft,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    AUGUST_BEGINS,
    DEPUTY,
    DEPUTY_ID,
    DEPUTY_STAFF_ID,
    JULY,
    to_appoint,
    to_close,
    to_recall,
    to_reopen,
)

CARD_ID = UUID(int=41)


def the_advisers_month(actor: Actor) -> TimesheetQuery:
    return TimesheetQuery(actor=actor, adviser_id=ADVISER_ID, month=JULY)


@pytest.fixture
def signed(at_work: FakeWork) -> FakeWork:
    draft_card(to_draft(CARD_ID), at_work, NOW)
    sign_card(to_sign(CARD_ID), at_work, NOW)
    at_work.journal.published.clear()
    return at_work


@pytest.fixture
def with_deputy(signed: FakeWork) -> FakeWork:
    appoint_deputy(to_appoint(), signed, NOW)
    signed.journal.published.clear()
    return signed


def test_an_appointment_is_published_without_names(at_work: FakeWork) -> None:
    appoint_deputy(to_appoint(), at_work, NOW)

    (event,) = at_work.journal.events
    assert event == DeputyAppointed(
        occurred_at=NOW,
        subject_version=1,
        deputy_id=DEPUTY_ID,
        staff_id=DEPUTY_STAFF_ID,
        valid_from=TODAY,
        valid_to=date(2009, 7, 31),
    )
    assert [change.after for change in at_work.history.of(DEPUTY_ID)] == [
        "Ewa Żyła",
        "MOPS w Olsztynie",
    ]


def test_a_deputy_stands_in_for_at_least_a_day(at_work: FakeWork) -> None:
    appoint_deputy(to_appoint(valid_to=TODAY), at_work, NOW)

    with pytest.raises(DeputyEndsBeforeItBegins):
        appoint_deputy(to_appoint(uuid4(), valid_to=TODAY - timedelta(days=1)), at_work, NOW)


def test_a_deputy_reads_returns_approves_and_corrects(with_deputy: FakeWork) -> None:
    card = read_card(CardQuery(actor=DEPUTY, card_id=CARD_ID), with_deputy, NOW)
    return_card(to_return(CARD_ID, actor=DEPUTY), with_deputy, NOW)
    sign_card(to_sign(CARD_ID), with_deputy, NOW)
    approve_card(to_approve(CARD_ID, actor=DEPUTY), with_deputy, NOW)
    correct_card(to_correct(CARD_ID, actor=DEPUTY), with_deputy, NOW)

    (approval,) = [
        event for event in with_deputy.journal.events if isinstance(event, AdviceCardApproved)
    ]
    assert card.state is CardState.DOCUMENTED
    assert approval.approved_by == DEPUTY_STAFF_ID
    assert with_deputy.cards.get(CARD_ID).version == 6


@pytest.mark.parametrize(
    ("first", "last", "valid"),
    [
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=1), False),
        (TODAY - timedelta(days=1), TODAY - timedelta(days=1), False),
    ],
    ids=["today", "from tomorrow", "until yesterday"],
)
def test_both_days_of_a_term_belong_to_it(
    signed: FakeWork, first: date, last: date, *, valid: bool
) -> None:
    appoint_deputy(to_appoint(valid_from=first, valid_to=last), signed, NOW)

    if valid:
        approve_card(to_approve(CARD_ID, actor=DEPUTY), signed, NOW)
    else:
        with pytest.raises(NoValidDeputy):
            approve_card(to_approve(CARD_ID, actor=DEPUTY), signed, NOW)


def test_whoever_was_never_appointed_decides_and_reads_nothing(signed: FakeWork) -> None:
    appoint_deputy(to_appoint(staff_id=uuid4()), signed, NOW)

    for refused in (
        lambda: approve_card(to_approve(CARD_ID, actor=DEPUTY), signed, NOW),
        lambda: return_card(to_return(CARD_ID, actor=DEPUTY), signed, NOW),
        lambda: correct_card(to_correct(CARD_ID, actor=DEPUTY), signed, NOW),
        lambda: read_card(CardQuery(actor=DEPUTY, card_id=CARD_ID), signed, NOW),
    ):
        with pytest.raises(NoValidDeputy):
            refused()


def test_a_coordinator_needs_no_term(signed: FakeWork) -> None:
    both = an_actor(DEPUTY_STAFF_ID, Role.COORDINATOR, Role.DEPUTY_COORDINATOR)

    approve_card(to_approve(CARD_ID, actor=both), signed, NOW)

    assert signed.cards.get(CARD_ID).state is CardState.APPROVED


def test_v3_also_a_deputy_who_gave_the_advice_does_not_approve_it(at_work: FakeWork) -> None:
    advice = told(adviser_ids=(ADVISER_ID, COLLEAGUE_ID))
    draft_card(to_draft(CARD_ID, advice=advice), at_work, NOW)
    sign_card(to_sign(CARD_ID), at_work, NOW)
    appoint_deputy(to_appoint(staff_id=COLLEAGUE_ID), at_work, NOW)
    colleague = an_actor(COLLEAGUE_ID, Role.DEPUTY_COORDINATOR)

    with pytest.raises(ApproverIsAdviser):
        approve_card(to_approve(CARD_ID, actor=colleague), at_work, NOW)


def test_a_recalled_deputy_decides_no_more_from_that_moment(with_deputy: FakeWork) -> None:
    recall_deputy(to_recall(), with_deputy, NOW)

    (event,) = with_deputy.journal.events
    assert event == DeputyRecalled(
        occurred_at=NOW, subject_version=2, deputy_id=DEPUTY_ID, recalled_on=TODAY
    )
    with pytest.raises(NoValidDeputy):
        approve_card(to_approve(CARD_ID, actor=DEPUTY), with_deputy, NOW)


def test_a_deputy_closes_and_opens_the_month_of_a_coordinator_who_gives_advice(
    at_work: FakeWork,
) -> None:
    appoint_deputy(to_appoint(valid_to=date(2009, 8, 31)), at_work, NOW)

    close_timesheet(to_close(actor=DEPUTY), at_work, AUGUST_BEGINS)
    reopen_timesheet(to_reopen(actor=DEPUTY), at_work, AUGUST_BEGINS)

    (closing,) = at_work.timesheets.of(ADVISER_ID, JULY).closings
    assert closing.closed_by == DEPUTY_STAFF_ID
    assert closing.reopening is not None


def test_a_deputy_out_of_term_neither_closes_opens_nor_reads_a_month(
    with_deputy: FakeWork,
) -> None:
    for refused in (
        lambda: close_timesheet(to_close(actor=DEPUTY), with_deputy, AUGUST_BEGINS),
        lambda: reopen_timesheet(to_reopen(actor=DEPUTY), with_deputy, AUGUST_BEGINS),
        lambda: read_timesheet(the_advisers_month(DEPUTY), with_deputy, AUGUST_BEGINS),
    ):
        with pytest.raises(NoValidDeputy):
            refused()


def test_an_adviser_who_is_a_deputy_too_reads_others_within_the_term_only(
    with_deputy: FakeWork,
) -> None:
    both = an_actor(DEPUTY_STAFF_ID, Role.ADVISER, Role.DEPUTY_COORDINATOR)

    assert read_timesheet(the_advisers_month(both), with_deputy, NOW).adviser.id == ADVISER_ID
    with pytest.raises(NoValidDeputy):
        read_timesheet(the_advisers_month(both), with_deputy, AUGUST_BEGINS)


def test_an_adviser_reads_their_own_month_though_the_term_as_deputy_is_over(
    with_deputy: FakeWork,
) -> None:
    both = an_actor(ADVISER_ID, Role.ADVISER, Role.DEPUTY_COORDINATOR)

    assert read_timesheet(the_advisers_month(both), with_deputy, NOW).adviser.id == ADVISER_ID


def test_a_deputy_without_own_advice_has_no_month_of_their_own(with_deputy: FakeWork) -> None:
    query = TimesheetQuery(actor=DEPUTY, adviser_id=DEPUTY_STAFF_ID, month=JULY)

    with pytest.raises(AdviserNotFound):
        read_timesheet(query, with_deputy, NOW)


def test_a_second_term_holds_though_the_first_was_recalled(with_deputy: FakeWork) -> None:
    recall_deputy(to_recall(), with_deputy, NOW)
    appoint_deputy(to_appoint(uuid4()), with_deputy, NOW)

    approve_card(to_approve(CARD_ID, actor=DEPUTY), with_deputy, NOW)

    assert with_deputy.cards.get(CARD_ID).state is CardState.APPROVED


def test_a_deputy_is_recalled_once(with_deputy: FakeWork) -> None:
    recall_deputy(to_recall(), with_deputy, NOW)

    with pytest.raises(DeputyAlreadyRecalled):
        recall_deputy(to_recall(), with_deputy, NOW)


def test_a_coordinator_sees_all_terms_and_a_deputy_none(with_deputy: FakeWork) -> None:
    recall_deputy(to_recall(), with_deputy, NOW)

    (term,) = list_deputies(DeputiesQuery(actor=COORDINATOR), with_deputy)

    assert (term.full_name, term.recalled_on) == ("Ewa Żyła", TODAY)
    with pytest.raises(NotAuthorised):
        list_deputies(DeputiesQuery(actor=DEPUTY), with_deputy)


def test_nobody_unknown_is_recalled(at_work: FakeWork) -> None:
    with pytest.raises(DeputyNotFound):
        recall_deputy(to_recall(), at_work, NOW)
