"""What operations decide about parked domain events, through the use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

from services.reporting.application.commands import DiscardParked, TakeBackDiscarded
from services.reporting.application.discard_parked import discard_parked
from services.reporting.application.take_back_discarded import take_back_discarded
from services.reporting.domain.parked import Place
from services.reporting.storage import work
from services.reporting.storage.work import Desk
from shared.contracts.reporting import DiscardReason
from shared.kernel.command import Actor, Role
from tests.storage.reporting.advice_told import NOW, Reporting

SOURCE = "/nodes/cistor/reporting"


def an_actor(*roles: Role) -> Actor:
    return Actor(staff_id=UUID(int=7), roles=frozenset(roles))


OPERATIONS = an_actor(Role.OPERATIONS)


@dataclass
class Operations:
    """Somebody who holds the role."""

    reporting: Reporting
    actor: Actor = OPERATIONS
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.desk = Desk(database=self.reporting.database, source=SOURCE, is_centre=True)

    def discard(self, source: str, position: int, command_id: UUID | None = None) -> dict[str, Any]:
        command = DiscardParked(
            command_id=command_id or uuid4(),
            actor=self.actor,
            place=Place(source, 1, position),
            reason=DiscardReason.SENT_BY_MISTAKE,
        )
        with self._todays_folds():
            return self.desk.perform(command, discard_parked, NOW)

    def take_back(self, source: str, position: int) -> dict[str, Any]:
        command = TakeBackDiscarded(
            command_id=uuid4(), actor=self.actor, place=Place(source, 1, position)
        )
        with self._todays_folds():
            return self.desk.perform(command, take_back_discarded, NOW)

    def _todays_folds(self) -> Any:
        """Let the desk fold as the tests' reporting does at present, faults included."""
        return mock.patch.object(work, "MINISTRY_FACTS", self.reporting.projection)
