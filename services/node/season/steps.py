"""From what happened to what is asked of the node: every request, its moment and its id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from services.node.season.fates import DOCUMENTED, DRAFTED, RETURNED
from services.node.season.working_days import moment
from shared.contracts.consultations import ConfirmationMeans, CorrectionReason
from shared.kernel.clock import business_day
from shared.kernel.command import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from random import Random

    from services.node.season.fates import Fate
    from services.node.season.people import Deputy, People, PlannedClient, StaffMember
    from services.node.season.season import Season
    from services.node.season.sessions import AdviceSession
    from services.node.season.working_days import WorkingDays

WRITING = timedelta(minutes=10)
SIGNING = timedelta(minutes=5)
SORTING_THE_POST = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One request to one service of a node; `at` is business time in UTC."""

    at: datetime
    service: str
    method: str
    request: Mapping[str, Any]


@dataclass(kw_only=True)
class Desk:
    """Where the requests of one node are written down.

    Ids are derived from the node's `space` and from what the request is about, so that a second
    play asks the same under the same ids.
    """

    season: Season
    people: People
    days: WorkingDays
    space: UUID
    random: Random
    deputies: tuple[Deputy, ...] = ()
    steps: list[Step] = field(default_factory=list)
    _first_comers: dict[UUID, tuple[datetime, StaffMember, PlannedClient]] = field(
        default_factory=dict
    )

    def register_staff(self) -> None:
        """Register everybody who may give advice, when the season opens."""
        opening = moment(self.days.days[0], self.season.opens)
        for adviser in self.people.advisers:
            self.ask(
                opening,
                "register_adviser",
                self.people.coordinator,
                about=f"adviser/{adviser.id}",
                adviser_id=str(adviser.id),
                full_name=adviser.full_name,
                staff_role=adviser.role.value,
                active_from=self.season.begins.isoformat(),
            )

    def appoint_deputies(self) -> None:
        """Have the coordinator appoint those who stand in, when the season opens."""
        for number, deputy in enumerate(self.deputies):
            self.ask(
                moment(self.days.days[0], self.season.opens),
                "appoint_deputy",
                self.people.coordinator,
                about=f"deputy/{number}",
                deputy_id=str(uuid5(self.space, f"deputy/{number}")),
                staff_id=str(deputy.id),
                full_name=deputy.full_name,
                organisation=deputy.organisation,
                valid_from=deputy.first.isoformat(),
                valid_to=deputy.last.isoformat(),
            )

    def coordinator_on(self, day: date) -> StaffMember:
        """Return who decides on a day: the node's coordinator, or whoever stands in."""
        standing_in = (each for each in self.deputies if each.first <= day <= each.last)
        return next(standing_in, self.people.coordinator)

    def register_client(self, client: PlannedClient, by: StaffMember, at: datetime) -> None:
        """Have a client's file begun by then, and before it that of the group it grew out of."""
        if client.predecessor is not None:
            self.register_client(client.predecessor, by, at)
        if client.id not in self._first_comers or at < self._first_comers[client.id][0]:
            self._first_comers[client.id] = (at, by, client)

    def in_order(self) -> tuple[Step, ...]:
        """Return every request in the order of time; files are begun before anything else then.

        What happens at the same moment stays in the order in which it was written down.
        """
        written, self.steps = self.steps, []
        for at, by, client in self._first_comers.values():
            self.ask(at, "register_client", by, about=f"client/{client.id}", **client.members())
        return tuple(sorted((*self.steps, *written), key=lambda step: step.at))

    def ask(
        self, at: datetime, method: str, by: StaffMember, *, about: str, **members: object
    ) -> None:
        """Write down one request."""
        if by in self.deputies:
            role = Role.DEPUTY_COORDINATOR
        else:
            role = Role.COORDINATOR if by == self.people.coordinator else Role.ADVISER
        request = {
            "command_id": str(uuid5(self.space, f"command/{about}/{method}")),
            "actor": {"staff_id": str(by.id), "roles": [role.value]},
            **members,
        }
        self.steps.append(Step(at=at, service="consultations", method=method, request=request))

    def next_opening(self, after: datetime) -> datetime:
        """Return when the consulting point opens on the next working day."""
        return moment(self.days.after(business_day(after), 1), self.season.opens)

    def review(self, after: datetime, delays: tuple[int, ...]) -> datetime:
        """Return when the coordinator looks at cards, a drawn number of working days later."""
        day = self.days.after(business_day(after), self.random.choice(delays))
        return moment(day, self.season.reviews_at)


