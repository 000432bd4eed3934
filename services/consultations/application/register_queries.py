"""What can be asked of the register of advice; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.register_of_advice import RegisterFilter, RegisterOrder
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class AskedOfRegister:
    """What is asked of the register; `late` asks for the cards that are late when it is asked."""

    filter: RegisterFilter
    order: RegisterOrder
    descending: bool
    late: bool = False

    def filter_at(self, now: datetime) -> RegisterFilter:
        """Return which cards are meant at a moment."""
        return replace(self.filter, late_on=business_day(now)) if self.late else self.filter


@dataclass(frozen=True, kw_only=True)
class RegisterOfAdviceQuery(AskedOfRegister, Query):
    """Ask for a page of the register; pages are numbered from 1."""

    page: int
    rows_of_a_page: int


@dataclass(frozen=True, kw_only=True)
class RegisterExportQuery(AskedOfRegister, Query):
    """Ask for the whole register, to keep it outside."""


@dataclass(frozen=True, kw_only=True)
class ApprovalQueueQuery(Query):
    """Ask where a card stands among those that the actor may approve."""

    card_id: UUID
