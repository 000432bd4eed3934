"""Working time: when advisers receive clients, and who keeps the consulting point open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from services.node.season.working_days import Slot, moment
from shared.contracts.consultations import DutyCorrectionReason, StaffRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from services.node.season.people import StaffAdviser
    from services.node.season.season import NodeVolumes
    from services.node.season.steps import Desk

WRITING_DOWN = timedelta(minutes=10)
HALF_AN_HOUR = 30
WORKING_WEEK = range(1, 6)


@dataclass(frozen=True, kw_only=True)
class Rota:
    """All requests about the working time of one node's advisers."""

    desk: Desk
    volumes: NodeVolumes
    random: Random

    def set_working_hours(self) -> None:
        """Have every adviser receive clients while the consulting point is open."""
        season = self.desk.season
        hours = [
            {
                "weekday": weekday,
                "started_at": f"{season.opens:%H:%M}",
                "ended_at": f"{season.closes:%H:%M}",
            }
            for weekday in WORKING_WEEK
        ]
        for adviser in self.desk.people.advisers:
            self.desk.ask(
                moment(self.desk.days.days[0], season.opens),
                "set_working_hours",
                self.desk.people.coordinator,
                about=f"hours/{adviser.id}",
                adviser_id=str(adviser.id),
                valid_from=season.begins.isoformat(),
                hours=hours,
            )

    def keep_duties(self) -> None:
        """Have a consultant on duty at every time of the rota; some write it down wrongly."""
        duties = list(self._duties())
        early = [
            number for number, (_, slot) in enumerate(duties) if slot.day < max(self.volumes.cards)
        ]
        reasons = [
            reason for reason, count in self.volumes.corrected_duties.items() for _ in range(count)
        ]
        wrong = dict(zip(self.random.sample(early, len(reasons)), reasons, strict=True))
        for number, (adviser, slot) in enumerate(duties):
            self._keep(number, adviser, slot, wrong.get(number))

    def _duties(self) -> Iterator[tuple[StaffAdviser, Slot]]:
        consultants = [
            each for each in self.desk.people.advisers if each.role is StaffRole.CONSULTANT
        ]
        for day in self.desk.days.days:
            for duty in self.volumes.duties:
                if day.replace(day=1) in self.volumes.cards and day.isoweekday() == duty.weekday:
                    yield self.random.choice(consultants), Slot(day, duty.starts, duty.ends)

    def _keep(self, number: int, adviser: StaffAdviser, held: Slot, wrong: str | None) -> None:
        about, duty_id = f"duty/{number}", str(uuid5(self.desk.space, f"duty/{number}"))
        written = held
        if wrong == DutyCorrectionReason.WRONG_DATE_OR_TIME:
            written = held.cut(HALF_AN_HOUR)
        recorded = moment(held.day, held.end) + WRITING_DOWN
        self.desk.ask(
            recorded,
            "record_duty",
            adviser,
            about=about,
            duty_id=duty_id,
            adviser_id=str(adviser.id),
            programme=self.desk.season.programme,
            **written.members(),
        )
        if wrong is not None:
            self.desk.ask(
                self.desk.review(recorded, self.desk.season.days_to_correct),
                "correct_duty",
                self.desk.people.coordinator,
                about=about,
                duty_id=duty_id,
                reason=wrong,
                remarks=self.desk.season.remarks.corrected_duties[wrong],
                counted=wrong != DutyCorrectionReason.ANNULLED,
                **held.members(),
            )
