"""How a call is read, handed to a use case, and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from marshmallow import ValidationError
from nameko.exceptions import deserialize_to_instance

from services.consultations.application.commands import Query
from services.consultations.application.ports import Records, UnitOfWork
from services.consultations.requests import schemas
from services.consultations.sentences import SENTENCES
from services.consultations.storage.performing import perform
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.unit_of_work import snapshot
from shared.documents.season import SEASON_BANNER
from shared.kernel.clock import Clock
from shared.kernel.command import Command, Refusal
from shared.messaging.dependencies import BusinessClock
from shared.messaging.publishing import PublishingService
from shared.wire.published import CATALOGUE

CommandT = TypeVar("CommandT", bound=Command)
QueryT = TypeVar("QueryT", bound=Query)
AnswerT = TypeVar("AnswerT")

Request = Mapping[str, Any]
Answer = dict[str, Any]

EXPECTED = (Refusal, ValidationError)
"""What is told to whoever asked, and is no failure of the service."""

for _refused in (*SENTENCES, ValidationError):
    # A caller in this software gets back what was raised, not nameko's description of it.
    deserialize_to_instance(_refused)


class Calls(PublishingService):
    """What all calls need; it holds no rule."""

    # nameko finds this and puts what it gives in its place, call by call.
    clock = cast("Clock", BusinessClock())

    def _perform(
        self,
        schema: schemas.CommandSchema,
        use_case: Callable[[CommandT, UnitOfWork, datetime], object],
        request: Request,
    ) -> Answer:
        command: CommandT = schema.load(request)
        return perform(self.database, self.source, command, use_case, self.clock.now(), self._safe)

    def _ask(
        self,
        schema: schemas.QuerySchema,
        use_case: Callable[[QueryT, Records], AnswerT],
        request: Request,
    ) -> AnswerT:
        query: QueryT = schema.load(request)
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            return use_case(query, records)

    def _ask_now(
        self,
        schema: schemas.QuerySchema,
        use_case: Callable[[QueryT, Records, datetime], AnswerT],
        request: Request,
    ) -> AnswerT:
        """Ask what depends on the day, such as a deputy's term."""
        query: QueryT = schema.load(request)
        with snapshot(self.database, self.source, CATALOGUE, self._safe) as records:
            return use_case(query, records, self.clock.now())

    @property
    def _banner(self) -> str:
        return SEASON_BANNER if self.runtime.plays_business_time else ""

    @property
    def _safe(self) -> PeselSafe | None:
        return PeselSafe.with_key(self.runtime.pesel_key)
