"""What the reporting officer decides about a report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from services.reporting.domain.narrative import Section, deviations_in, paragraphs
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shared.contracts.programme import Programme

SIGNATORIES: Final = ("osoba upoważniona do reprezentacji zleceniobiorcy", "osoba sporządzająca")
ATTACHMENTS: Final = ("Skoroszyt XLSX z tabelami sprawozdania i pochodzeniem każdej liczby",)
"""What a report is usually signed by, and comes with."""


class ReportKind(StrEnum):
    """Whether the task is over."""

    PARTIAL = "partial"
    FINAL = "final"


@dataclass(frozen=True, kw_only=True)
class ReportOrder:
    """What a report is to be about, and to say besides; `dated` is the day of the document.

    `deviations` are the reasons for departing from the schedule, by code of the task. `banner` is
    a short warning on every page, such as that of a demonstration season. `narrative` are the words
    that people wrote instead of what is prefilled, by section. `verified_at` is the address of the
    page on which a printed report is checked; without one its pages have no QR code.
    """

    kind: ReportKind
    period: Period
    dated: date
    deviations: Mapping[str, str] = field(default_factory=dict)
    additional_information: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    banner: str = ""
    narrative: Mapping[str, str] = field(default_factory=dict)
    verified_at: str = ""

    @classmethod
    def final(cls, programme: Programme, dated: date, *, banner: str = "") -> ReportOrder:
        """Return the order of the final report of a programme."""
        return cls(
            kind=ReportKind.FINAL,
            period=Period(programme.first_day, programme.last_day),
            dated=dated,
            attachments=ATTACHMENTS,
            signatories=SIGNATORIES,
            banner=banner,
        )

    def telling(self, texts: Mapping[str, str]) -> ReportOrder:
        """Return the order with what people wrote; what it says itself comes after that."""
        additional = texts.get(Section.ADDITIONAL_INFORMATION, "")
        sections = {section.value for section in Section} - {Section.ADDITIONAL_INFORMATION.value}
        return replace(
            self,
            deviations={**deviations_in(texts), **self.deviations},
            additional_information=(*paragraphs(additional), *self.additional_information),
            narrative={name: text for name, text in texts.items() if name in sections},
        )

    def words(self, section: Section) -> tuple[str, ...] | None:
        """Return the paragraphs that people wrote in a section; `None` if nobody did."""
        text = self.narrative.get(section)
        return None if text is None else paragraphs(text)
