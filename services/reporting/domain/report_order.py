"""What the reporting officer decides about a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shared.kernel.period import Period


class ReportKind(StrEnum):
    """Whether the task is over."""

    PARTIAL = "partial"
    FINAL = "final"


@dataclass(frozen=True, kw_only=True)
class ReportOrder:
    """What a report is to be about, and to say besides; `dated` is the day of the document.

    `deviations` are the reasons for departing from the schedule, by code of the task. `banner` is
    a short warning on every page, such as that of a demonstration season.
    """

    kind: ReportKind
    period: Period
    dated: date
    deviations: Mapping[str, str] = field(default_factory=dict)
    additional_information: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    banner: str = ""
