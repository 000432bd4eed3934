"""The words of a report that people may write instead of what was prefilled from facts.

They are kept at the centre, beside the journal: free words may have to be erased one day, and the
journal cannot (architecture.md 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from services.reporting.domain.refusals import TextTooLong, UnknownSection
from shared.kernel.command import StaleRecord

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shared.contracts.programme import Programme

LONGEST_TEXT: Final = 20_000
"""Characters of one section."""

PARAGRAPHS_APART: Final = "\n\n"
"""A blank line ends a paragraph."""

_DEVIATION: Final = "deviation:"


class Section(StrEnum):
    """The sections of the form that hold words."""

    GOALS = "goals"
    PERFORMANCE = "performance"
    RECIPIENTS = "recipients"
    ROLE_OF_PARTNERS = "role_of_partners"
    ADDITIONAL_INFORMATION = "additional_information"


PREFILLED: Final = (
    Section.GOALS,
    Section.PERFORMANCE,
    Section.RECIPIENTS,
    Section.ROLE_OF_PARTNERS,
)
"""Sections that are never empty: somebody has to read whether what was prefilled will do."""


def deviation_of(task: str) -> str:
    """Return the section that says why a task of the schedule was not done as planned."""
    return f"{_DEVIATION}{task}"


def sections_of(programme: Programme) -> tuple[str, ...]:
    """Return the sections of the report on a programme, in the order of the form."""
    tasks = (deviation_of(task.code) for task in programme.schedule)
    return (*(section.value for section in Section), *tasks)


def refuse_unknown_section(section: str, programme: Programme) -> None:
    """Raise UnknownSection unless the report on the programme has it."""
    if section not in sections_of(programme):
        raise UnknownSection(section, programme.code)


@dataclass(frozen=True, kw_only=True)
class NarrativeChange:
    """One section that got other words; `None` stands for what is prefilled."""

    programme: str
    section: str
    version: int
    before: str | None
    after: str | None
    changed_by: UUID
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class SectionText:
    """What people wrote in a section; `text` is `None` while the prefilled words stand.

    `version` counts the changes: whoever edits says which version they saw.
    """

    programme: str
    section: str
    text: str | None = None
    version: int = 0
    edited_by: UUID | None = None
    edited_at: datetime | None = None

    def edit(
        self, text: str, expected_version: int, *, by: UUID, now: datetime
    ) -> tuple[SectionText, NarrativeChange | None]:
        """Return the section with other words, and the change; none if the words are the same.

        Words that are all blank bring back what is prefilled. Raises StaleRecord if somebody else
        changed the section in the meantime, or TextTooLong.
        """
        after = text.replace("\r\n", "\n").strip() or None
        if after == self.text:
            return self, None
        if expected_version != self.version:
            raise StaleRecord(self.section)
        if after is not None and len(after) > LONGEST_TEXT:
            raise TextTooLong(len(after), LONGEST_TEXT)
        change = NarrativeChange(
            programme=self.programme,
            section=self.section,
            version=self.version + 1,
            before=self.text,
            after=after,
            changed_by=by,
            changed_at=now,
        )
        edited = replace(self, text=after, version=change.version, edited_by=by, edited_at=now)
        return edited, change


def paragraphs(text: str) -> tuple[str, ...]:
    """Cut words at blank lines; a single line break is a space."""
    blocks = (" ".join(block.split()) for block in text.split(PARAGRAPHS_APART))
    return tuple(block for block in blocks if block)


def deviations_in(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the reasons for departing from the schedule, by code of the task."""
    return {
        section.removeprefix(_DEVIATION): " ".join(text.split())
        for section, text in texts.items()
        if section.startswith(_DEVIATION)
    }