@dataclass(frozen=True, kw_only=True)
class CardFile:
    """All requests about one card."""

    desk: Desk
    number: int
    session: AdviceSession
    appointment_id: str | None = None
    support_path_id: str | None = None

    @property
    def card_id(self) -> str:
        """The card's id."""
        return str(uuid5(self.desk.space, f"card/{self.number}"))

    def keep(self, fate: Fate) -> None:
        """Write down what happens from the session to the end of the card."""
        held = self.session.slot
        for client in self.session.clients:
            self.desk.register_client(client, self._author, moment(held.day, held.start))
        drafted = self._draft(fate.written)
        if fate.stays == DRAFTED:
            return
        signed = self._sign(drafted)
        if fate.stays == DOCUMENTED:
            return
        reviewed = self._review(signed)
        if fate.returned is not None:
            self._return(reviewed, fate.returned.value)
            if fate.stays == RETURNED:
                return
            signed = self._sign(self._change(reviewed), again="/again")
            reviewed = self._review(signed)
        self._ask(reviewed, "approve_card", self._coordinator(reviewed))
        if fate.confirmed:
            self._confirm(signed)
        if fate.corrected is not None:
            self._correct(reviewed, fate.corrected.value)

    def _draft(self, written: AdviceSession) -> datetime:
        held = self.session.slot
        delay = self.desk.random.choice(self.desk.season.days_to_draft)
        if delay:
            begun = moment(self.desk.days.after(held.day, delay), self.desk.season.opens)
        else:
            begun = moment(held.day, held.end)
        self._ask(
            begun + WRITING,
            "draft_card",
            self._author,
            programme=self.desk.season.programme,
            appointment_id=self.appointment_id,
            support_path_id=self.support_path_id,
            **written.counted_members(),
            **written.text_members(),
        )
        return begun + WRITING

    def _sign(self, drafted: datetime, again: str = "") -> datetime:
        self._ask(drafted + SIGNING, "sign_card", self._author, again=again)
        return drafted + SIGNING

    def _review(self, signed: datetime) -> datetime:
        return self.desk.review(signed, self.desk.season.days_to_review)

    def _return(self, reviewed: datetime, reason: str) -> None:
        self._ask(
            reviewed,
            "return_card",
            self._coordinator(reviewed),
            reason=reason,
            remarks=self.desk.season.remarks.returned[reason],
        )

    def _change(self, returned: datetime) -> datetime:
        changed = self.desk.next_opening(returned) + WRITING
        self._ask(
            changed,
            "change_card",
            self._author,
            **self.session.counted_members(),
            **self.session.text_members(),
        )
        return changed

    def _confirm(self, signed: datetime) -> None:
        means = self.desk.season.confirmation[self.session.form_of_contact]
        if means == ConfirmationMeans.PAPER:
            at, day = signed + SIGNING, self.session.slot.day
        else:
            at = self.desk.next_opening(signed) + SORTING_THE_POST
            day = business_day(at)
        self._ask(at, "confirm_advice", self._author, confirmed_on=day.isoformat(), means=means)

    def _correct(self, approved: datetime, reason: str) -> None:
        found = self.desk.review(approved, self.desk.season.days_to_correct)
        self._ask(
            found,
            "correct_card",
            self._coordinator(found),
            reason=reason,
            remarks=self.desk.season.remarks.corrected[reason],
            counted=reason != CorrectionReason.ANNULLED,
            **self.session.counted_members(),
        )

    def _ask(
        self, at: datetime, method: str, by: StaffMember, again: str = "", **members: object
    ) -> None:
        about = f"card/{self.number}{again}"
        self.desk.ask(at, method, by, about=about, card_id=self.card_id, **members)

    @property
    def _author(self) -> StaffMember:
        return self.session.advisers[0]

    def _coordinator(self, at: datetime) -> StaffMember:
        return self.desk.coordinator_on(business_day(at))
