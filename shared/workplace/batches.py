"""One thing done with many rows of a list: frozen at the click, shown first, then row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID, uuid5

from shared.kernel.command import Refusal

MOST_ROWS: Final = 500
"""How many rows one batch has at most: people can still read what is going to happen."""

UNDOING: Final = "undo"


class BatchNotFound(Refusal):
    """A batch is opened by those who may do what it does."""


class BatchState(StrEnum):
    """How far a batch got."""

    ASKING = "asking"
    PREVIEWED = "previewed"
    CARRIED_OUT = "carried_out"
    UNDONE = "undone"


class RowState(StrEnum):
    """What became of a row, or will."""

    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"
    NOT_UNDONE = "not_undone"


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """A row; `label` names it without personal data, `before` is what undoing has to bring back."""

    place: int
    subject_id: UUID
    label: str
    state: RowState = RowState.WAITING
    sentence: str = ""
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What is done is `action`; `answers` hold for all rows, like the reason of a return."""

    id: UUID
    action: str
    path: str
    made_by: UUID
    made_at: datetime
    rows: Sequence[BatchRow]
    answers: Mapping[str, str]
    state: BatchState = BatchState.ASKING
    carried_out_at: datetime | None = None
    undone_by: UUID | None = None
    undone_at: datetime | None = None

    def counted(self) -> Mapping[RowState, int]:
        """Return how many rows are in each state."""
        return Counter(row.state for row in self.rows)

    def command_id(self, row: BatchRow) -> UUID:
        """Return the id of a row's command: the same whenever it is asked for again."""
        return uuid5(self.id, str(row.subject_id))

    def undoing_id(self, row: BatchRow) -> UUID:
        """Return the id of the command that undoes a row."""
        return uuid5(self.id, f"{UNDOING} {row.subject_id}")


class SavePoint(Protocol):
    """A mark inside a transaction."""

    def commit(self) -> None:
        """Keep what was done since, as far as the transaction is kept."""

    def rollback(self) -> None:
        """Take back what was done since."""


def tried(
    attempts: Iterable[Callable[[], object]], point: Callable[[], SavePoint]
) -> list[Refusal | None]:
    """Try one after the other, each after those before it; return what each was refused by.

    `point` marks where a refused attempt goes back to.
    """
    found: list[Refusal | None] = []
    for attempt in attempts:
        mark = point()
        try:
            attempt()
        except Refusal as refusal:
            mark.rollback()
            found.append(refusal)
        else:
            mark.commit()
            found.append(None)
    return found
