"""Somebody reads what people wrote into the report, and how it came to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.domain.narrative import SectionText, sections_of
from shared.kernel.clock import business_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from services.reporting.application.queries import ReadNarrative
    from services.reporting.application.reading import Records
    from services.reporting.domain.narrative import NarrativeChange
    from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Narrative:
    """Every section of the report in the order of the form, and all changes, the newest first.

    `prefilled` are the paragraphs made from facts, which stand where nobody wrote anything else.
    """

    programme: Programme
    sections: tuple[SectionText, ...]
    prefilled: Mapping[str, tuple[str, ...]]
    history: Sequence[NarrativeChange]


def read_narrative(query: ReadNarrative, records: Records, now: datetime) -> Narrative:
    """Return the words of the report; raise NotAuthorised, UnknownProgramme or NothingFolded."""
    authorise(query)
    programme = records.programmes.get(query.programme)
    texts = records.narratives.texts(programme.code)
    return Narrative(
        programme=programme,
        sections=tuple(
            texts.get(section) or SectionText(programme=programme.code, section=section)
            for section in sections_of(programme)
        ),
        prefilled=records.narratives.prefilled(programme, business_day(now)),
        history=records.narratives.history(programme.code),
    )
