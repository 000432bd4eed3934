"""Signed papers, forms that were not sent, and files that somebody told apart."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest

from services.consultations.answers import PersonAnswer
from services.consultations.application.approve_card import approve_card
from services.consultations.application.attach_scan import attach_scan
from services.consultations.application.change_client import change_client
from services.consultations.application.client_list_queries import (
    PersonExportQuery,
    PossibleDuplicatesQuery,
)
from services.consultations.application.confirm_advice import confirm_advice
from services.consultations.application.discard_unsent_form import discard_unsent_form
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.export_person import export_person
from services.consultations.application.forms_sent import forgetting
from services.consultations.application.keep_unsent_form import keep_unsent_form
from services.consultations.application.list_possible_duplicates import list_possible_duplicates
from services.consultations.application.list_scans import list_scans
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.paper_commands import (
    AttachScan,
    DiscardUnsentForm,
    KeepUnsentForm,
    RemoveScan,
    ScanQuery,
    ScansQuery,
    TakeBackTellingApart,
    TellApart,
    UnsentFormQuery,
)
from services.consultations.application.read_scan import read_scan
from services.consultations.application.read_unsent_form import read_unsent_form
from services.consultations.application.register_client import register_client
from services.consultations.application.remove_scan import remove_scan
from services.consultations.application.sign_card import sign_card
from services.consultations.application.take_back_telling_apart import take_back_telling_apart
from services.consultations.application.tell_apart import tell_apart
from services.consultations.documents.person import draw_person
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_refusals import FileErased, MergedWithItself
from services.consultations.domain.refusals import (
    CardNotSigned,
    FormKeptElsewhere,
    FormTooLong,
    NoScan,
    PaperSignedBeforeHeld,
    PaperSignedInFuture,
    ScanNotFound,
    ScanOfAnother,
    ScanTooLarge,
)
from services.consultations.domain.scan import LARGEST_SCAN, ScanType, type_of
from services.consultations.domain.unsent_form import LONGEST, FormKind
from shared.contracts.consultations import AdviceConfirmed, ConfirmationMeans
from shared.kernel.command import Role
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    NOW,
    TODAY,
    a_session,
    an_actor,
    changed,
    to_approve,
    to_change_client,
    to_confirm,
    to_draft,
    to_erase,
    to_merge,
    to_register_client,
    to_sign,
)
from tests.unit.consultations.fakes import FakeWork

CARD_ID, SCAN_ID, SECOND_ID, THIRD_ID = (UUID(int=number) for number in (41, 71, 31, 32))
PDF = b"%PDF-1.7 podpisana karta"
LATER = NOW + timedelta(days=30)


@pytest.fixture
def signed(at_work: FakeWork) -> FakeWork:
    draft_card(to_draft(CARD_ID), at_work, NOW)
    sign_card(to_sign(CARD_ID), at_work, NOW)
    at_work.journal.published.clear()
    return at_work


def to_attach(**changes: object) -> AttachScan:
    command = AttachScan(
        command_id=uuid4(),
        actor=ADVISER,
        card_id=CARD_ID,
        scan_id=SCAN_ID,
        digest=sha256(PDF).hexdigest(),
        signed_on=TODAY,
        signers="Jan Żak, Anna Zięba",
        by_client=True,
    )
    return changed(command, changes)


def attach(work: FakeWork, content: bytes = PDF, **changes: object) -> None:
    attach_scan(to_attach(**changes), work, NOW, content=content)


def to_keep(**changes: object) -> KeepUnsentForm:
    command = KeepUnsentForm(
        command_id=uuid4(),
        actor=ADVISER,
        form=FormKind.NEW_CARD,
        about=CLIENT_ID,
        expected_version=0,
        typed='{"subject": "Statut"}',
        client_ids=(CLIENT_ID,),
    )
    return changed(command, changes)


ASKED = UnsentFormQuery(actor=ADVISER, form=FormKind.NEW_CARD, about=CLIENT_ID)


# --- Scans


def test_a_paper_that_the_client_signed_confirms_the_advice(signed: FakeWork) -> None:
    attach(signed)

    (scan,) = list_scans(ScansQuery(actor=ADVISER, card_id=CARD_ID), signed)
    (confirmed,) = signed.journal.events
    assert (scan.type, scan.size, scan.digest) == (
        ScanType.PDF,
        len(PDF),
        sha256(PDF).hexdigest(),
    )
    assert (scan.added_by, scan.added_at, scan.signed_on) == (ADVISER_ID, NOW, TODAY)
    assert scan.name == f"skan-{scan.digest[:12]}.pdf"
    assert isinstance(confirmed, AdviceConfirmed)
    assert (confirmed.means, confirmed.confirmed_on) == (ConfirmationMeans.PAPER, TODAY)
    assert signed.history.of(CARD_ID)[-1].after == f"{scan.name}: Jan Żak, Anna Zięba"


def test_a_paper_without_the_client_confirms_nothing(signed: FakeWork) -> None:
    attach(signed, by_client=False)

    assert signed.journal.events == []
    assert signed.cards.get(CARD_ID).confirmation is None


def test_what_was_confirmed_before_is_not_confirmed_again(signed: FakeWork) -> None:
    confirm_advice(to_confirm(CARD_ID, means=ConfirmationMeans.CODE), signed, NOW)
    signed.journal.published.clear()

    attach(signed)

    assert signed.journal.events == []
    assert len(signed.scans.of([CARD_ID])) == 1


def test_the_client_confirms_nothing_before_the_adviser_has_signed(at_work: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), at_work, NOW)

    with pytest.raises(CardNotSigned):
        attach(at_work)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, ScanType.PDF),
        (b"\xff\xd8\xff\xe0", ScanType.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00", ScanType.PNG),
    ],
)
def test_a_scan_is_known_by_its_first_bytes(content: bytes, kind: ScanType) -> None:
    assert type_of(content) is kind


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"PK\x03\x04", b" %PDF-"])
def test_what_is_no_scan_is_refused(signed: FakeWork, content: bytes) -> None:
    with pytest.raises(NoScan):
        attach(signed, content)


def test_a_scan_has_ten_megabytes_and_not_a_byte_more() -> None:
    assert type_of(PDF.ljust(LARGEST_SCAN)) is ScanType.PDF
    with pytest.raises(ScanTooLarge) as refusal:
        type_of(PDF.ljust(LARGEST_SCAN + 1))
    assert refusal.value.args == ("10",)


@pytest.mark.parametrize(
    ("days", "refusal"), [(-1, PaperSignedBeforeHeld), (1, PaperSignedInFuture)]
)
def test_a_paper_is_signed_between_the_session_and_today(
    signed: FakeWork, days: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        attach(signed, signed_on=TODAY + timedelta(days=days))


def test_nothing_is_attached_about_a_client_who_was_erased(signed: FakeWork) -> None:
    attach(signed)
    erase_client(to_erase(), signed, NOW)

    with pytest.raises(FileErased):
        attach(signed, scan_id=UUID(int=72))

    assert signed.scans.of([CARD_ID]) == ()
    assert [change.after for change in signed.history.of(CARD_ID) if change.after] == []


def test_a_scan_opens_at_its_own_card_only(signed: FakeWork) -> None:
    attach(signed)

    found = read_scan(ScanQuery(actor=ADVISER, card_id=CARD_ID, scan_id=SCAN_ID), signed)

    assert (found.content, found.scan.id) == (PDF, SCAN_ID)
    with pytest.raises(ScanNotFound):
        read_scan(ScanQuery(actor=ADVISER, card_id=CLIENT_ID, scan_id=SCAN_ID), signed)


@pytest.mark.parametrize("actor", [ADVISER, COORDINATOR])
def test_whoever_attached_a_scan_or_a_coordinator_removes_it(signed: FakeWork, actor: Any) -> None:
    attach(signed)

    remove_scan(RemoveScan(command_id=uuid4(), actor=actor, scan_id=SCAN_ID), signed, NOW)

    assert signed.scans.of([CARD_ID]) == ()
    last = signed.history.of(CARD_ID)[-1]
    assert (last.field, last.after, last.changed_by) == ("scan", None, actor.staff_id)
    assert signed.cards.get(CARD_ID).confirmation is not None


def test_nobody_else_removes_a_scan(signed: FakeWork) -> None:
    attach(signed)
    colleague = an_actor(COLLEAGUE_ID, Role.ADVISER)

    with pytest.raises(ScanOfAnother):
        remove_scan(RemoveScan(command_id=uuid4(), actor=colleague, scan_id=SCAN_ID), signed, NOW)


# --- Unsent forms


def test_what_was_typed_is_found_again_until_it_is_discarded(at_work: FakeWork) -> None:
    kept = keep_unsent_form(to_keep(), at_work, NOW)

    found = read_unsent_form(ASKED, at_work, LATER)
    discard_unsent_form(
        DiscardUnsentForm(
            command_id=uuid4(), actor=ADVISER, form=FormKind.NEW_CARD, about=CLIENT_ID
        ),
        at_work,
        NOW,
    )

    assert found == kept
    assert (found.version, found.kept_at) == (1, NOW)
    assert read_unsent_form(ASKED, at_work, NOW).version == 0


def test_a_newer_draft_is_never_replaced_in_silence(at_work: FakeWork) -> None:
    keep_unsent_form(to_keep(), at_work, NOW)
    keep_unsent_form(to_keep(expected_version=1, typed="{}"), at_work, NOW)

    for known in (0, 1, 3):
        with pytest.raises(FormKeptElsewhere):
            keep_unsent_form(to_keep(expected_version=known), at_work, NOW)

    assert read_unsent_form(ASKED, at_work, NOW).typed == "{}"


def test_what_is_older_than_thirty_days_is_neither_found_nor_kept(at_work: FakeWork) -> None:
    keep_unsent_form(to_keep(), at_work, NOW)
    too_late = LATER + timedelta(microseconds=1)

    found = read_unsent_form(ASKED, at_work, too_late)
    keep_unsent_form(to_keep(form=FormKind.CARD), at_work, too_late)

    assert found.version == 0
    assert [place.form for place in at_work.unsent_forms.forms] == [FormKind.CARD]


def test_a_form_that_is_too_long_is_not_kept(at_work: FakeWork) -> None:
    keep_unsent_form(to_keep(typed="a" * LONGEST), at_work, NOW)

    with pytest.raises(FormTooLong):
        keep_unsent_form(to_keep(expected_version=1, typed="a" * (LONGEST + 1)), at_work, NOW)


def test_a_form_that_was_sent_is_forgotten_with_it(at_work: FakeWork) -> None:
    keep_unsent_form(to_keep(), at_work, NOW)

    forgetting(draft_card, FormKind.NEW_CARD, CLIENT_ID)(to_draft(CARD_ID), at_work, NOW)

    assert at_work.unsent_forms.forms == {}
    assert at_work.cards.get(CARD_ID).number == "1/2009/zarska"


def test_an_erasure_takes_along_whatever_was_typed_about_the_client(at_work: FakeWork) -> None:
    keep_unsent_form(to_keep(), at_work, NOW)
    named = to_keep(form=FormKind.NEW_CLIENT, typed='{"name": "JAN ŻAK"}', client_ids=())
    keep_unsent_form(replace(named, about=UUID(int=0)), at_work, NOW)
    other = to_keep(form=FormKind.CARD, about=CARD_ID, typed='{"subject": "x"}', client_ids=())
    keep_unsent_form(other, at_work, NOW)

    erase_client(to_erase(), at_work, NOW)

    assert [place.form for place in at_work.unsent_forms.forms] == [FormKind.CARD]
    with pytest.raises(FileErased):
        keep_unsent_form(to_keep(), at_work, NOW)


def test_a_short_name_is_not_looked_for_in_texts_about_others(at_work: FakeWork) -> None:
    at_work.clients.records[CLIENT_ID].details = ClientDetails(name="Jan")
    typed = to_keep(form=FormKind.CARD, about=CARD_ID, typed='{"subject": "Janina"}')
    keep_unsent_form(replace(typed, client_ids=()), at_work, NOW)

    erase_client(to_erase(), at_work, NOW)

    assert len(at_work.unsent_forms.forms) == 1


def test_a_person_gets_scans_and_what_was_typed_about_them(signed: FakeWork) -> None:
    attach(signed)
    keep_unsent_form(to_keep(typed='{"subject": "Statut", "client_ids": ["x"]}'), signed, NOW)

    export = export_person(PersonExportQuery(actor=COORDINATOR, client_id=CLIENT_ID), signed, NOW)

    answer = json.loads(json.dumps(PersonAnswer().dump(export)))
    (scan,), (form,) = answer["scans"], answer["unsent_forms"]
    assert scan["content"] == "JVBERi0xLjcgcG9kcGlzYW5hIGthcnRh"
    assert (scan["media_type"], scan["signers"]) == ("application/pdf", "Jan Żak, Anna Zięba")
    assert (form["form"], form["typed"]["subject"]) == ("new_card", "Statut")
    book = openpyxl.load_workbook(BytesIO(draw_person(export, banner="")))
    assert book["Skany podpisanych kart"]["C3"].value == "Jan Żak, Anna Zięba"
    typed = [[cell.value for cell in row] for row in book["Formularze niewysłane"]["C3:D4"]]
    assert typed == [["subject", "Statut"], ["client_ids", "['x']"]]


# --- A card before its session is over


@pytest.mark.parametrize(("minute", "over"), [(29, False), (30, True), (31, True)])
def test_a_session_is_over_with_its_last_minute(minute: int, *, over: bool) -> None:
    session = a_session(held_on=date(2009, 7, 7), started_at=time(10), ended_at=time(11, 30))

    assert session.is_over(datetime(2009, 7, 7, 9, minute, tzinfo=UTC)) is over


# --- Told apart


PAIRS = PossibleDuplicatesQuery(actor=COORDINATOR)


def register(work: FakeWork, client_id: UUID, nip: str = "5260250274") -> None:
    details = ClientDetails(name=f"Spółdzielnia {client_id.int}", nip=nip)
    command = to_register_client(client_id=client_id, details=details, although_duplicate=True)
    register_client(command, work, NOW)


def told(kind: type[Any], one: UUID, other: UUID) -> Any:
    return kind(command_id=uuid4(), actor=COORDINATOR, one_id=one, other_id=other)


def test_whoever_registers_a_client_although_another_is_alike_tells_them_apart(
    at_work: FakeWork,
) -> None:
    register(at_work, SECOND_ID)
    register(at_work, THIRD_ID)

    found = list_possible_duplicates(PAIRS, at_work)

    assert found.possible == ()
    (pair,) = found.apart
    assert {pair.one.id, pair.other.id} == {SECOND_ID, THIRD_ID}
    assert (pair.judgement.judged_by, pair.judgement.judged_at) == (ADVISER_ID, NOW)


def test_whoever_changes_a_file_to_be_like_another_tells_them_apart(at_work: FakeWork) -> None:
    register(at_work, SECOND_ID)
    alike = ClientDetails(name="Jan Żak", nip="5260250274")

    change_client(to_change_client(details=alike, although_duplicate=True), at_work, NOW)

    assert len(list_possible_duplicates(PAIRS, at_work).apart) == 1


def test_a_pair_is_listed_again_once_telling_it_apart_is_taken_back(at_work: FakeWork) -> None:
    register(at_work, SECOND_ID)
    register(at_work, THIRD_ID)
    (pair,) = list_possible_duplicates(PAIRS, at_work).apart

    take_back_telling_apart(told(TakeBackTellingApart, SECOND_ID, THIRD_ID), at_work, NOW)

    found = list_possible_duplicates(PAIRS, at_work)
    assert pair.judgement.pair == {SECOND_ID, THIRD_ID}
    assert (len(found.possible), found.apart) == (1, ())


def test_a_pair_is_told_apart_once(at_work: FakeWork) -> None:
    register(at_work, SECOND_ID)

    tell_apart(told(TellApart, SECOND_ID, CLIENT_ID), at_work, NOW)
    tell_apart(told(TellApart, CLIENT_ID, SECOND_ID), at_work, NOW)

    assert len(at_work.told_apart.known()) == 1


def test_a_file_is_not_told_apart_from_itself(at_work: FakeWork) -> None:
    with pytest.raises(MergedWithItself):
        tell_apart(told(TellApart, CLIENT_ID, CLIENT_ID), at_work, NOW)


def test_of_three_alike_the_third_stands_with_the_last_whom_nobody_told_apart(
    at_work: FakeWork,
) -> None:
    register(at_work, SECOND_ID)
    register(at_work, THIRD_ID)
    register(at_work, UUID(int=33))
    at_work.told_apart.judgements.clear()

    tell_apart(told(TellApart, THIRD_ID, UUID(int=33)), at_work, NOW)

    pairs = [
        (pair.older.id.int, pair.newer.id.int)
        for pair in list_possible_duplicates(PAIRS, at_work).possible
    ]
    assert pairs == [(31, 32), (31, 33)]


def test_pairs_that_became_one_client_or_were_erased_are_not_shown(at_work: FakeWork) -> None:
    register(at_work, SECOND_ID)
    register(at_work, THIRD_ID)
    tell_apart(told(TellApart, SECOND_ID, CLIENT_ID), at_work, NOW)

    merge_clients(to_merge(THIRD_ID, SECOND_ID), at_work, NOW)
    erase_client(to_erase(), at_work, NOW)

    assert list_possible_duplicates(PAIRS, at_work).apart == ()


def test_an_approved_card_takes_a_scan_as_well(signed: FakeWork) -> None:
    approve_card(to_approve(CARD_ID), signed, NOW)

    attach(signed)

    assert signed.cards.get(CARD_ID).confirmation is not None
