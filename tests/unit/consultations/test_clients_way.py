"""Support paths, referrals and follow-up."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_card import change_card
from services.consultations.application.close_support_path import close_support_path
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.list_follow_ups import list_follow_ups
from services.consultations.application.make_referral import MadeReferral, make_referral
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.note_receipt import note_receipt
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.path_commands import (
    FollowUpsDueQuery,
    ReferralQuery,
    SupportPathQuery,
)
from services.consultations.application.read_referral import read_referral
from services.consultations.application.read_support_path import read_support_path
from services.consultations.application.receive_referral import receive_referral
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.application.sign_card import sign_card
from services.consultations.domain.client_refusals import FileErased, FileMerged
from services.consultations.domain.follow_up import months_after
from services.consultations.domain.path_refusals import (
    ClientTwiceOnPath,
    FollowUpNotDue,
    FollowUpRecordedBefore,
    NoClientOnPath,
    NothingToFollowUp,
    PathClosed,
    PathNotFound,
    PathOfOthers,
    ReceivedElsewhere,
    ReferralNotFound,
    ReferredToItself,
    UnknownNode,
)
from services.consultations.domain.referral import Arrival, ReferralState
from services.consultations.domain.refusals import AlreadyRecorded, UnknownFieldOfAdvice
from shared.contracts.consultations import (
    ClientKind,
    FollowUpOutcome,
    FollowUpRecorded,
    PathClient,
    PathOutcome,
    ReferralMade,
    ReferralReceiptNoted,
    ReferralReceived,
    SupportPathClosed,
    SupportPathOpened,
)
from tests.unit.consultations.examples import (
    ADVISER,
    CLIENT_ID,
    GROUP_ID,
    NOW,
    PROGRAMME,
    TODAY,
    to_approve,
    to_change,
    to_close_path,
    to_draft,
    to_erase,
    to_follow_up,
    to_merge,
    to_note_receipt,
    to_open_path,
    to_receive,
    to_refer,
    to_register_adviser,
    to_register_client,
    to_register_group,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork, Published

PATH_ID, CARD_ID, SECOND_ID = UUID(int=81), UUID(int=41), UUID(int=31)
REFERRAL_ID, FOLLOW_UP_ID, OTHER_ID = UUID(int=82), UUID(int=83), UUID(int=84)
LATER = NOW + timedelta(days=4)
HALF_A_YEAR_LATER = NOW.replace(year=2010, month=1)
DUE = date(2010, 1, 7)


@pytest.fixture
def work() -> FakeWork:
    """Give a node with an adviser, a person, a second file of that person, and a group."""
    work = FakeWork()
    accept_programme(PROGRAMME, work)
    register_adviser(to_register_adviser(), work, NOW)
    register_client(to_register_client(), work, NOW)
    second = to_register_client(client_id=SECOND_ID, although_duplicate=True)
    register_client(second, work, NOW)
    register_client(to_register_group(), work, NOW)
    work.journal.published.clear()
    return work


@pytest.fixture
def advised(work: FakeWork) -> FakeWork:
    """Give the same after an approved card of the person."""
    draft_card(to_draft(CARD_ID), work, NOW)
    sign_card(to_sign(CARD_ID), work, NOW)
    approve_card(to_approve(CARD_ID), work, NOW)
    return work


def test_a_path_opens_for_several_clients_and_its_aim_stays_at_the_node(work: FakeWork) -> None:
    open_support_path(to_open_path(PATH_ID, client_ids=(GROUP_ID, CLIENT_ID)), work, NOW)

    path = read_support_path(SupportPathQuery(actor=ADVISER, support_path_id=PATH_ID), work)
    assert path.aim == work.history.of(PATH_ID)[0].after == "Założyć spółdzielnię."
    assert work.journal.events == [
        SupportPathOpened(
            occurred_at=NOW,
            subject_version=1,
            support_path_id=PATH_ID,
            opened_on=TODAY,
            clients=(
                PathClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),
                PathClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL),
            ),
        )
    ]


def test_a_path_ends_once(work: FakeWork) -> None:
    open_support_path(to_open_path(PATH_ID), work, NOW)

    close_support_path(to_close_path(PATH_ID), work, NOW)

    assert work.journal.events[-1] == SupportPathClosed(
        occurred_at=NOW,
        subject_version=2,
        support_path_id=PATH_ID,
        closed_on=TODAY,
        outcome=PathOutcome.GOAL_REACHED,
    )
    with pytest.raises(PathClosed):
        close_support_path(to_close_path(PATH_ID), work, NOW)


@pytest.mark.parametrize(
    ("client_ids", "refusal"),
    [((), NoClientOnPath), ((CLIENT_ID, CLIENT_ID), ClientTwiceOnPath)],
)
def test_a_path_has_each_client_once(
    work: FakeWork, client_ids: tuple[UUID, ...], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        open_support_path(to_open_path(PATH_ID, client_ids=client_ids), work, NOW)


def test_a_card_belongs_to_an_open_path_of_one_of_its_clients(work: FakeWork) -> None:
    of_path = told(support_path_id=PATH_ID)
    with pytest.raises(PathNotFound):
        draft_card(to_draft(CARD_ID, advice=of_path), work, NOW)
    open_support_path(to_open_path(PATH_ID, client_ids=(GROUP_ID,)), work, NOW)
    with pytest.raises(PathOfOthers):
        draft_card(to_draft(CARD_ID, advice=of_path), work, NOW)

    both = told(support_path_id=PATH_ID, client_ids=(CLIENT_ID, GROUP_ID))
    draft_card(to_draft(CARD_ID, advice=both), work, NOW)

    assert work.cards.get(CARD_ID).advice.support_path_id == PATH_ID


def test_a_closed_path_takes_no_new_card_and_keeps_its_own(work: FakeWork) -> None:
    of_path = told(support_path_id=PATH_ID)
    open_support_path(to_open_path(PATH_ID), work, NOW)
    draft_card(to_draft(CARD_ID, advice=of_path), work, NOW)
    close_support_path(to_close_path(PATH_ID), work, NOW)

    change_card(to_change(CARD_ID, advice=of_path), work, NOW)

    with pytest.raises(PathClosed):
        draft_card(to_draft(OTHER_ID, advice=of_path), work, NOW)


def test_a_path_of_a_merged_file_is_one_of_the_client(work: FakeWork) -> None:
    open_support_path(to_open_path(PATH_ID, client_ids=(SECOND_ID,)), work, NOW)
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)

    draft_card(to_draft(CARD_ID, advice=told(support_path_id=PATH_ID)), work, NOW)

    with pytest.raises(FileMerged):
        open_support_path(to_open_path(OTHER_ID, client_ids=(SECOND_ID,)), work, NOW)


def test_the_aim_of_a_path_goes_with_the_words_about_its_client(work: FakeWork) -> None:
    open_support_path(to_open_path(PATH_ID), work, NOW)
    open_support_path(to_open_path(OTHER_ID, client_ids=(GROUP_ID,)), work, NOW)

    erase_client(to_erase(), work, NOW)

    assert work.support_paths.get(PATH_ID).aim == ""
    assert work.history.of(PATH_ID)[0].after is None
    assert work.support_paths.get(OTHER_ID).aim != ""


def test_a_referral_gets_a_number_for_its_slip(work: FakeWork) -> None:
    made = make_referral(to_refer(REFERRAL_ID), work, NOW)

    referral = read_referral(ReferralQuery(actor=ADVISER, referral_id=REFERRAL_ID), work)
    assert made == MadeReferral(referral_id=REFERRAL_ID, referral_number="SK/1/2009/zarska")
    assert (referral.number, referral.version) == ("SK/1/2009/zarska", 1)
    assert work.journal.events == [
        ReferralMade(
            occurred_at=NOW,
            subject_version=1,
            referral_id=REFERRAL_ID,
            client_id=CLIENT_ID,
            client_kind=ClientKind.INDIVIDUAL,
            field_of_advice="legal",
            to_node="torunska",
            made_on=TODAY,
        )
    ]


def test_what_the_centre_tells_of_the_client_is_put_on_the_referral_once(work: FakeWork) -> None:
    make_referral(to_refer(REFERRAL_ID), work, NOW)
    query = ReferralQuery(actor=ADVISER, referral_id=REFERRAL_ID)
    state_before = read_referral(query, work).state
    told = to_note_receipt(REFERRAL_ID)

    note_receipt(told, work, LATER)
    note_receipt(told, work, LATER + timedelta(seconds=15))

    referral = read_referral(query, work)
    assert (state_before, referral.state) == (ReferralState.MADE, ReferralState.RECEIVED)
    assert (referral.arrival, referral.version) == (told.arrival, 2)
    assert work.journal.published[1:] == [
        Published(
            ReferralReceiptNoted(
                occurred_at=LATER,
                subject_version=2,
                referral_id=REFERRAL_ID,
                received_by="torunska",
                received_on=TODAY,
            ),
            "owss-2009/1",
            told.command_id,
        )
    ]


def test_only_the_node_that_a_client_was_sent_to_receives_them(work: FakeWork) -> None:
    make_referral(to_refer(REFERRAL_ID), work, NOW)
    elsewhere = Arrival(received_by="swietlica", received_on=TODAY)

    with pytest.raises(ReceivedElsewhere):
        note_receipt(to_note_receipt(REFERRAL_ID, arrival=elsewhere), work, LATER)

    query = ReferralQuery(actor=ADVISER, referral_id=REFERRAL_ID)
    assert read_referral(query, work).state is ReferralState.MADE


def test_a_receipt_of_an_unknown_referral_is_refused(work: FakeWork) -> None:
    with pytest.raises(ReferralNotFound):
        note_receipt(to_note_receipt(REFERRAL_ID), work, LATER)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"to_node": "zarska"}, ReferredToItself),
        ({"to_node": "gdzies"}, UnknownNode),
        ({"field_of_advice": "magic"}, UnknownFieldOfAdvice),
    ],
)
def test_a_referral_leads_to_another_node_of_the_programme(
    work: FakeWork, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        make_referral(to_refer(REFERRAL_ID, **changes), work, NOW)


def test_an_unknown_referral_is_refused(work: FakeWork) -> None:
    with pytest.raises(ReferralNotFound):
        read_referral(ReferralQuery(actor=ADVISER, referral_id=REFERRAL_ID), work)


def test_a_referred_client_is_received_once(work: FakeWork) -> None:
    receive_referral(to_receive(REFERRAL_ID), work, NOW)

    assert work.journal.events == [
        ReferralReceived(
            occurred_at=NOW,
            subject_version=1,
            referral_id=REFERRAL_ID,
            client_id=CLIENT_ID,
            client_kind=ClientKind.INDIVIDUAL,
            from_node="torunska",
            received_on=TODAY,
        )
    ]
    with pytest.raises(AlreadyRecorded):
        receive_referral(to_receive(REFERRAL_ID), work, NOW)


def test_nobody_refers_a_client_to_themselves(work: FakeWork) -> None:
    with pytest.raises(ReferredToItself):
        receive_referral(to_receive(REFERRAL_ID, from_node="zarska"), work, NOW)


def test_an_erased_client_is_neither_referred_nor_received(work: FakeWork) -> None:
    erase_client(to_erase(), work, NOW)

    with pytest.raises(FileErased):
        make_referral(to_refer(REFERRAL_ID), work, NOW)
    with pytest.raises(FileErased):
        receive_referral(to_receive(REFERRAL_ID), work, NOW)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2009, 7, 7), 6, date(2010, 1, 7)),
        (date(2009, 8, 31), 6, date(2010, 2, 28)),
        (date(2009, 12, 31), 6, date(2010, 6, 30)),
        (date(2008, 2, 29), 12, date(2009, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, due: date
) -> None:
    assert months_after(day, months) == due


def test_a_client_is_asked_on_the_day_and_not_before(advised: FakeWork) -> None:
    query = FollowUpsDueQuery(actor=ADVISER)

    before = list_follow_ups(query, advised, HALF_A_YEAR_LATER - timedelta(days=1))
    (task,) = list_follow_ups(query, advised, HALF_A_YEAR_LATER)
    both = list_follow_ups(query, advised, NOW.replace(year=2010))

    assert before == ()
    assert (task.client_id, task.name, task.months) == (CLIENT_ID, "Jan Żak", 6)
    assert (task.advised_until, task.due_on) == (TODAY, DUE)
    assert [each.months for each in both] == [6, 12]


def test_an_answer_is_recorded_once_and_told(advised: FakeWork) -> None:
    record_follow_up(to_follow_up(FOLLOW_UP_ID), advised, HALF_A_YEAR_LATER)

    assert advised.journal.events[-1] == FollowUpRecorded(
        occurred_at=HALF_A_YEAR_LATER,
        subject_version=1,
        follow_up_id=FOLLOW_UP_ID,
        client_id=CLIENT_ID,
        client_kind=ClientKind.INDIVIDUAL,
        months=6,
        due_on=DUE,
        recorded_on=DUE,
        outcome=FollowUpOutcome.EMPLOYED,
    )
    assert list_follow_ups(FollowUpsDueQuery(actor=ADVISER), advised, HALF_A_YEAR_LATER) == ()
    with pytest.raises(FollowUpRecordedBefore):
        record_follow_up(to_follow_up(OTHER_ID), advised, HALF_A_YEAR_LATER)


def test_nobody_answers_before_the_day(advised: FakeWork) -> None:
    with pytest.raises(FollowUpNotDue):
        record_follow_up(to_follow_up(FOLLOW_UP_ID, months=12), advised, HALF_A_YEAR_LATER)


def test_a_client_without_counted_advice_is_not_asked(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)

    with pytest.raises(NothingToFollowUp):
        record_follow_up(to_follow_up(FOLLOW_UP_ID), work, HALF_A_YEAR_LATER)


def test_a_closed_path_is_followed_up_from_its_end(advised: FakeWork) -> None:
    open_support_path(to_open_path(PATH_ID), advised, NOW)
    close_support_path(to_close_path(PATH_ID), advised, NOW + timedelta(days=3))

    with pytest.raises(FollowUpNotDue) as refusal:
        record_follow_up(to_follow_up(FOLLOW_UP_ID), advised, HALF_A_YEAR_LATER)

    assert refusal.value.args == ("2010-01-10",)


def test_a_client_of_two_files_is_asked_once_and_an_erased_one_never(advised: FakeWork) -> None:
    merge_clients(to_merge(CLIENT_ID, SECOND_ID), advised, NOW)
    query = FollowUpsDueQuery(actor=ADVISER)

    (task,) = list_follow_ups(query, advised, HALF_A_YEAR_LATER)
    erase_client(to_erase(), advised, NOW)

    assert task.client_id == SECOND_ID
    assert list_follow_ups(query, advised, HALF_A_YEAR_LATER) == ()
