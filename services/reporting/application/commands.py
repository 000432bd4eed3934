"""What can be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from services.reporting.domain.parked import Place
from services.reporting.domain.report_order import ReportOrder
from shared.contracts.programme import Programme
from shared.contracts.reporting import DiscardReason
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class PublishProgramme(Command):
    """Put a version of a programme into force for every node."""

    programme: Programme


@dataclass(frozen=True, kw_only=True)
class SubmitReport(Command):
    """File the report on a programme as it is now; `naming_parked` if it may name what it lacks."""

    programme: str
    order: ReportOrder
    naming_parked: bool = False


@dataclass(frozen=True, kw_only=True)
class EditNarrative(Command):
    """Write a section of the report; blank words bring back what is prefilled.

    `expected_version` is that of the section as it was read; it is 0 if nobody ever wrote in it.
    """

    programme: str
    section: str
    text: str
    expected_version: int


@dataclass(frozen=True, kw_only=True)
class DiscardParked(Command):
    """Leave a domain event that cannot be folded out of the figures."""

    place: Place
    reason: DiscardReason


@dataclass(frozen=True, kw_only=True)
class TakeBackDiscarded(Command):
    """Let a discarded domain event be folded after all."""

    place: Place


@dataclass(frozen=True, kw_only=True)
class RetryParked(Command):
    """Fold again everything that is parked, and let a halted projection go on."""
