"""Addresses that hold the state of a page: which figure, over which days, as of which report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import request, url_for

from services.reporting.domain.cell import FigureReference
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.requests.reports import ReportRequest
from services.reporting.requests.schemas import DomainEventRequest, FigureRequest

if TYPE_CHECKING:
    from services.reporting.domain.domain_event_behind import DomainEventBehind
    from services.reporting.domain.fact_row import FactRow
    from services.reporting.domain.parked import Place
    from services.reporting.requests.reports import ReportQuery
    from services.reporting.requests.schemas import FigureQuery

_NO_FILTERS: Final = frozenset(
    {
        "columns",
        "first",
        "format",
        "last",
        "page",
        "proof",
        "report",
        "rows",
        "sort",
        "version",
        "view",
    }
)


def asked_figure(name: str) -> FigureReference:
    """Return which figure the address asks for; raise ValidationError."""
    arguments = {key: value for key, value in request.args.items() if value}
    filters = {key: value for key, value in arguments.items() if key not in _NO_FILTERS}
    asked_for: dict[str, Any] = {"name": name, "filters": filters}
    asked_for |= {key: arguments[key] for key in ("first", "last") if key in arguments}
    asked: FigureQuery = FigureRequest().load(asked_for)
    return FigureReference.of(asked.name, asked.period, **asked.filters)


def asked_version() -> SubmittedVersion | None:
    """Return as of which submitted report the address asks, if any; raise ValidationError."""
    if not request.args.get("report"):
        return None
    return version_of(request.args["report"], request.args.get("version", ""))


def version_of(programme: str, number: str) -> SubmittedVersion:
    """Return a submitted version named by an address; raise ValidationError."""
    wanted = int(number) if number.isascii() and number.isdigit() else number or None
    asked: ReportQuery = ReportRequest().load({"programme": programme, "version": wanted})
    return SubmittedVersion(asked.programme, asked.version)


def asked_place() -> Place:
    """Return which domain event the address asks for; raise ValidationError."""
    numbers = {
        name: int(value) if value.isascii() and value.isdigit() else value
        for name in ("epoch", "position")
        if (value := request.args.get(name))
    }
    source = {"source": request.args["source"]} if request.args.get("source") else {}
    place: Place = DomainEventRequest().load({**source, **numbers})
    return place


def figure_address(reference: FigureReference, submitted: SubmittedVersion | None = None) -> str:
    """Return the address of a figure."""
    return url_for("figures.figure", **_of(reference, submitted))


def rows_address(reference: FigureReference, submitted: SubmittedVersion | None = None) -> str:
    """Return the address of the rows behind a figure."""
    return url_for("figures.rows", **_of(reference, submitted))


def event_address(
    row: FactRow | DomainEventBehind, submitted: SubmittedVersion | None = None
) -> str:
    """Return the address of the domain event behind a row, or of one that is a cause."""
    return url_for(
        "figures.domain_event",
        source=row.source,
        epoch=row.epoch,
        position=row.position,
        **_as_of(submitted),
    )


def _of(reference: FigureReference, submitted: SubmittedVersion | None) -> dict[str, Any]:
    period = reference.period
    return {
        "name": reference.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        **dict(reference.filters),
        **_as_of(submitted),
    }


def _as_of(submitted: SubmittedVersion | None) -> dict[str, Any]:
    if submitted is None:
        return {}
    number = {} if submitted.number is None else {"version": str(submitted.number)}
    return {"report": submitted.programme, **number}
