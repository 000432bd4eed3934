"""What reporting refuses."""

from __future__ import annotations

from shared.kernel.command import Refusal


class ReportingRefusal(Refusal):
    """The root of everything that reporting refuses."""


class UnknownProgramme(ReportingRefusal):
    """A programme is known once a version of it was published at the centre and arrived here."""


class ProgrammeAltered(ReportingRefusal):
    """A version of a programme never changes: what is different is a new version."""


class UnknownDomainEvent(ReportingRefusal):
    """What is asked for is in the archive, under a source, an epoch and a position."""


class NotParked(ReportingRefusal):
    """Only what is parked can be discarded, and only what was discarded taken back."""
