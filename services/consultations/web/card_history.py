"""The history of a card as lines: who, when, what, from which words to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from services.consultations.domain.record_history import RecordHistory, ToldChange
from services.consultations.web.words import staff_name
from shared.web.staff_names import names_of

_TOLD: Final[Mapping[str, LazyString]] = {
    "advice_card_drafted": lazy_gettext("Zapisano treść karty"),
    "advice_card_signed": lazy_gettext("Podpisano"),
    "advice_card_returned": lazy_gettext("Zwrócono do poprawy"),
    "advice_card_approved": lazy_gettext("Zatwierdzono"),
    "advice_card_corrected": lazy_gettext("Skorygowano po zatwierdzeniu"),
    "advice_confirmed": lazy_gettext("Klient potwierdził poradę"),
}
_FIELDS: Final[Mapping[str, LazyString]] = {
    "subject": lazy_gettext("Temat"),
    "advice_given": lazy_gettext("Udzielona porada"),
    "agreed_steps": lazy_gettext("Ustalenia"),
    "persons_present": lazy_gettext("Osoby obecne"),
    "return_remarks": lazy_gettext("Uwagi do zwrotu"),
    "scan": lazy_gettext("Skan podpisanej karty"),
    "correction_remarks": lazy_gettext("Uzasadnienie korekty"),
}
_BY: Final = ("signed_by", "returned_by", "approved_by", "corrected_by")
"""Where a domain event says whose deed it was; who wrote a draft stands beside its words."""


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One line; words that were erased are empty."""

    at: datetime
    who: str
    what: str
    before: str | None = None
    after: str | None = None


def history_of(history: RecordHistory, people: Mapping[UUID, str]) -> list[HistoryEntry]:
    """Return both parts of a card's history as one, the oldest first."""
    doers = {doer for told in history.told if (doer := _doer(told)) is not None}
    names_of((doers | {each.changed_by for each in history.changes}) - people.keys())
    return sorted(_entries(history, people), key=lambda entry: entry.at)


def _entries(history: RecordHistory, people: Mapping[UUID, str]) -> Iterator[HistoryEntry]:
    for told in history.told:
        doer = _doer(told)
        yield HistoryEntry(
            at=told.happened_at,
            who="" if doer is None else staff_name(doer, people),
            what=_(str(_TOLD.get(told.name, told.name))),
        )
    for change in history.changes:
        yield HistoryEntry(
            at=change.changed_at,
            who=staff_name(change.changed_by, people),
            what=_(str(_FIELDS.get(change.field, change.field))),
            before=change.before or "",
            after=change.after or "",
        )


def _doer(told: ToldChange) -> UUID | None:
    found = next((told.data[name] for name in _BY if name in told.data), None)
    return None if found is None else UUID(str(found))
