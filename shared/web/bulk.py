"""What can be done with many rows of a list at once, as a service declares it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

    from shared.kernel.command import Refusal, Role
    from shared.workplace.batches import BatchRow

Answers = Mapping[str, str]
Chosen = tuple[UUID, str, str]
"""A row of a list: its record, its label, and what has to be known to do it, if anything."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked once for all rows; without choices it is free text, which may be empty."""

    name: str
    label: LazyString
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None


@dataclass(frozen=True, kw_only=True)
class Undo:
    """How a batch is undone: `carry_out` gets what `before` of the row kept, and a command's id."""

    promise: LazyString
    """What the preview says of it."""
    carry_out: Callable[[BatchRow, UUID], object]
    before: Callable[[BatchRow], str] = field(default=lambda row: row.before)


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """One thing to do; refusing is the use case's, in the rehearsal and when it is carried out.

    `rows` are all rows of the list whose address the request has. `carry_out` has one row's command
    carried out, under an id that is the same whenever it is asked for again. `undo` is how it is
    undone, or a sentence that says why not and what to do instead.
    """

    key: str
    list_endpoint: str
    roles: frozenset[Role]
    title: LazyString
    will: LazyString
    done: LazyString
    rows: Callable[[], Sequence[Chosen]]
    rehearse: Callable[[Sequence[BatchRow], Answers], Sequence[Refusal | None]]
    carry_out: Callable[[BatchRow, Answers, UUID], object]
    undo: Undo | LazyString
    link: Callable[[BatchRow], str]
    questions: Sequence[Question] = ()
    names: Callable[[Sequence[BatchRow]], Mapping[UUID, str]] = field(default=lambda _rows: {})
    """What rows are called now, where that is personal and is not kept with the batch."""

    @property
    def way_back(self) -> Undo | None:
        """Return how it is undone, if it can be."""
        return self.undo if isinstance(self.undo, Undo) else None
