"""What reporting answers, as JSON members."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.changed_cell import ChangedCell
    from services.reporting.domain.domain_event_behind import DomainEventBehind
    from services.reporting.domain.fact_row import FactRow
    from services.reporting.domain.freshness import Freshness
    from services.reporting.domain.report_version import ReportVersion
    from services.reporting.figures.figure import Figure
    from services.reporting.figures.people import Matching
    from services.reporting.reports.reproducing import Reproduction
    from shared.messaging.forks import Claim, Fork
    from shared.messaging.parking import Parked

Answer = dict[str, Any]


def of_figure(
    figure: Figure, as_of: AsOf, freshness: Freshness, matching: Matching | None = None
) -> Answer:
    """Return a figure with what it was asked, as of when, and how fresh it is.

    One that counts people says besides by what they were matched.
    """
    question = figure.question
    matched = {} if matching is None else {"matching": of_matching(matching)}
    return {
        "name": question.definition.name,
        "unit": question.definition.unit,
        "first": question.period.first.isoformat(),
        "last": question.period.last.isoformat(),
        "filters": dict(question.filters),
        "value": figure.value,
        "count": figure.count,
        **matched,
        "as_of": as_of.to_json(),
        "freshness": of_freshness(freshness),
    }


def of_matching(matching: Matching) -> Answer:
    """Return how many people were matched by each identifier, and by the lists of which moments."""
    return {
        "people": dict(matching.people),
        "shared": dict(matching.shared),
        "lists": {
            source.split("/")[2]: None if made_at is None else made_at.isoformat()
            for source, made_at in matching.lists.items()
        },
    }


def of_row(row: FactRow) -> Answer:
    """Return a row behind a figure, with the place of its domain event."""
    return {
        "source": row.source,
        "epoch": row.epoch,
        "position": row.position,
        **{name: _as_json(value) for name, value in row.values.items()},
    }


def of_freshness(freshness: Freshness) -> Answer:
    """Return how far each node's data reach."""
    return {
        "looked_at": freshness.looked_at.isoformat(),
        "complete": freshness.is_complete,
        "halted_because": freshness.halted_because,
        "nodes": [
            {
                "node": node.node,
                "state": node.state.value,
                "since": None if node.since is None else node.since.isoformat(),
                "sources": [
                    {
                        "source": source.source,
                        "state": source.state.value,
                        "position": source.position,
                        "missing": source.missing,
                        "parked": source.parked,
                        "stopped_because": source.stopped_because,
                        "forks": source.forks,
                        "clock_skew_seconds": round(source.clock_skew.total_seconds()),
                    }
                    for source in node.sources
                ],
            }
            for node in freshness.nodes
        ],
    }


def of_domain_event(found: DomainEventBehind) -> Answer:
    """Return what is behind a row."""
    return {
        "source": found.source,
        "node": found.node,
        "epoch": found.epoch,
        "position": found.position,
        "type": found.type,
        "subject": found.subject,
        "subject_version": found.subject_version,
        "time": found.time.isoformat(),
        "programme": found.programme,
        "digest": found.digest,
        "verified": found.verified,
        "data": dict(found.data),
    }


def of_parked(row: Parked) -> Answer:
    """Return a domain event that is not folded, with the reason."""
    return {
        "source": row.origin.source,
        "epoch": row.origin.epoch,
        "position": row.origin.position,
        "type": row.type,
        "subject": row.subject,
        "kind": row.kind,
        "reason": row.reason,
    }


def of_fork(fork: Fork) -> Answer:
    """Return a position that two domain events claim, with both."""
    return {
        "source": fork.source,
        "epoch": fork.epoch,
        "position": fork.position,
        "held": _of_claim(fork.held),
        "other": _of_claim(fork.other),
    }


def _of_claim(claim: Claim) -> Answer:
    return {
        "digest": claim.digest,
        "type": claim.envelope.type,
        "subject": claim.envelope.subject,
        "time": claim.envelope.time.isoformat(),
        "received_at": claim.received_at.isoformat(),
    }


def of_report(version: ReportVersion) -> Answer:
    """Return a submitted report without its content."""
    drawn, told = version.drawn, version.told
    return {
        "programme": drawn.programme,
        "programme_version": drawn.programme_version,
        "version": version.number,
        "first": drawn.period.first.isoformat(),
        "last": drawn.period.last.isoformat(),
        "submitted_at": version.submitted_at.isoformat(),
        "submitted_by": str(version.submitted_by),
        "projection_version": drawn.projection_version,
        "not_folded": drawn.not_folded,
        "incomplete": list(drawn.incomplete),
        "value_digest": told.value_digest,
        "pdf_digest": told.pdf_digest,
        "xlsx_digest": told.xlsx_digest,
        "made_with": dict(drawn.made_with),
    }


def of_reproduction(version: ReportVersion, found: Reproduction) -> Answer:
    """Return how a report that was made again compares with what was filed."""
    return {
        "programme": version.drawn.programme,
        "version": version.number,
        "holds": found.holds,
        "is_intact": found.is_intact,
        "numbers": found.numbers.value,
        "value": found.value.value,
        "pdf": found.pdf.value,
        "xlsx": found.xlsx.value,
        "other_tools": list(found.other_tools),
        "taken_as_filed": found.taken_as_filed,
    }


def of_differences(version: ReportVersion, changed: Sequence[ChangedCell]) -> Answer:
    """Return what reads otherwise than in a submitted report, with the causes."""
    return {
        "programme": version.drawn.programme,
        "version": version.number,
        "changed": [_of_change(each) for each in changed],
    }


def _of_change(changed: ChangedCell) -> Answer:
    before, after = changed.shown
    return {
        "table": changed.path.table,
        "row": changed.path.row,
        "column": changed.path.column,
        "before": before,
        "after": after,
        "causes": [
            {
                "source": cause.source,
                "epoch": cause.epoch,
                "position": cause.position,
                "type": cause.type,
                "subject": cause.subject,
                "number": cause.data.get("card_number"),
            }
            for cause in changed.causes
        ],
    }


def _as_json(value: object) -> object:
    """Write ids and days as texts; everything else in a fact is a number, a code or nothing."""
    return str(value) if isinstance(value, UUID | date) else value
