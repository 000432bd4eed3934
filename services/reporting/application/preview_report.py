"""The report as it would be submitted now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from services.reporting.application.queries import PreviewReport
    from services.reporting.application.reading import Records
    from services.reporting.domain.report_order import ReportOrder
    from shared.contracts.programme import Programme

ReportT_co = TypeVar("ReportT_co", covariant=True)


class Previewing(Protocol[ReportT_co]):
    """Makes the value of a report, without its files."""

    def preview(self, programme: Programme, order: ReportOrder) -> ReportT_co:
        """Return the report as it is at this moment."""


def preview_report(
    query: PreviewReport, records: Records, previewing: Previewing[ReportT_co]
) -> ReportT_co:
    """Return the report with the words that people wrote.

    Raises NotAuthorised, UnknownProgramme, NothingFolded or NoOperatorOnThatDay.
    """
    authorise(query)
    programme = records.programmes.get(query.programme)
    texts = records.narratives.texts(programme.code)
    written = {name: each.text for name, each in texts.items() if each.text is not None}
    return previewing.preview(programme, query.order.telling(written))
