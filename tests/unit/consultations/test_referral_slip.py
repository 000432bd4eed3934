"""The slip of a referral: two organisations and a field of advice, and nobody's data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.make_referral import make_referral
from services.consultations.application.note_receipt import note_receipt
from services.consultations.application.path_commands import ReferralSlipQuery
from services.consultations.application.read_referral_slip import read_referral_slip
from services.consultations.application.register_client import register_client
from services.consultations.documents.referral_slip import draw_referral_slip
from services.consultations.domain.referral_slip import ReferralSlip, slip_of
from shared.contracts.consultations import ClientKind
from tests.unit.consultations.examples import (
    ADVISER,
    NOW,
    PROGRAMME,
    to_note_receipt,
    to_refer,
    to_register_client,
)
from tests.unit.consultations.fakes import FakeWork

REFERRAL_ID = UUID("0122b2e7-4d60-7963-8ad1-0f97c5e3b418")
BANNER = "Sezon pokazowy"


@pytest.fixture
def work() -> FakeWork:
    """Give a node that has referred one client."""
    work = FakeWork()
    accept_programme(PROGRAMME, work)
    register_client(to_register_client(), work, NOW)
    make_referral(to_refer(REFERRAL_ID), work, NOW)
    return work


@pytest.fixture
def slip(work: FakeWork) -> ReferralSlip:
    return read_referral_slip(ReferralSlipQuery(actor=ADVISER, referral_id=REFERRAL_ID), work)


def text_of(document: bytes) -> str:
    return " ".join(PdfReader(BytesIO(document)).pages[0].extract_text().split())


def test_a_slip_says_who_sends_where_and_for_what(slip: ReferralSlip) -> None:
    text = text_of(draw_referral_slip(slip, banner=""))

    for said in (
        "nr SK/1/2009/zarska",
        "Żary, 7 lipca 2009 r.",
        "Ośrodek kierujący Z, Żary",
        "Ośrodek przyjmujący T, Toruń",
        "porada: słowa o legal",
        "osoba fizyczna",
        "owss-2009/1",
        str(REFERRAL_ID),
    ):
        assert said in text


def test_a_slip_says_nothing_about_the_client(slip: ReferralSlip, work: FakeWork) -> None:
    document = draw_referral_slip(slip, banner="")

    client = work.clients.get(slip.referral.client_id)
    assert client.details.name not in text_of(document)
    assert str(client.id) not in text_of(document)
    assert "Skierowanie nie zawiera danych osobowych" in text_of(document)


def test_a_slip_is_one_tagged_page_dated_with_the_day_of_the_referral(slip: ReferralSlip) -> None:
    reader = PdfReader(BytesIO(draw_referral_slip(slip, banner="")))

    assert len(reader.pages) == 1
    assert str(reader.root_object["/MarkInfo"]) == "{'/Marked': True, '/Suspects': False}"
    assert str(reader.root_object["/Lang"]) == "pl-PL"
    assert reader.metadata is not None
    assert reader.metadata.title == "Skierowanie nr SK/1/2009/zarska"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2009, 7, 7)


def test_a_slip_is_the_same_bytes_before_and_after_the_client_has_come(
    slip: ReferralSlip, work: FakeWork
) -> None:
    before = draw_referral_slip(slip, banner="")
    note_receipt(to_note_receipt(REFERRAL_ID), work, NOW)

    later = read_referral_slip(ReferralSlipQuery(actor=ADVISER, referral_id=REFERRAL_ID), work)

    assert draw_referral_slip(later, banner="") == before


def test_a_banner_stands_on_the_page(slip: ReferralSlip) -> None:
    assert BANNER in text_of(draw_referral_slip(slip, banner=BANNER))
    assert BANNER not in text_of(draw_referral_slip(slip, banner=""))


@pytest.mark.parametrize("kind", list(ClientKind))
def test_every_kind_of_client_can_be_referred(slip: ReferralSlip, kind: ClientKind) -> None:
    slip.referral.client_kind = kind

    assert "Kogo dotyczy" in text_of(draw_referral_slip(slip, banner=""))


def test_a_node_that_the_programme_does_not_name_goes_by_its_own_name(slip: ReferralSlip) -> None:
    partners = tuple(each for each in PROGRAMME.partners if each.node != "zarska")

    unnamed = slip_of(slip.referral, replace(PROGRAMME, partners=partners), "zarska")

    text = text_of(draw_referral_slip(unnamed, banner=""))
    assert "Ośrodek kierujący zarska Ośrodek przyjmujący" in text
    assert ", 7 lipca" not in text
