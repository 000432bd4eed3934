"""Clients' files: found alike, changed, merged, erased."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.approve_card import approve_card
from services.consultations.application.change_card import change_card
from services.consultations.application.change_client import change_client
from services.consultations.application.client_commands import (
    ClientQuery,
    DuplicatesQuery,
    MatchListQuery,
)
from services.consultations.application.correct_card import correct_card
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.find_duplicates import find_duplicates
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.read_client import read_client
from services.consultations.application.read_match_list import read_match_list
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_refusals import (
    FileErased,
    FileMerged,
    MergedWithItself,
    PossibleDuplicate,
    SuccessorIsNoDuplicate,
)
from services.consultations.domain.refusals import ClientNotFound, UnknownRecipientCode
from shared.contracts.consultations import (
    AdviceCardCorrected,
    ClientAnswersChanged,
    ClientErased,
    ClientsMerged,
    ErasureGround,
)
from shared.kernel.command import Role, StaleRecord
from tests.unit.consultations.examples import (
    ADVISER,
    ANSWERS,
    CLIENT_ID,
    COORDINATOR,
    GROUP_ID,
    NOW,
    PROGRAMME,
    TODAY,
    an_actor,
    to_approve,
    to_change,
    to_change_client,
    to_correct,
    to_draft,
    to_erase,
    to_merge,
    to_register_adviser,
    to_register_client,
    to_register_group,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork

SECOND_ID, THIRD_ID, CARD_ID = UUID(int=31), UUID(int=32), UUID(int=41)
SAME = ClientDetails(name="jan zak", email="JAN@example.org")
NAMELESS = ("", None)


@pytest.fixture
def work() -> FakeWork:
    """Give a node with an adviser, two files of one person, and that of a group."""
    work = FakeWork()
    accept_programme(PROGRAMME, work)
    register_adviser(to_register_adviser(), work, NOW)
    register_client(to_register_client(), work, NOW)
    second = to_register_client(client_id=SECOND_ID, details=SAME, although_duplicate=True)
    register_client(second, work, NOW)
    register_client(to_register_group(), work, NOW)
    work.journal.published.clear()
    return work


def test_a_second_file_of_a_client_is_refused(work: FakeWork) -> None:
    with pytest.raises(PossibleDuplicate) as refusal:
        register_client(to_register_client(client_id=THIRD_ID, details=SAME), work, NOW)

    assert refusal.value.args == (
        "name_and_email",
        "2",
        f"{CLIENT_ID} name_and_email",
        f"{SECOND_ID} name_and_email",
    )
    assert work.journal.events == []


def test_a_cooperative_may_have_what_identified_its_group(work: FakeWork) -> None:
    group = work.clients.get(GROUP_ID)
    cooperative = to_register_group(client_id=THIRD_ID, predecessor_id=GROUP_ID)

    register_client(replace(cooperative, details=group.details), work, NOW)

    assert work.clients.get(THIRD_ID).predecessor_id == GROUP_ID


def test_files_alike_are_found_before_one_is_opened(work: FakeWork) -> None:
    found = find_duplicates(DuplicatesQuery(actor=ADVISER, details=SAME), work)
    nobody = find_duplicates(
        DuplicatesQuery(actor=ADVISER, details=ClientDetails(name="jan zak")), work
    )

    assert [each.client_id for each in found] == [CLIENT_ID, SECOND_ID]
    assert nobody == ()


def test_other_details_stay_at_the_node(work: FakeWork) -> None:
    details = ClientDetails(name="Jan Żak-Nowak", email="jan@example.org")

    change_client(to_change_client(details=details, expected_revision=1), work, NOW)

    client = work.clients.get(CLIENT_ID)
    change = work.history.of(CLIENT_ID)[-1]
    assert (client.details, client.version, client.revision) == (details, 1, 2)
    assert (change.before, change.after) == ("Jan Żak", "Jan Żak-Nowak")
    assert work.journal.events == []


def test_other_answers_are_told(work: FakeWork) -> None:
    answers = replace(ANSWERS, status="unemployed")

    change_client(to_change_client(recipient=answers), work, NOW)

    assert work.journal.events == [
        ClientAnswersChanged(
            occurred_at=NOW,
            subject_version=2,
            client_id=CLIENT_ID,
            client_kind=work.clients.get(CLIENT_ID).kind,
            changed_on=TODAY,
            **vars(answers),
        )
    ]


def test_other_answers_are_the_programmes_too(work: FakeWork) -> None:
    with pytest.raises(UnknownRecipientCode):
        change_client(to_change_client(recipient=replace(ANSWERS, gmina="mars")), work, NOW)


def test_a_file_that_somebody_changed_in_between_is_not_overwritten(work: FakeWork) -> None:
    change_client(to_change_client(expected_revision=1), work, NOW)

    with pytest.raises(StaleRecord):
        change_client(to_change_client(expected_revision=1), work, NOW)


def test_a_change_that_makes_a_file_alike_another_is_refused_unless_it_is_meant(
    work: FakeWork,
) -> None:
    of_group = work.clients.get(GROUP_ID).details

    with pytest.raises(PossibleDuplicate):
        change_client(to_change_client(details=of_group), work, NOW)
    change_client(to_change_client(details=of_group, although_duplicate=True), work, NOW)
    change_client(to_change_client(details=replace(of_group, phone="1")), work, NOW)

    assert work.clients.get(CLIENT_ID).details.phone == "1"


def test_a_merge_leads_from_the_closed_file_to_the_other(work: FakeWork) -> None:
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)

    assert work.journal.events == [
        ClientsMerged(
            occurred_at=NOW,
            subject_version=2,
            client_id=SECOND_ID,
            into_client_id=CLIENT_ID,
            merged_on=TODAY,
            merged_by=COORDINATOR.staff_id,
        )
    ]
    assert read_client(ClientQuery(actor=ADVISER, client_id=SECOND_ID), work).id == CLIENT_ID


def test_merges_lead_through_several_files_and_never_back(work: FakeWork) -> None:
    third = to_register_client(client_id=THIRD_ID, although_duplicate=True)
    register_client(third, work, NOW)
    merge_clients(to_merge(CLIENT_ID, SECOND_ID), work, NOW)
    merge_clients(to_merge(SECOND_ID, THIRD_ID), work, NOW)

    with pytest.raises(MergedWithItself):
        merge_clients(to_merge(THIRD_ID, CLIENT_ID), work, NOW)

    assert read_client(ClientQuery(actor=ADVISER, client_id=CLIENT_ID), work).id == THIRD_ID


def test_a_merge_into_a_merged_file_goes_to_the_one_that_goes_on(work: FakeWork) -> None:
    register_client(to_register_client(client_id=THIRD_ID, although_duplicate=True), work, NOW)
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)

    merge_clients(to_merge(THIRD_ID, SECOND_ID), work, NOW)

    merge = work.clients.get(THIRD_ID).merge
    assert merge is not None
    assert merge.into_client_id == CLIENT_ID


def test_a_file_is_merged_once(work: FakeWork) -> None:
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)

    with pytest.raises(FileMerged):
        merge_clients(to_merge(SECOND_ID, GROUP_ID), work, NOW)


def test_a_group_and_its_cooperative_are_not_merged(work: FakeWork) -> None:
    cooperative = to_register_group(client_id=THIRD_ID, predecessor_id=GROUP_ID)
    register_client(cooperative, work, NOW)

    for one, other in ((GROUP_ID, THIRD_ID), (THIRD_ID, GROUP_ID)):
        with pytest.raises(SuccessorIsNoDuplicate):
            merge_clients(to_merge(one, other), work, NOW)


def test_a_merged_client_comes_on_no_new_card_and_stays_on_the_old(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    merge_clients(to_merge(CLIENT_ID, SECOND_ID), work, NOW)

    change_card(to_change(CARD_ID), work, NOW)

    with pytest.raises(FileMerged):
        draft_card(to_draft(UUID(int=42)), work, NOW)


def test_a_merged_file_is_not_changed(work: FakeWork) -> None:
    merge_clients(to_merge(CLIENT_ID, SECOND_ID), work, NOW)

    with pytest.raises(FileMerged):
        change_client(to_change_client(), work, NOW)


def test_a_correction_keeps_what_was_known_about_clients(work: FakeWork) -> None:
    _approved_card(work)
    change_client(to_change_client(recipient=replace(ANSWERS, gmina="zary")), work, NOW)

    correct_card(to_correct(CARD_ID), work, NOW)

    event = work.journal.events[-1]
    assert isinstance(event, AdviceCardCorrected)
    assert event.clients[0].gmina == "torun"


def test_an_erased_client_leaves_no_word_and_every_figure(work: FakeWork) -> None:
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)
    _approved_card(work)
    correct_card(to_correct(CARD_ID), work, NOW)
    before = work.cards.get(CARD_ID)
    work.journal.published.clear()

    erase_client(to_erase(SECOND_ID), work, NOW)

    card = work.cards.get(CARD_ID)
    assert [
        (work.clients.get(each).details.name, work.clients.get(each).details.email)
        for each in (CLIENT_ID, SECOND_ID)
    ] == [NAMELESS, NAMELESS]
    assert set(vars(card.texts).values()) == {""}
    assert card.last_return is not None
    assert card.last_return.remarks == card.corrections[0].remarks == ""
    assert (card.advice, card.version, card.state) == (before.advice, before.version, before.state)
    for record in (CLIENT_ID, SECOND_ID, CARD_ID):
        assert {(each.before, each.after) for each in work.history.of(record)} == {(None, None)}
    assert work.history.of(CLIENT_ID)[-1].changed_by == COORDINATOR.staff_id
    assert work.journal.events == [
        ClientErased(
            occurred_at=NOW,
            subject_version=version,
            client_id=client_id,
            erased_on=TODAY,
            ground=ErasureGround.REQUESTED,
        )
        for client_id, version in ((CLIENT_ID, 1 + 1), (SECOND_ID, 2 + 1))
    ]


def test_cards_of_others_keep_their_words(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID, advice=told(client_ids=(GROUP_ID,))), work, NOW)

    erase_client(to_erase(), work, NOW)

    assert work.cards.get(CARD_ID).texts.subject == "Statut spółdzielni"


def test_erasing_again_changes_nothing(work: FakeWork) -> None:
    erase_client(to_erase(), work, NOW)
    published = list(work.journal.published)

    erase_client(to_erase(), work, NOW)

    assert work.journal.published == published
    assert work.clients.get(CLIENT_ID).revision == 2


def test_nothing_new_is_written_about_an_erased_client(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    erase_client(to_erase(), work, NOW)

    for refused in (
        lambda: change_client(to_change_client(), work, NOW),
        lambda: change_card(to_change(CARD_ID), work, NOW),
        lambda: draft_card(to_draft(UUID(int=42)), work, NOW),
        lambda: merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW),
        lambda: work.clients.get(CLIENT_ID).erase(ErasureGround.REQUESTED, NOW),
    ):
        with pytest.raises(FileErased):
            refused()


def test_an_unknown_client_is_neither_read_nor_erased(work: FakeWork) -> None:
    with pytest.raises(ClientNotFound):
        read_client(ClientQuery(actor=ADVISER, client_id=THIRD_ID), work)
    with pytest.raises(ClientNotFound):
        erase_client(to_erase(THIRD_ID), work, NOW)


def test_both_files_of_a_client_are_matched_as_one(work: FakeWork) -> None:
    query = MatchListQuery(actor=an_actor(UUID(int=7), Role.OPERATIONS))
    merge_clients(to_merge(SECOND_ID, CLIENT_ID), work, NOW)

    matches = read_match_list(query, work, b"key")

    digests = {match.client_id: match.digest for match in matches}
    assert list(digests) == [CLIENT_ID, SECOND_ID, GROUP_ID]
    assert digests[CLIENT_ID] == digests[SECOND_ID] != digests[GROUP_ID]
    assert read_match_list(query, work, None) == ()


def _approved_card(work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), work, NOW)
    sign_card(to_sign(CARD_ID), work, NOW)
    return_card(to_return(CARD_ID), work, NOW)
    sign_card(to_sign(CARD_ID), work, NOW)
    approve_card(to_approve(CARD_ID), work, NOW)
