"""Meetings that are agreed on before: clients who come, who give up, and who never show up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from services.node.season.people import drawn
from services.node.season.working_days import moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from random import Random

    from services.node.season.people import PlannedClient, StaffMember
    from services.node.season.season import NodeVolumes
    from services.node.season.sessions import AdviceSession
    from services.node.season.steps import Desk
    from services.node.season.working_days import Diary, Slot

LOOKING_INTO_THE_DIARY = timedelta(minutes=20)
WAITING = timedelta(minutes=20)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What a client asked for and an adviser agreed to; asked on the day `asked_on`."""

    slot: Slot
    adviser: StaffMember
    client: PlannedClient
    field_of_advice: str
    form_of_contact: str
    asked_on: date


@dataclass(frozen=True, kw_only=True)
class MeetingBook:
    """All requests about the meetings of one node."""

    desk: Desk
    volumes: NodeVolumes
    diary: Diary
    random: Random

    def agree_before(self, sessions: Mapping[int, AdviceSession]) -> dict[int, str]:
        """Agree on some of the sessions before they are held; return their appointments' ids.

        If fewer could be asked for, it is all of them.
        """
        asked_on = {
            number: self._asked_on(session.slot.day)
            for number, session in sessions.items()
            if session.slot.day in self._days
        }
        could_ask = [
            number for number, day in asked_on.items() if sessions[number].clients[0].may_come(day)
        ]
        chosen = self.random.sample(could_ask, min(self.volumes.agreed_before, len(could_ask)))
        return {
            number: self._agree(
                f"session/{number}", _meeting_of(sessions[number], asked_on[number])
            )
            for number in sorted(chosen)
        }

    def miss_some(self) -> None:
        """Agree on meetings to which the client does not come."""
        for number in range(self.volumes.no_shows):
            meeting, about = self._invent(), f"no-show/{number}"
            appointment_id = self._agree(about, meeting)
            self.desk.ask(
                moment(meeting.slot.day, meeting.slot.start) + WAITING,
                "record_no_show",
                meeting.adviser,
                about=about,
                appointment_id=appointment_id,
            )

    def cancel_some(self) -> None:
        """Agree on meetings that are given up on the working day before."""
        season = self.desk.season
        for number in range(self.volumes.cancelled):
            meeting, about = self._invent(), f"cancelled/{number}"
            appointment_id = self._agree(about, meeting)
            cancelled_by = drawn(self.random, season.cancelled_by)
            self.desk.ask(
                moment(self.desk.days.before(meeting.slot.day, 1), season.reviews_at),
                "cancel_advice",
                meeting.adviser,
                about=about,
                appointment_id=appointment_id,
                cancelled_by=cancelled_by,
                remarks=season.remarks.cancelled[cancelled_by],
            )

    def _agree(self, about: str, meeting: Meeting) -> str:
        appointment_id = str(uuid5(self.desk.space, f"appointment/{about}"))
        asked_at = moment(meeting.asked_on, self.desk.season.opens, minutes_later=60)
        self.desk.register_client(meeting.client, meeting.adviser, asked_at)
        self.desk.ask(
            asked_at,
            "request_advice",
            meeting.adviser,
            about=about,
            appointment_id=appointment_id,
            programme=self.desk.season.programme,
            client_id=str(meeting.client.id),
            field_of_advice=meeting.field_of_advice,
            form_of_contact=meeting.form_of_contact,
            wish=self.random.choice(self.desk.season.wishes),
        )
        self.desk.ask(
            asked_at + LOOKING_INTO_THE_DIARY,
            "schedule_advice",
            meeting.adviser,
            about=about,
            appointment_id=appointment_id,
            adviser_id=str(meeting.adviser.id),
            **meeting.slot.members(),
        )
        return appointment_id

    def _invent(self) -> Meeting:
        """Return a meeting at a time at which the adviser is free."""
        season, people = self.desk.season, self.desk.people
        adviser = self.random.choice(people.advisers)
        form = drawn(self.random, season.forms_of_contact)
        minutes = self.random.choice(season.minutes[form])
        slot = self.diary.book(self.random, [adviser.id], self._days, minutes)
        asked_on = self._asked_on(slot.day)
        coming = [
            each for each in people.clients if each.may_come(asked_on) and each.may_come(slot.day)
        ]
        client = self.random.choice(coming)
        return Meeting(
            slot=slot,
            adviser=adviser,
            client=client,
            field_of_advice=drawn(self.random, season.fields_of_advice[client.kind]),
            form_of_contact=form,
            asked_on=asked_on,
        )

    def _asked_on(self, day: date) -> date:
        return self.desk.days.before(day, self.random.choice(self.desk.season.days_ahead))

    @property
    def _days(self) -> tuple[date, ...]:
        """The days of advice for which a client could ask before, within the season."""
        known = self.desk.days.days[max(self.desk.season.days_ahead) :]
        return tuple(day for day in known if day.replace(day=1) in self.volumes.cards)


def _meeting_of(session: AdviceSession, asked_on: date) -> Meeting:
    return Meeting(
        slot=session.slot,
        adviser=session.advisers[0],
        client=session.clients[0],
        field_of_advice=session.field_of_advice,
        form_of_contact=session.form_of_contact,
        asked_on=asked_on,
    )
