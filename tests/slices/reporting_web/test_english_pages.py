"""The pages of reporting in English, refusals too."""

from __future__ import annotations

import re

from services.reporting.sentences import SENTENCES
from shared.kernel.command import Role
from shared.web.language import read_catalogues
from tests.slices.reporting_web.conftest import CATALOGUES, Pages

_PLACE = re.compile(r"\{\d\}")


def test_every_refusal_is_said_in_english_and_names_the_same() -> None:
    english = read_catalogues(CATALOGUES[1:], "en")

    assert [text for text in SENTENCES.values() if english.gettext(text) == text] == []
    assert [
        text
        for text in SENTENCES.values()
        if set(_PLACE.findall(text)) != set(_PLACE.findall(english.gettext(text)))
    ] == []


def test_pages_speak_english_once_it_was_chosen(pages: Pages) -> None:
    officer = pages.as_(Role.REPORTING_OFFICER)
    with officer.client.session_transaction() as session:
        session["language"] = "en"

    assert "Check list before submitting" in officer.opens("/reports/owss-2009/checklist")
    assert "There is no programme “owss-1900” here." in officer.opens(
        "/dashboard/owss-1900", status=404
    )
