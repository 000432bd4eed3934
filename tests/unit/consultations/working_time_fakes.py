"""Records of working time in memory that keep what the real ones promise (R27)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from uuid import UUID

from services.consultations.domain.duty import Duty
from services.consultations.domain.refusals import AlreadyRecorded
from services.consultations.domain.session import Session
from services.consultations.domain.working_time_refusals import DutyNotFound
from shared.kernel.command import StaleRecord


class FakeDuties:
    def __init__(self) -> None:
        self.kept: dict[UUID, Duty] = {}

    def add(self, duty: Duty) -> None:
        if duty.id in self.kept:
            raise AlreadyRecorded(duty.id)
        self.kept[duty.id] = deepcopy(duty)

    def get(self, duty_id: UUID) -> Duty:
        if duty_id not in self.kept:
            raise DutyNotFound(duty_id)
        return deepcopy(self.kept[duty_id])

    def save(self, duty: Duty) -> None:
        if self.kept[duty.id].version != duty.version - 1:
            raise StaleRecord(duty.id)
        self.kept[duty.id] = deepcopy(duty)

    def sessions(self, adviser_id: UUID, day: date, *, apart_from: UUID) -> tuple[Session, ...]:
        taken = [
            duty.session
            for duty in self.kept.values()
            if (duty.adviser_id, duty.session.held_on, duty.counted) == (adviser_id, day, True)
            and duty.id != apart_from
        ]
        return tuple(sorted(taken, key=lambda session: session.started_at))
