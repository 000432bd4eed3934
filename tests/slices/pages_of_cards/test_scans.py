"""A card from paper: written with both dates, its scan attached, handed over, taken away."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.consultations.domain.scan import LARGEST_SCAN
from shared.database import Database
from shared.kernel.command import Role
from tests.slices.pages_of_cards.browsing import ADVISER, a_person, logged_in, send, text_of
from tests.slices.pages_of_cards.test_cards_pages import CARD, CARD_ID, NUMBER, TYPED
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    CLIENT_ID,
    COORDINATOR_ID,
    to_draft,
    to_erase,
    to_sign,
)
from tests.unit.web.site import SetClock

SCAN_ID = UUID(int=71)
SCAN = f"{CARD}/scans/{SCAN_ID}"
PDF = b"%PDF-1.7 podpisana karta"
DIGEST = sha256(PDF).hexdigest()


@pytest.fixture
def signed(database: Database) -> Database:
    do(database, to_draft(CARD_ID), to_sign(CARD_ID))
    return database


def attach(browser: FlaskClient, content: bytes = PDF, **changes: Any) -> Any:
    fields = {
        "scan_id": str(SCAN_ID),
        "signed_on": "2009-07-07",
        "signers": "Jan Żak i Anna Zięba",
        "by_client": "1",
        "file": (BytesIO(content), "karta Jana Żaka.pdf"),
    }
    answer = send(browser, f"{CARD}/scans/new", {**fields, **changes})
    if not answer.history:
        # A large body lies in a file, which nobody else closes.
        answer.request.environ["wsgi.input"].close()
    return answer


def test_a_card_from_paper_leads_to_its_scan(app: Flask, clock: SetClock) -> None:
    clock.go_on(timedelta(days=2))
    adviser = logged_in(app, clock, ADVISER)

    asked = text_of(adviser.get("/cards/new?paper=1"))
    page = text_of(send(adviser, "/cards/new?paper=1", TYPED))

    assert "Przepisz kartę podpisaną na papierze." in asked
    assert f"Zapisano kartę {NUMBER}. Dołącz jej skan." in page
    assert "Porada odbyła się 7 lipca 2009, a wpisano ją 9 lipca 2009 r., godz. 14:00." in page
    assert "9 lipca 2009 r., godz. 14:00 (dni po poradzie: 2)" in text_of(adviser.get(CARD))


@pytest.mark.usefixtures("signed")
def test_a_scan_is_attached_and_the_advice_is_confirmed(adviser: FlaskClient) -> None:
    empty = text_of(adviser.get(CARD))

    page = text_of(attach(adviser))

    assert "Nie dołączono skanu." in empty
    assert "Dołączono skan podpisanej karty." in page
    assert "Podpisano 7 lipca 2009: Jan Żak i Anna Zięba; podpisał też klient" in page
    assert f"SHA-256: {DIGEST}" in page
    assert "7 lipca 2009, podpis na papierze" in page


@pytest.mark.usefixtures("signed")
def test_a_scan_is_handed_over_to_be_kept_and_not_to_be_run(
    adviser: FlaskClient, coordinator: FlaskClient, deputy: FlaskClient
) -> None:
    attach(adviser)

    answer = coordinator.get(SCAN)

    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=skan-{DIGEST[:12]}.pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert deputy.get(SCAN).status_code == 200
    assert deputy.get(f"{CARD}/scans/new").status_code == 403
    assert adviser.get(f"{CARD}/scans/{CARD_ID}").status_code == 404


@pytest.mark.usefixtures("signed")
@pytest.mark.parametrize(
    ("content", "changes", "told"),
    [
        (b"<script>", {}, "To nie jest plik PDF, JPEG ani PNG."),
        (PDF.ljust(LARGEST_SCAN + 9), {}, "może mieć najwyżej 10 MB"),
        (PDF, {"signers": " "}, "Podaj nazwiska osób, które podpisały kartę."),
        (PDF, {"signed_on": "2009-07-06"}, "wcześniejszy niż porada"),
        (PDF, {"file": (BytesIO(), "")}, "To nie jest plik PDF, JPEG ani PNG."),
    ],
)
def test_what_cannot_be_attached_is_said_and_what_was_typed_stays(
    adviser: FlaskClient, content: bytes, changes: dict[str, Any], told: str
) -> None:
    answer = attach(adviser, content, **changes)

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert "Wybierz plik jeszcze raz." in text_of(answer)
    assert f'value="{SCAN_ID}"' in answer.text


@pytest.mark.usefixtures("signed")
def test_a_form_without_any_file_says_what_to_choose(adviser: FlaskClient) -> None:
    fields = {"scan_id": str(SCAN_ID), "signed_on": "2009-07-07", "signers": "Jan Żak"}

    answer = send(adviser, f"{CARD}/scans/new", fields)

    assert "To nie jest plik PDF, JPEG ani PNG." in text_of(answer)


@pytest.mark.usefixtures("signed")
def test_a_scan_is_removed_by_whoever_attached_it_or_by_a_coordinator(
    adviser: FlaskClient, colleague: FlaskClient, coordinator: FlaskClient
) -> None:
    attach(adviser)

    refused = text_of(send(colleague, f"{SCAN}/removal"))
    misread = text_of(send(adviser, f"{SCAN}/removal", {"command_id": "none"}))
    removed = text_of(send(coordinator, f"{SCAN}/removal"))

    assert "Ten skan dołączył ktoś inny." in refused
    assert "Usuń skan" not in refused
    assert "Otwórz kartę ponownie i powtórz." in misread
    assert "Usunięto skan." in removed
    assert "Nie dołączono skanu." in removed
    assert "Skan podpisanej karty" in text_of(coordinator.get(f"{CARD}/history"))


@pytest.mark.usefixtures("signed")
def test_whoever_approves_sees_the_scan(adviser: FlaskClient, coordinator: FlaskClient) -> None:
    attach(adviser)

    page = coordinator.get(f"/approvals/{CARD_ID}").text

    assert f'href="{SCAN}"' in page


def test_a_person_gets_the_scans_and_an_erasure_takes_them_away(
    signed: Database, adviser: FlaskClient, app: Flask, clock: SetClock
) -> None:
    attach(adviser)
    keeper = logged_in(app, clock, a_person(COORDINATOR_ID, "Maria Kołodziej", Role.COORDINATOR))

    together = ZipFile(BytesIO(keeper.get(f"/clients/{CLIENT_ID}/person.zip").data))
    do(signed, to_erase())

    assert set(together.namelist()) == {"dane.xlsx", "dane.json", f"skany/skan-{DIGEST[:12]}.pdf"}
    assert together.read(f"skany/skan-{DIGEST[:12]}.pdf") == PDF
    assert adviser.get(SCAN).status_code == 404


def test_a_card_whose_hour_has_not_passed_warns(
    database: Database, adviser: FlaskClient, clock: SetClock
) -> None:
    clock.go_on(timedelta(hours=-5))
    do(database, to_draft(CARD_ID), now=clock.now())

    early = text_of(adviser.get(CARD))
    clock.go_on(timedelta(hours=5))
    later = text_of(logged_in_again(adviser, clock).get(CARD))

    assert "Według karty porada trwa do 11:30, a ta godzina jeszcze nie minęła." in early
    assert "ta godzina jeszcze nie minęła" not in later


def logged_in_again(browser: FlaskClient, clock: SetClock) -> FlaskClient:
    return logged_in(browser.application, clock, ADVISER)
