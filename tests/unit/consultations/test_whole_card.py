"""A card with the names on it, what can be done next, and its print to be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.approve_card import approve_card
from services.consultations.application.commands import WholeCardQuery
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.correct_card import correct_card
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.read_whole_card import WholeCard, read_whole_card
from services.consultations.application.return_card import return_card
from services.consultations.application.sign_card import sign_card
from services.consultations.documents.advice_card import draw_advice_card
from services.consultations.domain.card_steps import CardStep
from services.consultations.domain.refusals import CardNotFound
from services.consultations.domain.working_time_refusals import NoValidDeputy
from shared.kernel.command import Actor
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    NOW,
    PROGRAMME,
    TEXTS,
    to_approve,
    to_confirm,
    to_correct,
    to_draft,
    to_erase,
    to_open_path,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import DEPUTY, to_appoint

CARD_ID, PATH_ID = UUID(int=41), UUID(int=31)
NOT_SIGNED = "PROJEKT – karta nie jest podpisana przez doradcę"


@pytest.fixture
def drafted(at_work: FakeWork) -> FakeWork:
    open_support_path(to_open_path(PATH_ID), at_work, NOW)
    advice = told(adviser_ids=(ADVISER_ID, COLLEAGUE_ID), support_path_id=PATH_ID)
    draft_card(to_draft(CARD_ID, advice=advice), at_work, NOW)
    return at_work


@pytest.fixture
def signed(drafted: FakeWork) -> FakeWork:
    sign_card(to_sign(CARD_ID), drafted, NOW)
    return drafted


def opened(work: FakeWork, actor: Actor = ADVISER) -> WholeCard:
    return read_whole_card(WholeCardQuery(actor=actor, card_id=CARD_ID), work, NOW)


def steps(work: FakeWork, actor: Actor) -> set[CardStep]:
    return set(opened(work, actor).steps)


def text_of(document: bytes) -> str:
    return " ".join(PdfReader(BytesIO(document)).pages[0].extract_text().split())


# --- The names


def test_a_card_comes_with_everybody_on_it(signed: FakeWork) -> None:
    appoint_deputy(to_appoint(), signed, NOW)

    whole = opened(signed)

    assert [client.details.name for client in whole.clients] == ["Jan Żak"]
    assert whole.people == {
        ADVISER_ID: "Anna Zięba",
        COLLEAGUE_ID: "Ewa Łoś",
        DEPUTY.staff_id: "Ewa Żyła",
    }
    assert whole.support_path is not None
    assert whole.support_path.id == PATH_ID
    assert (whole.programme.reference, whole.node) == ("owss-2009/1", "zarska")


def test_a_card_may_belong_to_no_path(at_work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), at_work, NOW)

    assert opened(at_work).support_path is None


def test_an_unknown_card_is_refused(at_work: FakeWork) -> None:
    with pytest.raises(CardNotFound):
        opened(at_work)


def test_a_deputy_opens_cards_within_the_term_only(signed: FakeWork) -> None:
    with pytest.raises(NoValidDeputy):
        opened(signed, DEPUTY)

    appoint_deputy(to_appoint(), signed, NOW)

    assert steps(signed, DEPUTY) == {CardStep.APPROVE, CardStep.RETURN, CardStep.CONFIRM}


# --- What can be done next


def test_advisers_write_and_sign_what_is_not_signed(drafted: FakeWork) -> None:
    assert steps(drafted, ADVISER) == {CardStep.CHANGE, CardStep.SIGN}
    assert steps(drafted, COORDINATOR) == set()


def test_somebody_else_decides_about_a_signed_card(signed: FakeWork) -> None:
    assert steps(signed, ADVISER) == {CardStep.CONFIRM}
    assert steps(signed, COORDINATOR) == {CardStep.APPROVE, CardStep.RETURN, CardStep.CONFIRM}


def test_a_returned_card_goes_back_to_its_advisers(signed: FakeWork) -> None:
    return_card(to_return(CARD_ID), signed, NOW)

    assert steps(signed, ADVISER) == {CardStep.CHANGE, CardStep.SIGN}
    assert steps(signed, COORDINATOR) == set()


def test_an_approved_card_is_corrected_by_somebody_else(signed: FakeWork) -> None:
    approve_card(to_approve(CARD_ID), signed, NOW)
    confirm_advice(to_confirm(CARD_ID), signed, NOW)

    assert steps(signed, ADVISER) == set()
    assert steps(signed, COORDINATOR) == {CardStep.CORRECT}


# --- The print


def test_the_print_says_what_the_card_says(signed: FakeWork) -> None:
    text = text_of(draw_advice_card(opened(signed), banner=""))

    for said in (
        "nr 1/2009/zarska",
        "Organizacja Z",
        "Jan Żak (osoba fizyczna)",
        "Anna Zięba, Ewa Łoś",
        "7 lipca 2009",
        "10:00–11:30 (1,50 h)",
        "słowa o legal",
        "słowa o in_person",
        "sporządzona",
        TEXTS.subject,
        TEXTS.agreed_steps,
        "podpis klienta: Jan Żak",
        "podpis doradcy: Anna Zięba",
        "podpis doradcy: Ewa Łoś",
    ):
        assert said in text


def test_the_print_is_tagged_and_dated_with_the_day_of_the_signature(drafted: FakeWork) -> None:
    sign_card(to_sign(CARD_ID), drafted, NOW + timedelta(days=2))

    reader = PdfReader(BytesIO(draw_advice_card(opened(drafted), banner="")))

    assert str(reader.root_object["/MarkInfo"]) == "{'/Marked': True, '/Suspects': False}"
    assert str(reader.root_object["/Lang"]) == "pl-PL"
    assert reader.metadata is not None
    assert reader.metadata.title == "Karta doradztwa nr 1/2009/zarska"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2009, 7, 9)


def test_what_is_not_signed_is_marked_as_a_draft(drafted: FakeWork) -> None:
    draft = text_of(draw_advice_card(opened(drafted), banner="Sezon pokazowy"))
    sign_card(to_sign(CARD_ID), drafted, NOW)
    signed = text_of(draw_advice_card(opened(drafted), banner="Sezon pokazowy"))

    assert f"Sezon pokazowy · {NOT_SIGNED}" in draft
    assert "Sezon pokazowy" in signed
    assert NOT_SIGNED not in signed


def test_equal_cards_have_equal_bytes(signed: FakeWork) -> None:
    first, second = (draw_advice_card(opened(signed), banner="") for _ in range(2))

    assert first == second


def test_whoever_was_erased_is_not_named(signed: FakeWork) -> None:
    approve_card(to_approve(CARD_ID), signed, NOW)
    erase_client(to_erase(), signed, NOW)

    text = text_of(draw_advice_card(opened(signed), banner=""))

    assert "Jan Żak" not in text
    assert "(dane usunięto) (osoba fizyczna)" in text


def test_a_node_and_codes_without_words_go_by_their_own_names(signed: FakeWork) -> None:
    whole = opened(signed)
    wordless = replace(PROGRAMME, partners=(), fields_of_advice=(), forms_of_contact=())

    text = text_of(draw_advice_card(replace(whole, programme=wordless), banner=""))

    assert "Organizacja zarska" in text
    assert "Zakres legal" in text


def test_a_corrected_card_is_printed_as_it_counts(signed: FakeWork) -> None:
    approve_card(to_approve(CARD_ID), signed, NOW)
    correct_card(to_correct(CARD_ID), signed, datetime(2009, 7, 8, 9, 0, tzinfo=UTC))

    assert "9:00–11:30" in text_of(draw_advice_card(opened(signed), banner=""))
