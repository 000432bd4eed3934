"""What the use cases of reporting work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from shared.contracts.domain_event import DomainEvent
    from shared.contracts.programme import Programme
    from shared.kernel.command import Command


class Programmes(Protocol):
    """Versions of programmes."""

    def newest_version(self, code: str) -> int:
        """Return the newest version of a programme that is kept; 0 if there is none."""

    def keep(self, programme: Programme, kept_at: datetime) -> str:
        """Keep a version once and return its digest; raise ProgrammeAltered if it differs."""


class Journal(Protocol):
    """Where domain events are recorded."""

    def append(
        self, event: DomainEvent, *, caused_by: Command, programme: str | None = None
    ) -> None:
        """Record a domain event in the transaction."""


class ReportingWork(Protocol):
    """One transaction."""

    @property
    def programmes(self) -> Programmes:
        """Versions of programmes."""

    @property
    def journal(self) -> Journal:
        """The journal of reporting."""
