"""What the use cases of reporting work with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from services.reporting.domain.narrative import NarrativeChange, SectionText
    from services.reporting.domain.parked import ParkedDomainEvent, Place
    from services.reporting.domain.report_order import ReportOrder
    from services.reporting.domain.report_version import DrawnReport, ReportVersion
    from shared.contracts.domain_event import DomainEvent
    from shared.contracts.programme import Programme
    from shared.kernel.command import Command


class Programmes(Protocol):
    """Versions of programmes."""

    def newest_version(self, code: str) -> int:
        """Return the newest version of a programme that is kept; 0 if there is none."""

    def keep(self, programme: Programme, kept_at: datetime) -> str:
        """Keep a version once and return its digest; raise ProgrammeAltered if it differs."""

    def get(self, code: str) -> Programme:
        """Return the newest version of a programme; raise UnknownProgramme."""


class Measures(Protocol):
    """What can be counted."""

    def refuse_unmeasured(self, programme: Programme) -> None:
        """Raise UnknownMeasure or UnknownNarrowing if a promise names what nothing counts."""


class Reports(Protocol):
    """Submitted versions of reports."""

    def newest(self, programme: str) -> int:
        """Return the number of the newest version of the reports on a programme; 0 if none."""

    def file(self, version: ReportVersion) -> None:
        """Keep a version for ever."""


class Narratives(Protocol):
    """What people write into reports."""

    def get(self, programme: str, section: str) -> SectionText:
        """Return a section, also one that nobody wrote in."""

    def keep(self, section: SectionText, change: NarrativeChange) -> None:
        """Keep the words and the change; raise StaleRecord if somebody else was faster."""

    def written(self, programme: str) -> Mapping[str, str]:
        """Return what people wrote, by section."""


class Drawing(Protocol):
    """Makes a report out of what is folded."""

    def draw(self, programme: Programme, order: ReportOrder, number: int) -> DrawnReport:
        """Return the report as it is at this moment, with its files."""


class ParkedDomainEvents(Protocol):
    """What the projection has parked."""

    def get(self, place: Place) -> ParkedDomainEvent:
        """Return what is parked at a place, discarded or not; raise NotParked."""

    def later_ones_are_folded(self, place: Place) -> bool:
        """Tell whether a later domain event of the same record is folded already."""

    def leave_out(self, place: Place) -> int:
        """Fold what waited behind it; return how many of its record are still to be cured."""

    def fold_again(self, place: Place) -> int:
        """Fold it where it stands; return how many of its record are still to be cured."""

    def fold_all_again(self) -> tuple[int, int]:
        """Fold all of it and go on with what was halted; return records tried, and still parked."""


class Journal(Protocol):
    """Where domain events are recorded."""

    def append(
        self, event: DomainEvent, *, caused_by: Command, programme: str | None = None
    ) -> None:
        """Record a domain event in the transaction."""


class ReportingWork(Protocol):
    """One transaction at one node."""

    @property
    def is_centre(self) -> bool:
        """Whether the node is the centre."""

    @property
    def programmes(self) -> Programmes:
        """Versions of programmes."""

    @property
    def measures(self) -> Measures:
        """What can be counted."""

    @property
    def reports(self) -> Reports:
        """Submitted versions of reports."""

    @property
    def narratives(self) -> Narratives:
        """What people write into reports."""

    @property
    def parked(self) -> ParkedDomainEvents:
        """What the projection has parked."""

    @property
    def journal(self) -> Journal:
        """The journal of reporting."""
