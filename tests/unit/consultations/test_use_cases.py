"""Each use case over records in memory: what it keeps, what it publishes, what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_adviser import change_adviser
from services.consultations.application.change_card import change_card
from services.consultations.application.commands import (
    AdvisersQuery,
    CardQuery,
    RecordHistoryQuery,
)
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.draft_card import DraftedCard, draft_card
from services.consultations.application.list_advisers import list_advisers
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.read_card import read_card
from services.consultations.application.read_record_history import read_record_history
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.refusals import (
    AdviserHasAnotherCard,
    AdviserNotActive,
    AdviserNotFound,
    AlreadyRecorded,
    CardNotFound,
    ClientNotFound,
    ClientTwiceOnCard,
    EndsBeforeItStarts,
    NoProgramme,
    ProgrammeVersionAltered,
    UnknownProgramme,
)
from shared.contracts.consultations import (
    AdviceCardApproved,
    AdviceCardCorrected,
    AdviceCardDrafted,
    AdviceCardReturned,
    AdviceCardSigned,
    AdviceConfirmed,
    AdviserRegistered,
    ClientKind,
    ClientRegistered,
    Recipient,
    StaffRole,
)
from shared.kernel.command import Role, StaleRecord
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    GROUP_ID,
    NOW,
    PROGRAMME,
    TEXTS,
    TODAY,
    a_programme,
    an_actor,
    to_annul,
    to_approve,
    to_change,
    to_change_adviser,
    to_confirm,
    to_correct,
    to_draft,
    to_open_path,
    to_register_adviser,
    to_register_client,
    to_register_group,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork

CARD_ID, OTHER_CARD_ID = UUID(int=41), UUID(int=42)
COLLEAGUE = an_actor(COLLEAGUE_ID, Role.ADVISER)


@pytest.fixture
def work() -> FakeWork:
    """Give a node with a programme, two advisers and a client, before its first card."""
    work = FakeWork()
    accept_programme(PROGRAMME, work)
    register_adviser(to_register_adviser(), work, NOW)
    colleague = to_register_adviser(adviser_id=COLLEAGUE_ID, full_name="Ewa Łoś")
    register_adviser(colleague, work, NOW)
    register_client(to_register_client(), work, NOW)
    work.journal.published.clear()
    return work


@pytest.fixture
def signed(work: FakeWork) -> FakeWork:
    draft_card(to_draft(CARD_ID), work, NOW)
    sign_card(to_sign(CARD_ID), work, NOW)
    return work


@pytest.fixture
def approved(signed: FakeWork) -> FakeWork:
    approve_card(to_approve(CARD_ID), signed, NOW)
    return signed


def test_an_adviser_is_registered_with_a_name_that_stays_at_the_node() -> None:
    work = FakeWork()
    command = to_register_adviser()

    register_adviser(command, work, NOW)

    (adviser,) = work.advisers.hold([ADVISER_ID])
    (published,) = work.journal.published
    (change,) = work.history.of(ADVISER_ID)
    assert (adviser.full_name, adviser.version) == ("Anna Zięba", 1)
    assert isinstance(published.event, AdviserRegistered)
    assert (published.command_id, published.programme) == (command.command_id, None)
    assert (change.field, change.before, change.after) == ("full_name", None, "Anna Zięba")
    assert (change.changed_by, change.changed_at) == (command.actor.staff_id, NOW)


def test_an_adviser_who_leaves_gets_a_last_day_and_may_have_another_name(work: FakeWork) -> None:
    change_adviser(to_change_adviser(), work, NOW)

    (adviser,) = work.advisers.hold([ADVISER_ID])
    assert (adviser.full_name, adviser.version) == ("Anna Zięba-Łoś", 2)
    assert work.journal.events[-1] == AdviserRegistered(
        occurred_at=NOW,
        subject_version=2,
        adviser_id=ADVISER_ID,
        staff_role=StaffRole.EXPERT,
        active_from=date(2009, 6, 1),
        active_to=date(2009, 7, 31),
    )
    change = work.history.of(ADVISER_ID)[-1]
    assert (change.before, change.after) == ("Anna Zięba", "Anna Zięba-Łoś")


def test_an_adviser_whom_somebody_else_changed_is_read_again_first(work: FakeWork) -> None:
    change_adviser(to_change_adviser(), work, NOW)

    with pytest.raises(StaleRecord):
        change_adviser(to_change_adviser(), work, NOW)


def test_no_card_is_drafted_for_a_day_after_the_last_one(work: FakeWork) -> None:
    change_adviser(to_change_adviser(active_to=TODAY - timedelta(days=1)), work, NOW)

    with pytest.raises(AdviserNotActive):
        draft_card(to_draft(CARD_ID), work, NOW)


def test_all_advisers_are_listed_by_name(work: FakeWork) -> None:
    change_adviser(to_change_adviser(full_name="Łucja Zięba"), work, NOW)

    found = list_advisers(AdvisersQuery(actor=COORDINATOR), work)

    assert [each.full_name for each in found] == ["Ewa Łoś", "Łucja Zięba"]


def test_a_client_is_registered_on_the_business_day() -> None:
    work = FakeWork()
    accept_programme(PROGRAMME, work)

    register_client(to_register_client(), work, NOW.replace(hour=22, minute=30))

    (event,) = work.journal.events
    assert isinstance(event, ClientRegistered)
    assert event.registered_on == date(2009, 7, 8)
    assert work.clients.get(CLIENT_ID).version == 1
    assert [change.field for change in work.history.of(CLIENT_ID)] == ["name", "email"]


def test_a_cooperative_follows_its_group(work: FakeWork) -> None:
    group = to_register_group()
    cooperative = to_register_client(
        client_id=UUID(int=23),
        client_kind=ClientKind.SOCIAL_COOPERATIVE,
        details=ClientDetails(name="Spółdzielnia"),
        recipient=Recipient(),
        predecessor_id=GROUP_ID,
    )

    register_client(group, work, NOW)
    register_client(cooperative, work, NOW)

    assert work.clients.get(UUID(int=23)).predecessor_id == GROUP_ID


def test_an_unknown_predecessor_is_refused(work: FakeWork) -> None:
    with pytest.raises(ClientNotFound):
        register_client(
            to_register_client(client_id=UUID(int=23), predecessor_id=GROUP_ID), work, NOW
        )


def test_a_draft_is_numbered_kept_and_told(work: FakeWork) -> None:
    command = to_draft(CARD_ID)

    answer = draft_card(command, work, NOW)

    card = work.cards.get(CARD_ID)
    (published,) = work.journal.published
    assert answer == DraftedCard(card_id=CARD_ID, card_number="1/2009/zarska", minutes=90)
    assert (card.state, card.version, card.programme) == (CardState.DRAFTED, 1, "owss-2009/1")
    assert isinstance(published.event, AdviceCardDrafted)
    assert (published.programme, published.command_id) == ("owss-2009/1", command.command_id)
    assert [change.field for change in work.history.of(CARD_ID)] == [
        "subject",
        "advice_given",
        "agreed_steps",
    ]


def test_a_number_belongs_to_the_year_of_the_business_day(work: FakeWork) -> None:
    new_year_in_warsaw = NOW.replace(month=12, day=31, hour=23, minute=30)

    answer = draft_card(to_draft(CARD_ID), work, new_year_in_warsaw)

    assert answer.card_number == "1/2010/zarska"


def test_a_card_falls_under_the_version_of_its_day_and_stays_there(work: FakeWork) -> None:
    accept_programme(a_programme(version=2, valid_from=date(2009, 7, 1)), work)
    draft_card(to_draft(CARD_ID, advice=told(held_on=date(2009, 6, 30))), work, NOW)

    change_card(to_change(CARD_ID), work, NOW)

    assert work.cards.get(CARD_ID).programme == "owss-2009/1"
    assert {published.programme for published in work.journal.published} == {"owss-2009/1"}


def test_a_node_without_a_programme_refuses_cards() -> None:
    with pytest.raises(NoProgramme):
        draft_card(to_draft(CARD_ID), FakeWork(), NOW)


def test_a_card_of_an_unknown_programme_is_refused(work: FakeWork) -> None:
    with pytest.raises(UnknownProgramme):
        draft_card(to_draft(CARD_ID, programme="owss-2010"), work, NOW)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"client_ids": (CLIENT_ID, CLIENT_ID)}, ClientTwiceOnCard),
        ({"client_ids": (GROUP_ID,)}, ClientNotFound),
        ({"adviser_ids": (ADVISER_ID, UUID(int=99))}, AdviserNotFound),
        ({"ended_at": time(10)}, EndsBeforeItStarts),
    ],
)
def test_what_is_told_wrongly_is_refused_and_nothing_kept(
    work: FakeWork, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        draft_card(to_draft(CARD_ID, advice=told(**changes)), work, NOW)

    with pytest.raises(CardNotFound):
        work.cards.get(CARD_ID)
    assert work.journal.published == []


def test_a_card_id_names_one_card(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    later = told(started_at=time(12), ended_at=time(13))

    with pytest.raises(AlreadyRecorded):
        draft_card(to_draft(CARD_ID, advice=later), work, NOW)


def test_two_cards_of_one_adviser_do_not_overlap(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    both = told(started_at=time(11), ended_at=time(12), adviser_ids=(COLLEAGUE_ID, ADVISER_ID))

    with pytest.raises(AdviserHasAnotherCard) as refusal:
        draft_card(to_draft(OTHER_CARD_ID, advice=both), work, NOW)

    assert refusal.value.args == ("1/2009/zarska", "10:00", "11:30")


def test_advisers_work_at_the_same_time(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    of_colleague = told(adviser_ids=(COLLEAGUE_ID,))

    draft_card(to_draft(OTHER_CARD_ID, actor=COLLEAGUE, advice=of_colleague), work, NOW)

    assert work.cards.get(OTHER_CARD_ID).number == "2/2009/zarska"


def test_a_card_may_be_moved_within_its_own_time(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)

    change_card(to_change(CARD_ID, advice=told(started_at=time(10, 30))), work, NOW)

    assert work.cards.get(CARD_ID).advice.session.minutes == 60


def test_a_change_tells_which_words_became_other(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    texts = replace(TEXTS, subject="Lustracja", agreed_steps="")

    change_card(to_change(CARD_ID, texts=texts, expected_version=1), work, NOW)

    changes = work.history.of(CARD_ID)[3:]
    assert work.cards.get(CARD_ID).texts == texts
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("subject", TEXTS.subject, "Lustracja"),
        ("agreed_steps", TEXTS.agreed_steps, None),
    ]
    assert work.journal.events[-1].subject_version == 2


def test_a_change_of_what_was_read_before_another_change_is_refused(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    change_card(to_change(CARD_ID, expected_version=1), work, NOW)

    with pytest.raises(StaleRecord):
        change_card(to_change(CARD_ID, expected_version=1), work, NOW)


def test_a_card_goes_from_draft_through_return_to_approval(signed: FakeWork) -> None:
    return_card(to_return(CARD_ID), signed, NOW)
    change_card(to_change(CARD_ID, advice=told(ended_at=time(12))), signed, NOW)
    sign_card(to_sign(CARD_ID), signed, NOW)
    approve_card(to_approve(CARD_ID), signed, NOW)

    card = signed.cards.get(CARD_ID)
    assert (card.state, card.version) == (CardState.APPROVED, 6)
    assert [type(event) for event in signed.journal.events] == [
        AdviceCardDrafted,
        AdviceCardSigned,
        AdviceCardReturned,
        AdviceCardDrafted,
        AdviceCardSigned,
        AdviceCardApproved,
    ]
    assert [event.subject_version for event in signed.journal.events] == [1, 2, 3, 4, 5, 6]
    assert {published.programme for published in signed.journal.published} == {"owss-2009/1"}


def test_remarks_of_a_return_stay_at_the_node(signed: FakeWork) -> None:
    return_card(to_return(CARD_ID, remarks="Brak ustaleń."), signed, NOW)

    change = signed.history.of(CARD_ID)[-1]
    assert (change.field, change.after) == ("return_remarks", "Brak ustaleń.")


def test_a_correction_keeps_the_support_path(work: FakeWork) -> None:
    path = UUID(int=77)
    open_support_path(to_open_path(path), work, NOW)
    draft_card(to_draft(CARD_ID, advice=told(support_path_id=path)), work, NOW)
    sign_card(to_sign(CARD_ID), work, NOW)
    approve_card(to_approve(CARD_ID), work, NOW)

    correct_card(to_correct(CARD_ID), work, NOW)

    event, card = work.journal.events[-1], work.cards.get(CARD_ID)
    assert isinstance(event, AdviceCardCorrected)
    assert (event.support_path_id, event.minutes, event.correction_number) == (path, 150, 1)
    assert card.advice.session.minutes == 150
    assert work.history.of(CARD_ID)[-1].field == "correction_remarks"


def test_the_time_of_an_annulled_card_is_free_until_it_is_corrected_back(
    approved: FakeWork,
) -> None:
    correct_card(to_annul(CARD_ID), approved, NOW)

    draft_card(to_draft(OTHER_CARD_ID), approved, NOW)

    with pytest.raises(AdviserHasAnotherCard):
        correct_card(to_correct(CARD_ID), approved, NOW)


def test_a_client_confirms_after_approval(approved: FakeWork) -> None:
    confirm_advice(to_confirm(CARD_ID), approved, NOW)

    assert isinstance(approved.journal.events[-1], AdviceConfirmed)
    assert approved.cards.get(CARD_ID).confirmation is not None


def test_a_version_of_a_programme_is_kept_once() -> None:
    work = FakeWork()

    for programme in (PROGRAMME, a_programme(version=2), PROGRAMME):
        accept_programme(programme, work)

    assert [programme.version for programme in work.programmes.known()] == [1, 2]


def test_a_version_that_says_something_else_is_refused() -> None:
    work = FakeWork()
    accept_programme(PROGRAMME, work)

    with pytest.raises(ProgrammeVersionAltered):
        accept_programme(a_programme(title="Inny"), work)


def test_a_card_is_read_with_its_words(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)

    card = read_card(CardQuery(actor=ADVISER, card_id=CARD_ID), work, NOW)

    assert (card.texts, card.advice.session.held_on) == (TEXTS, TODAY)


def test_the_history_of_a_record_is_read(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)

    history = read_record_history(RecordHistoryQuery(actor=ADVISER, record_id=CARD_ID), work)

    assert TEXTS.subject in [change.after for change in history.changes]
    assert [told.name for told in history.told] == ["advice_card_drafted"]
