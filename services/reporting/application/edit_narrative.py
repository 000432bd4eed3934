"""A section of the report gets other words: by the reporting officer, at the centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.domain.narrative import refuse_unknown_section
from services.reporting.domain.refusals import NarrativeIsOfTheCentre

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.commands import EditNarrative
    from services.reporting.application.ports import ReportingWork


@dataclass(frozen=True, kw_only=True)
class Edited:
    """Which version of the section is kept, and since when."""

    section: str
    version: int
    edited_at: datetime | None


def edit_narrative(command: EditNarrative, work: ReportingWork, now: datetime) -> Edited:
    """Keep other words and who wrote them; the same words once more change nothing.

    Raises NotAuthorised, NarrativeIsOfTheCentre, UnknownProgramme, UnknownSection, TextTooLong, or
    StaleRecord if somebody else wrote in the meantime.
    """
    authorise(command)
    if not work.is_centre:
        raise NarrativeIsOfTheCentre
    refuse_unknown_section(command.section, work.programmes.get(command.programme))
    section = work.narratives.get(command.programme, command.section)
    edited, change = section.edit(
        command.text, command.expected_version, by=command.actor.staff_id, now=now
    )
    if change is not None:
        work.narratives.keep(edited, change)
    return Edited(section=edited.section, version=edited.version, edited_at=edited.edited_at)
