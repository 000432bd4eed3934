"""Who may ask for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.application.commands import (
    DiscardParked,
    PublishProgramme,
    RetryParked,
    SubmitReport,
    TakeBackDiscarded,
)
from shared.kernel.command import Command, NotAuthorised, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES: Final[Mapping[type[Command], frozenset[Role]]] = {
    PublishProgramme: frozenset({Role.REPORTING_OFFICER}),
    SubmitReport: frozenset({Role.REPORTING_OFFICER}),
    DiscardParked: frozenset({Role.OPERATIONS}),
    TakeBackDiscarded: frozenset({Role.OPERATIONS}),
    RetryParked: frozenset({Role.OPERATIONS}),
}
"""Any one of these roles is enough."""


def authorise(command: Command) -> None:
    """Raise `NotAuthorised` if the actor holds none of the roles that the command asks for."""
    if not command.actor.roles & ROLES[type(command)]:
        raise NotAuthorised(type(command).__name__)
