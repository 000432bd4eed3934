"""Several sessions of advice with one aim, for one or more clients."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.consultations.domain.client import Client
from services.consultations.domain.path_refusals import (
    ClientTwiceOnPath,
    NoClientOnPath,
    PathClosed,
    PathOfOthers,
)
from shared.contracts.consultations import (
    PathClient,
    PathOutcome,
    SupportPathClosed,
    SupportPathOpened,
)
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class PathEnd:
    """When and how a path ended."""

    closed_on: date
    outcome: PathOutcome


@dataclass(eq=False, kw_only=True)
class SupportPath:
    """Sessions belong to a path as long as it is open; `aim` is words, which stay at the node."""

    id: UUID
    aim: str
    clients: tuple[PathClient, ...]
    opened_on: date
    end: PathEnd | None = None
    version: int = 0

    def open(self, now: datetime) -> SupportPathOpened:
        """Begin the path."""
        self.version += 1
        return SupportPathOpened(
            occurred_at=now,
            subject_version=self.version,
            support_path_id=self.id,
            opened_on=self.opened_on,
            clients=self.clients,
        )

    def close(self, outcome: PathOutcome, now: datetime) -> SupportPathClosed:
        """End the path; raise `PathClosed` if it ended before."""
        self._refuse_unless_open()
        self.end = PathEnd(closed_on=business_day(now), outcome=outcome)
        self.version += 1
        return SupportPathClosed(
            occurred_at=now,
            subject_version=self.version,
            support_path_id=self.id,
            closed_on=self.end.closed_on,
            outcome=outcome,
        )

    def refuse_unless_takes(self, own: Collection[UUID], on_card: Collection[UUID]) -> None:
        """Raise `PathClosed`, or `PathOfOthers` if the path and a card have no client in common.

        Both are given by the files that go on for them.
        """
        self._refuse_unless_open()
        if set(own).isdisjoint(on_card):
            raise PathOfOthers

    def _refuse_unless_open(self) -> None:
        if self.end is not None:
            raise PathClosed(self.end.closed_on)


def clients_on_path(clients: Sequence[Client]) -> tuple[PathClient, ...]:
    """Return the clients as a path names them.

    Raises `NoClientOnPath`, `ClientTwiceOnPath`, `FileMerged` or `FileErased`.
    """
    if not clients:
        raise NoClientOnPath
    if len({client.id for client in clients}) < len(clients):
        raise ClientTwiceOnPath
    for client in clients:
        client.refuse_unless_goes_on()
    return tuple(PathClient(client_id=client.id, client_kind=client.kind) for client in clients)
