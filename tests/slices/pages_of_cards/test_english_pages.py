"""The pages of cards in English: also what comes from codes and refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient

import services.consultations.web
from services.consultations.documents import wording
from services.consultations.sentences import SENTENCES
from shared.database import Database
from shared.web.language import read_catalogues
from tests.slices.pages_of_cards.browsing import send, text_of
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import to_draft

CARD_ID = UUID(int=41)
FOLDER = Path(services.consultations.web.__file__).parent / "translations"
_PLACE = re.compile(r"\{\d\}")


@pytest.mark.parametrize(
    "said",
    [
        SENTENCES.values(),
        wording.CARD_STATES.values(),
        wording.CLIENT_KINDS.values(),
        wording.REOPENING_REASONS.values(),
    ],
    ids=["refusals", "states", "kinds", "reasons"],
)
def test_what_is_chosen_by_a_code_is_said_in_english_too(said: Iterable[str]) -> None:
    english = read_catalogues((FOLDER,), "en")

    assert [text for text in said if english.gettext(text) == text] == []


def test_an_english_refusal_names_what_the_polish_one_names() -> None:
    english = read_catalogues((FOLDER,), "en")

    differing = [
        text
        for text in SENTENCES.values()
        if set(_PLACE.findall(text)) != set(_PLACE.findall(english.gettext(text)))
    ]

    assert differing == []


def test_what_a_form_asks_for_is_said_in_english_too(adviser: FlaskClient) -> None:
    with adviser.session_transaction() as session:
        session["language"] = "en"

    page = text_of(send(adviser, "/cards/new", {"held_on": "soon", "agreed_steps": "x" * 20_001}))

    assert "Give the day of the advice (YYYY-MM-DD)." in page
    assert "Shorten the text: at most 20000 characters." in page


def test_pages_and_refusals_are_in_the_language_of_the_person(
    adviser: FlaskClient, database: Database
) -> None:
    do(database, to_draft(CARD_ID))
    with adviser.session_transaction() as session:
        session["language"] = "en"

    listed = text_of(adviser.get("/cards"))
    card = text_of(adviser.get(f"/cards/{CARD_ID}"))
    missing = text_of(adviser.get(f"/cards/{UUID(int=42)}"))

    assert "Cards: 1, of which counted: 1; 1,50 h together." in listed
    assert "Advice card 1/2009/zarska" in card
    assert "draft" in card
    assert "There is no such card at this node." in missing
