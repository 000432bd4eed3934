"""What verification finds: which row, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with a row, in words for logs; each service says it to people its own way.

    The first part is about a journal and its chain, the second about an archive.
    """

    POSITION_MISSING = "the chain has no such position"
    POSITION_TWICE = "the chain has this position twice"
    ROW_MISSING = "the journal has no row for this position"
    ROW_ALTERED = "the row does not give the digest that its place in the chain has"
    COLUMN_DIFFERS = "a column differs from the body that it was taken from"
    UNREADABLE = "the body is no domain event of this journal"
    NO_PLACE = "the row has no place in the chain and waits for none"
    WAITS_WITHOUT_NEED = "what waits for a place has one, or is not there"
    VERSIONS_BROKEN = "the domain events of this subject are not counted from 1 without a gap"
    SENT_MORE = "this position was sent, and the chain ends before"
    SENT_ANOTHER = "another domain event was sent under this position"
    CENTRE_HOLDS_MORE = "the centre holds this position, and the chain ends before"
    CENTRE_HOLDS_ANOTHER = "the centre holds another domain event under this position"

    ARCHIVE_GAP = "the archive held this position and does not any more"
    MESSAGE_ALTERED = "the archived message does not give its digest"
    KEY_DIFFERS = "the columns differ from the place that the message claims"
    LINK_BROKEN = "the message does not follow on the one before it"
    FOREIGN = "the message is of another source"
    NOTE_DIFFERS = "what is noted of the source is not what the archive holds"
    TOLD_ANOTHER = "the node told another digest for this position"
    FOLDED_ANOTHER = "what was folded under this position is not what the archive holds"
    NOT_ENROLLED = "the archive holds a source of a node that was never enrolled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault, with all that is known of the row: its place, or its key, and its subject."""

    source: str
    fault: Fault
    position: int | None = None
    journal_id: int | None = None
    subject: str | None = None
    detail: str = ""

    def __str__(self) -> str:
        """Say it on one line, for logs."""
        row = {
            "position": self.position,
            "journal row": self.journal_id,
            "subject": self.subject,
        }
        where = [f"{name} {value}" for name, value in row.items() if value is not None]
        what = f"{self.fault} ({self.detail})" if self.detail else self.fault
        return f"{', '.join([self.source, *where])}: {what}"
