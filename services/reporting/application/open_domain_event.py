"""Somebody opens the domain event behind a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.application.seeing import sight_of
from services.reporting.domain.refusals import OnlySubmitted

if TYPE_CHECKING:
    from services.reporting.application.queries import OpenDomainEvent
    from services.reporting.application.reading import Records
    from services.reporting.domain.domain_event_behind import DomainEventBehind


def open_domain_event(query: OpenDomainEvent, records: Records) -> DomainEventBehind:
    """Return a domain event; outside only one that a submitted report counts, without its data.

    Raises NotAuthorised, NotOfYourNode, OnlySubmitted, UnknownReportVersion, NotInArchive or
    AlteredBeyondReading.
    """
    authorise(query)
    sight = sight_of(query, records)
    if sight.submitted_only:
        _refuse_not_submitted(query, records)
        return replace(records.figures.behind(query.place), data={})
    found = records.figures.behind(query.place)
    sight.refuse_other_node(found.node)
    return found


def _refuse_not_submitted(query: OpenDomainEvent, records: Records) -> None:
    if query.submitted is None:
        raise OnlySubmitted(query.place.source)
    if not records.reports.submission(query.submitted).counts(query.place):
        raise OnlySubmitted(query.place.source)
