"""What scans, unsent forms and files told apart promise, of fakes and real ones alike (R27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from services.consultations.domain.client_refusals import NotToldApart
from services.consultations.domain.refusals import FormKeptElsewhere, ScanNotFound
from services.consultations.domain.scan import Scan, ScanType
from services.consultations.domain.told_apart import told_apart
from services.consultations.domain.unsent_form import FormKind, FormPlace, UnsentForm
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    GROUP_ID,
    NOW,
    TODAY,
)
from tests.unit.consultations.records_suite import OpenWork, a_card, people

CARD_ID, OTHER_CARD = UUID(int=41), UUID(int=42)
PLACE = FormPlace(written_by=ADVISER_ID, form=FormKind.CARD, about=CARD_ID)
FORM = UnsentForm(place=PLACE, typed='{"subject": "Statut"}', kept_at=NOW, version=1)
SCAN = Scan(
    id=UUID(int=71),
    card_id=CARD_ID,
    type=ScanType.PDF,
    size=9,
    digest="a" * 64,
    signed_on=TODAY,
    signers="Jan Żak, Anna Zięba",
    by_client=True,
    added_by=ADVISER_ID,
    added_at=NOW,
)
CONTENT = b"%PDF-1.7\x00"


def cards(open_work: OpenWork) -> None:
    with open_work() as work:
        people(work)
        for card_id in (CARD_ID, OTHER_CARD):
            work.cards.add(a_card(work, card_id))


class PaperSuite:
    """Give a fixture `open_work`, which opens one world again and again."""

    def test_nothing_is_kept_of_a_form_at_first(self, open_work: OpenWork) -> None:
        with open_work() as work:
            found = work.unsent_forms.at(PLACE)

        assert found == UnsentForm(place=PLACE)

    def test_each_person_has_a_form_of_their_own_about_each_thing(
        self, open_work: OpenWork
    ) -> None:
        places = [
            PLACE,
            replace(PLACE, written_by=COLLEAGUE_ID),
            replace(PLACE, form=FormKind.NEW_CARD),
            replace(PLACE, about=CLIENT_ID),
        ]
        with open_work() as work:
            for number, place in enumerate(places):
                work.unsent_forms.keep(replace(FORM, place=place, typed=f"{number}"))

        with open_work() as work:
            found = [work.unsent_forms.at(place) for place in places]

        assert [form.typed for form in found] == ["0", "1", "2", "3"]
        assert {(form.kept_at, form.version) for form in found} == {(NOW, 1)}

    def test_a_form_is_kept_after_the_version_before_it_only(self, open_work: OpenWork) -> None:
        second = replace(FORM, typed="second", version=2)
        with open_work() as work:
            work.unsent_forms.keep(FORM)
            work.unsent_forms.keep(second)

        for stale in (FORM, second, replace(FORM, version=4)):
            with pytest.raises(FormKeptElsewhere), open_work() as work:
                work.unsent_forms.keep(stale)

        with open_work() as work:
            assert work.unsent_forms.at(PLACE) == second

    def test_a_form_is_forgotten_by_its_place_or_by_its_age(self, open_work: OpenWork) -> None:
        old = replace(FORM, place=replace(PLACE, about=GROUP_ID), kept_at=NOW - timedelta(days=1))
        new = replace(FORM, place=replace(PLACE, about=CLIENT_ID))
        with open_work() as work:
            for form in (FORM, old, new):
                work.unsent_forms.keep(form)

        with open_work() as work:
            work.unsent_forms.forget(PLACE)
            work.unsent_forms.forget(PLACE)
            work.unsent_forms.forget_before(NOW)

        with open_work() as work:
            kept = [work.unsent_forms.at(form.place).version for form in (FORM, old, new)]
        assert kept == [0, 0, 1]

    def test_forms_are_found_by_whom_they_name(self, open_work: OpenWork) -> None:
        about = replace(FORM, place=replace(PLACE, about=CLIENT_ID), typed="{}")
        named = replace(FORM, typed='{"advice_given": "Z panem JANEM ŻAKIEM"}')
        with open_work() as work:
            work.unsent_forms.keep(about)
            work.unsent_forms.keep(named)

        with open_work() as work:
            by_id = work.unsent_forms.mentioning([str(CLIENT_ID)])
            by_name = work.unsent_forms.mentioning(["janem żak", str(GROUP_ID)])

        assert (list(by_id), list(by_name)) == ([about], [named])

    def test_a_scan_is_kept_with_its_bytes(self, open_work: OpenWork) -> None:
        cards(open_work)
        other = replace(SCAN, id=UUID(int=72), card_id=OTHER_CARD, type=ScanType.PNG)
        with open_work() as work:
            work.scans.add(SCAN, CONTENT)
            work.scans.add(other, b"png")

        with open_work() as work:
            assert work.scans.get(SCAN.id) == SCAN
            assert work.scans.content(SCAN.id) == CONTENT
            assert work.scans.of([CARD_ID]) == (SCAN,)
            assert work.scans.of([CARD_ID, OTHER_CARD]) == (SCAN, other)

    def test_a_scan_is_removed_or_forgotten_with_its_card(self, open_work: OpenWork) -> None:
        cards(open_work)
        second = replace(SCAN, id=UUID(int=72))
        with open_work() as work:
            work.scans.add(SCAN, CONTENT)
            work.scans.add(second, CONTENT)
            work.scans.add(replace(SCAN, id=UUID(int=73), card_id=OTHER_CARD), CONTENT)

        with open_work() as work:
            work.scans.remove(SCAN.id)
            with pytest.raises(ScanNotFound):
                work.scans.get(SCAN.id)
            assert work.scans.of([CARD_ID]) == (second,)
            work.scans.forget([CARD_ID])

        with open_work() as work:
            assert [scan.id.int for scan in work.scans.of([CARD_ID, OTHER_CARD])] == [73]

    def test_a_pair_stays_apart_until_it_is_taken_back(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
        judgement = told_apart(GROUP_ID, CLIENT_ID, by=ADVISER_ID, now=NOW)
        with open_work() as work:
            work.told_apart.add(judgement)

        with open_work() as work:
            assert work.told_apart.known() == (judgement,)
            work.told_apart.withdraw(judgement.pair, by=COORDINATOR_ID, now=_later())
            assert work.told_apart.known() == ()

        with pytest.raises(NotToldApart), open_work() as work:
            work.told_apart.withdraw(judgement.pair, by=COORDINATOR_ID, now=_later())


def _later() -> datetime:
    return NOW + timedelta(hours=1)
