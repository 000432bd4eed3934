"""Scans, unsent forms and files told apart, in memory (R27)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from services.consultations.domain.client_refusals import NotToldApart
from services.consultations.domain.refusals import FormKeptElsewhere, ScanNotFound
from services.consultations.domain.scan import Scan
from services.consultations.domain.told_apart import ToldApart
from services.consultations.domain.unsent_form import FormPlace, UnsentForm


class FakeUnsentForms:
    def __init__(self) -> None:
        self.forms: dict[FormPlace, UnsentForm] = {}

    def at(self, place: FormPlace) -> UnsentForm:
        return self.forms.get(place, UnsentForm(place=place))

    def keep(self, form: UnsentForm) -> None:
        if self.at(form.place).version != form.version - 1:
            raise FormKeptElsewhere
        self.forms[form.place] = form

    def forget(self, place: FormPlace) -> None:
        self.forms.pop(place, None)

    def forget_before(self, moment: datetime) -> None:
        self.forms = {
            place: form
            for place, form in self.forms.items()
            if form.kept_at is not None and form.kept_at >= moment
        }

    def mentioning(self, marks: Collection[str]) -> Sequence[UnsentForm]:
        return [form for form in self.forms.values() if form.mentions(marks)]


class FakeScans:
    def __init__(self) -> None:
        self.scans: dict[UUID, tuple[Scan, bytes]] = {}

    def add(self, scan: Scan, content: bytes) -> None:
        self.scans[scan.id] = (scan, content)

    def of(self, card_ids: Sequence[UUID]) -> tuple[Scan, ...]:
        return tuple(scan for scan, _ in self.scans.values() if scan.card_id in card_ids)

    def get(self, scan_id: UUID) -> Scan:
        if scan_id not in self.scans:
            raise ScanNotFound(scan_id)
        return self.scans[scan_id][0]

    def content(self, scan_id: UUID) -> bytes:
        return self.scans[scan_id][1]

    def remove(self, scan_id: UUID) -> None:
        del self.scans[scan_id]

    def forget(self, card_ids: Sequence[UUID]) -> None:
        self.scans = {
            scan_id: kept for scan_id, kept in self.scans.items() if kept[0].card_id not in card_ids
        }


class FakeToldApart:
    def __init__(self) -> None:
        self.judgements: list[ToldApart] = []

    def add(self, judgement: ToldApart) -> None:
        self.judgements.append(judgement)

    def known(self) -> tuple[ToldApart, ...]:
        return tuple(self.judgements)

    def withdraw(self, pair: frozenset[UUID], *, by: UUID, now: datetime) -> None:
        assert by.int
        assert now.tzinfo
        left = [each for each in self.judgements if each.pair != pair]
        if len(left) == len(self.judgements):
            raise NotToldApart
        self.judgements = left
