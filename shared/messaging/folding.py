"""Folding a run of domain events of one source, in bulk where possible, one by one where needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.messaging import parking
from shared.messaging.parking import DISCARDED, FAILED, WAITING, Parked
from shared.messaging.projection import Change, Origin, Projection, apply_changes
from shared.messaging.rows import RowsRefused
from shared.wire.envelope import Envelope, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

FAILURES_IN_A_ROW = 20
"""Domain events of one source that may fail one after the other before the projector stops."""


@dataclass(slots=True)
class Outcome:
    """What became of one domain event: changes of facts, or a place among the parked."""

    origin: Origin
    envelope: Envelope
    changes: list[Change]
    parked: Parked | None = None


class Run:
    """A run of domain events of one source, folded into one generation of facts."""

    def __init__(
        self,
        connection: Connection,
        projection: Projection,
        generation: int,
        source: str,
        *,
        failed_in_a_row: int = 0,
    ) -> None:
        """Look up once what is parked and what was discarded.

        `failed_in_a_row` counts on from the failures that the run before this one ended with.
        """
        self.failed_in_a_row = failed_in_a_row
        self._failed_before = failed_in_a_row
        self._connection = connection
        self._projection = projection
        self._generation = generation
        self._blocked = parking.blocked_subjects(connection, projection.name, generation, source)
        self._discarded = parking.discarded_positions(connection, source)
        self._outcomes: list[Outcome] = []

    def take(self, origin: Origin, message: bytes) -> None:
        """Fold one domain event in memory; what cannot be folded will be parked."""
        envelope = read(message)
        outcome = Outcome(origin, envelope, [])
        self._outcomes.append(outcome)
        if (origin.epoch, origin.position) in self._discarded:
            outcome.parked = _parked(outcome, DISCARDED, "left out by operations")
        elif envelope.subject in self._blocked:
            outcome.parked = _waiting(outcome)
        else:
            try:
                outcome.changes = self._projection.changes(origin, envelope)
            except Exception as error:  # noqa: BLE001 - whatever a fold raises, its domain event is parked
                self._fail(outcome, error)
            else:
                self.failed_in_a_row = 0

    def save(self) -> list[Parked]:
        """Write the facts and return what has to be parked."""
        try:
            with self._connection.begin_nested():
                self._apply(self._outcomes)
        except RowsRefused:
            self._save_one_by_one()
        return [outcome.parked for outcome in self._outcomes if outcome.parked is not None]

    def _save_one_by_one(self) -> None:
        """Find the domain events whose facts the database refuses, and save all the others."""
        # Not `_blocked`: a subject that failed in memory later in the run is blocked from there on.
        refused: set[str] = set()
        for outcome in self._outcomes:
            if outcome.parked is not None:
                continue
            if outcome.envelope.subject in refused:
                outcome.parked = _waiting(outcome)
                continue
            try:
                with self._connection.begin_nested():
                    self._apply([outcome])
            except RowsRefused as error:
                refused.add(outcome.envelope.subject)
                outcome.parked = parking.of_failure(outcome.origin, outcome.envelope, error)
        self.failed_in_a_row = self._count_failures()

    def _count_failures(self) -> int:
        """Count the failures that the run ends with, or those in a row that reached the limit."""
        failures = self._failed_before
        for outcome in self._outcomes:
            if failures >= FAILURES_IN_A_ROW:
                break
            if outcome.parked is None:
                failures = 0
            elif outcome.parked.kind == FAILED:
                failures += 1
        return failures

    def _apply(self, outcomes: list[Outcome]) -> None:
        changes = list(_changes_of(outcomes))
        apply_changes(self._connection, self._generation, changes, self._projection.totals)

    def _fail(self, outcome: Outcome, error: Exception) -> None:
        outcome.parked = parking.of_failure(outcome.origin, outcome.envelope, error)
        self._blocked.add(outcome.envelope.subject)
        if outcome.parked.kind == FAILED:
            self.failed_in_a_row += 1


def _changes_of(outcomes: list[Outcome]) -> Iterator[tuple[Origin, Change]]:
    for outcome in outcomes:
        for change in outcome.changes:
            yield outcome.origin, change


def _parked(outcome: Outcome, kind: str, reason: str) -> Parked:
    envelope = outcome.envelope
    return Parked(outcome.origin, envelope.type, envelope.subject, kind, reason)


def _waiting(outcome: Outcome) -> Parked:
    reason = f"waits behind an earlier domain event of {outcome.envelope.subject}"
    return _parked(outcome, WAITING, reason)
