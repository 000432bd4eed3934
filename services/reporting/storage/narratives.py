"""What people wrote into reports, in its tables: the words as they are, and every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from services.reporting.domain.narrative import NarrativeChange, SectionText
from services.reporting.storage.tables import narrative_change, narrative_section
from shared.kernel.command import StaleRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

_CHANGE = tuple(column for column in narrative_change.c if column.name != "change_id")


@dataclass(frozen=True)
class StoredNarratives:
    """The words of reports, inside one transaction."""

    connection: Connection

    def get(self, programme: str, section: str) -> SectionText:
        """Return a section, also one that nobody wrote in."""
        found = self.texts(programme).get(section)
        return found or SectionText(programme=programme, section=section)

    def texts(self, programme: str) -> Mapping[str, SectionText]:
        """Return the sections that anybody ever edited, by section."""
        rows = self.connection.execute(
            select(narrative_section).where(narrative_section.c.programme == programme)
        ).mappings()
        return {row["section"]: SectionText(**row) for row in rows}

    def written(self, programme: str) -> Mapping[str, str]:
        """Return what people wrote, by section."""
        texts = self.texts(programme)
        return {name: each.text for name, each in texts.items() if each.text is not None}

    def history(self, programme: str) -> list[NarrativeChange]:
        """Return all changes, the newest first."""
        rows = self.connection.execute(
            select(*_CHANGE)
            .where(narrative_change.c.programme == programme)
            .order_by(narrative_change.c.change_id.desc())
        ).mappings()
        return [NarrativeChange(**row) for row in rows]

    def keep(self, section: SectionText, change: NarrativeChange) -> None:
        """Keep the words and the change; raise StaleRecord if somebody else was faster."""
        values = {
            "text": section.text,
            "version": section.version,
            "edited_by": section.edited_by,
            "edited_at": section.edited_at,
        }
        key = {"programme": section.programme, "section": section.section}
        if change.version == 1:
            try:
                self.connection.execute(insert(narrative_section).values(**key, **values))
            except IntegrityError as error:
                raise StaleRecord(section.section) from error
        else:
            self._replace(key, values, change.version - 1)
        self.connection.execute(
            insert(narrative_change).values(
                **key,
                version=change.version,
                before=change.before,
                after=change.after,
                changed_by=change.changed_by,
                changed_at=change.changed_at,
            )
        )

    def _replace(self, key: Mapping[str, str], values: Mapping[str, Any], known: int) -> None:
        table = narrative_section.c
        replaced = self.connection.execute(
            update(narrative_section)
            .where(
                table.programme == key["programme"],
                table.section == key["section"],
                table.version == known,
            )
            .values(**values)
        )
        if replaced.rowcount == 0:
            raise StaleRecord(key["section"])
