"""Who may ask for what: the one table of this service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.application.commands import (
    DiscardParked,
    EditNarrative,
    PublishProgramme,
    RetryParked,
    SubmitReport,
    TakeBackDiscarded,
)
from services.reporting.application.queries import (
    CompareReport,
    ListForks,
    ListOpenPoints,
    ListParked,
    ListProgrammes,
    ListReports,
    OpenDomainEvent,
    OpenFigure,
    OpenProgramme,
    OpenReport,
    OpenRows,
    PreviewReport,
    Query,
    ReadDashboard,
    ReadFreshness,
    ReadNarrative,
    ReadSubmissionChecklist,
    ReadWaiting,
    ReproduceReport,
)
from services.reporting.domain.sight import OF_ALL_NODES, OF_ONE_NODE
from shared.kernel.command import Command, NotAuthorised, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

_STAFF: Final = OF_ALL_NODES | OF_ONE_NODE
_READERS: Final = OF_ALL_NODES | {Role.MINISTRY}

ROLES: Final[Mapping[type[Command | Query], frozenset[Role]]] = {
    PublishProgramme: frozenset({Role.REPORTING_OFFICER}),
    SubmitReport: frozenset({Role.REPORTING_OFFICER}),
    EditNarrative: frozenset({Role.REPORTING_OFFICER}),
    DiscardParked: frozenset({Role.OPERATIONS}),
    TakeBackDiscarded: frozenset({Role.OPERATIONS}),
    RetryParked: frozenset({Role.OPERATIONS}),
    ListProgrammes: _STAFF | _READERS,
    OpenProgramme: _STAFF | _READERS,
    ReadDashboard: _STAFF,
    OpenFigure: _STAFF | _READERS,
    OpenRows: _STAFF | _READERS,
    OpenDomainEvent: _STAFF | _READERS,
    PreviewReport: OF_ALL_NODES,
    ListReports: _READERS,
    OpenReport: _READERS,
    ReproduceReport: _READERS,
    CompareReport: OF_ALL_NODES,
    ReadNarrative: OF_ALL_NODES,
    ReadSubmissionChecklist: OF_ALL_NODES,
    ListOpenPoints: OF_ALL_NODES,
    ReadFreshness: _STAFF,
    ListParked: OF_ALL_NODES,
    ListForks: OF_ALL_NODES,
    ReadWaiting: _STAFF | _READERS,
}
"""Any one of these roles is enough; how far each sees says `domain/sight.py`."""


def authorise(asked: Command | Query) -> None:
    """Raise `NotAuthorised` if the actor holds none of the roles that this asks for."""
    if not asked.actor.roles & ROLES[type(asked)]:
        raise NotAuthorised(type(asked).__name__)
