"""What reporting refuses.

A class is named as the fact that stands in the way; its docstring is the rule, with its source in
brackets. What a figure refuses stands beside the figure, under the same root.

Whoever refuses gives the data that a sentence for people needs, in the order that
`services/reporting/sentences.py` uses them.
"""

from __future__ import annotations

from shared.kernel.command import NotAuthorised, Refusal


class ReportingRefusal(Refusal):
    """The root of everything that reporting refuses."""

    def __init__(self, *data: object) -> None:
        """Keep the data as texts, so that a refusal is the same here and behind RPC."""
        super().__init__(*(str(item) for item in data))

    def __str__(self) -> str:
        """Return the data for a log; people get a sentence."""
        return ", ".join(self.args)


# --- Programme


class NotTheCentre(ReportingRefusal):
    """A programme is data of the centre; nodes never edit it (architecture.md 3)."""


class UnknownProgramme(ReportingRefusal):
    """A programme is known once a version of it was published at the centre and arrived here."""


class ProgrammeAltered(ReportingRefusal):
    """A version of a programme never changes: what is different is a new version."""


class NotTheNextVersion(ReportingRefusal):
    """Versions of a programme are counted from 1, and each follows on the one before."""


class UnknownMeasure(ReportingRefusal):
    """What a programme promises is counted by figures that there are."""


class UnknownNarrowing(ReportingRefusal):
    """An indicator narrows its figure only by what the figure's records have."""


# --- Parked domain events (architecture.md 2.7)


class NotParked(ReportingRefusal):
    """Only a domain event that cannot be folded is discarded, not one that waits behind it."""


class NotDiscarded(ReportingRefusal):
    """Only a discarded domain event is taken back."""


class LaterOnesCounted(ReportingRefusal):
    """A domain event is not taken back once later ones of its record are folded without it.

    They would have been folded on another footing, so no figure of the time in between could be
    given again; its node corrects the record instead.
    """


# --- Submitted reports


class NotWhereReportsAreSubmitted(ReportingRefusal):
    """A report is about the whole programme, so it is submitted where all nodes are heard."""


class NotNamed(ReportingRefusal):
    """What is parked or discarded is left out of a submitted report only if the report names it."""


class UnknownReportVersion(ReportingRefusal):
    """A version of a report is known once it was submitted here."""


class UnknownDigest(ReportingRefusal):
    """A printed report was submitted here if a version of it has the digest on its pages."""


class NoOperatorOnThatDay(ReportingRefusal):
    """A document names the operator of its own date, so there must be one (domain.md 7.1, C4)."""


# --- Who sees what


class NotOfYourNode(ReportingRefusal, NotAuthorised):
    """At the centre a coordinator or an adviser sees the figures of their own node (product.md)."""


class OnlySubmitted(ReportingRefusal, NotAuthorised):
    """The Ministry sees submitted reports and the figures behind them, and nothing else."""


class RowsPointAtPeople(ReportingRefusal, NotAuthorised):
    """Rows by what people are like stay inside: few of them point at somebody (domain.md 6)."""


class UnknownOrder(ReportingRefusal):
    """Rows are sorted by one of their columns."""


# --- Narrative


class UnknownSection(ReportingRefusal):
    """A report has the sections of its form, and a reason for each task of the schedule."""


class TextTooLong(ReportingRefusal):
    """A section of a report is read by people, and printed."""


class NarrativeIsOfTheCentre(ReportingRefusal):
    """A report is written where it is submitted: at the centre."""
