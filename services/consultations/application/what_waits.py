"""Somebody of the staff begins the day: what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.list_timesheets import lines_of_month
from services.consultations.application.ports import Records
from services.consultations.application.standing_in import stands_in
from services.consultations.application.waiting_query import WhatWaitsQuery
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.domain.follow_up import days_due
from services.consultations.domain.register_of_advice import RegisterFilter, to_approve
from services.consultations.domain.waiting import (
    DAYS_TO_SETTLE,
    Waiting,
    WaitingKind,
    appointments_of_day,
    cards_of,
    last_month,
    late_since,
    number_late,
    requests_until,
    unsettled_appointments,
)
from shared.kernel.clock import business_day
from shared.kernel.command import Role


def what_waits(query: WhatWaitsQuery, records: Records, now: datetime) -> tuple[Waiting, ...]:
    """Return every kind of work that the actor's roles have, also where none waits.

    For a deputy out of term nothing waits.
    """
    authorise(query)
    actor, today = query.actor, business_day(now)
    waiting: list[Waiting] = []
    if Role.ADVISER in actor.roles:
        waiting += _for_adviser(actor.staff_id, records, today)
    if Role.COORDINATOR in actor.roles or stands_in(actor, records, now):
        waiting += _for_whoever_approves(actor.staff_id, records, today)
    if Role.COORDINATOR in actor.roles:
        waiting.append(_requests(records, today))
    if not actor.roles.isdisjoint({Role.ADVISER, Role.COORDINATOR}):
        waiting.append(_follow_ups(records, today))
    return tuple(waiting)


def _for_adviser(person: UUID, records: Records, today: date) -> Iterator[Waiting]:
    of_today = appointments_of_day(person, today)
    yield Waiting(
        kind=WaitingKind.APPOINTMENTS_TODAY,
        count=records.appointment_list.count(of_today),
        late=0,
        appointments=of_today,
    )
    yield _appointments(
        WaitingKind.APPOINTMENTS_UNSETTLED,
        unsettled_appointments(person, today - timedelta(days=1)),
        unsettled_appointments(person, late_since(today, DAYS_TO_SETTLE)),
        records,
    )
    for kind, state in (
        (WaitingKind.CARDS_TO_FINISH, CardState.DRAFTED),
        (WaitingKind.CARDS_RETURNED, CardState.RETURNED),
    ):
        yield _cards(kind, cards_of(person, state), records, today)


def _for_whoever_approves(person: UUID, records: Records, today: date) -> Iterator[Waiting]:
    yield _cards(WaitingKind.CARDS_TO_APPROVE, to_approve(person), records, today)
    month = last_month(today)
    sheets = sum(line.waits_for(person) for line in lines_of_month(month, records))
    over = (today - today.replace(day=1)).days >= DAYS_TO_SETTLE
    yield Waiting(
        kind=WaitingKind.TIMESHEETS_TO_CLOSE,
        count=sheets,
        late=sheets if over else 0,
        month=month,
    )


def _requests(records: Records, today: date) -> Waiting:
    return _appointments(
        WaitingKind.REQUESTS_TO_SCHEDULE,
        requests_until(today),
        requests_until(late_since(today, DAYS_TO_SETTLE)),
        records,
    )


def _follow_ups(records: Records, today: date) -> Waiting:
    follow_ups, closed = records.follow_ups, records.clients.closed()
    due = days_due(follow_ups.ends(), follow_ups.recorded(), closed, today)
    return Waiting(kind=WaitingKind.FOLLOW_UPS_DUE, count=len(due), late=number_late(due, today))


def _cards(kind: WaitingKind, which: RegisterFilter, records: Records, today: date) -> Waiting:
    register = records.register_of_advice
    return Waiting(
        kind=kind,
        count=register.sums(which).cards,
        late=register.sums(replace(which, late_on=today)).cards,
        cards=which,
    )


def _appointments(
    kind: WaitingKind, which: AppointmentFilter, late: AppointmentFilter, records: Records
) -> Waiting:
    return Waiting(
        kind=kind,
        count=records.appointment_list.count(which),
        late=records.appointment_list.count(late),
        appointments=which,
        late_appointments=late,
    )
