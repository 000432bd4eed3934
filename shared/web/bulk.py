"""What can be done with many rows of a list at once, as a service declares it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

    from shared.kernel.command import Refusal, Role

Answers = Mapping[str, str]
CarryOut = Callable[[UUID, Answers, UUID], object]
"""Has one row's command carried out: the record, what was answered, the command's id."""


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
    carry_out: Callable[[UUID, str, UUID], object]
    before: Callable[[UUID], str] = field(default=lambda _subject_id: "")


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """One thing to do; refusing is the use case's, in the rehearsal and when it is carried out.

    `rows` are all rows of the list whose address the request has: record and label. `undo` is how
    it is undone, or a sentence that says why not and what to do instead.
    """

    key: str
    list_endpoint: str
    roles: frozenset[Role]
    title: LazyString
    will: LazyString
    done: LazyString
    rows: Callable[[], Sequence[tuple[UUID, str]]]
    rehearse: Callable[[Sequence[UUID], Answers], Sequence[Refusal | None]]
    carry_out: CarryOut
    undo: Undo | LazyString
    link: Callable[[UUID], str]
    questions: Sequence[Question] = ()
    names: Callable[[], Mapping[UUID, str]] = field(default=dict)
    """What rows are called now, where that is personal and is not kept with the batch."""

    @property
    def way_back(self) -> Undo | None:
        """Return how it is undone, if it can be."""
        return self.undo if isinstance(self.undo, Undo) else None
