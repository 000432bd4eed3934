"""The staff looks at the calendar of the consulting point."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from services.consultations.application.appointment_list_queries import ConsultingWeekQuery
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from services.consultations.domain.consulting_week import (
    AdviserWeek,
    ConsultingDay,
    ConsultingWeek,
)
from services.consultations.domain.month_of_work import WorkKind
from shared.kernel.clock import business_day
from shared.kernel.period import Period
from shared.kernel.polish import collation_key
from shared.kernel.public_holidays import public_holidays

GIVEN_UP = frozenset({AppointmentState.REQUESTED, AppointmentState.CANCELLED})
"""What is in nobody's calendar: not agreed, or not any more."""


def read_consulting_week(
    query: ConsultingWeekQuery, records: Records, now: datetime
) -> ConsultingWeek:
    """Return the week from Monday to Sunday; raise `AdviserNotFound` if it is of nobody known."""
    authorise(query)
    monday = query.day - timedelta(days=query.day.weekday())
    period = Period(monday, monday + timedelta(days=6))
    holidays = public_holidays(period)
    who = query.adviser_id
    advisers = records.advisers.known() if who is None else (records.advisers.get(who),)
    agreed = [
        row
        for row in records.appointment_list.rows(AppointmentFilter(period=period, adviser_id=who))
        if row.state not in GIVEN_UP
    ]
    return ConsultingWeek(
        period=period,
        public_holidays=holidays,
        weeks=tuple(
            AdviserWeek(
                adviser=adviser,
                days=_days(
                    adviser,
                    period,
                    holidays,
                    [row for row in agreed if row.adviser_id == adviser.id],
                    records,
                    business_day(now),
                ),
            )
            for adviser in sorted(advisers, key=lambda each: collation_key(each.full_name))
            if who is not None or any(adviser.is_active(day) for day in period.days())
        ),
    )


def _days(  # noqa: PLR0913, PLR0917 - whose, when, what is agreed, from where, as of which day
    adviser: Adviser,
    period: Period,
    holidays: Collection[date],
    agreed: Collection[AppointmentRow],
    records: Records,
    today: date,
) -> tuple[ConsultingDay, ...]:
    hours = records.working_hours.of(adviser.id)
    free = hours.free(period, holidays, records.diaries.taken(adviser.id, period))
    worked = sorted(
        records.diaries.worked(adviser.id, period), key=lambda each: each.session.started_at
    )
    exceptions = {exception.day: exception for exception in hours.exceptions}
    return tuple(
        ConsultingDay(
            day=day,
            hours=hours.of(day, holidays) if adviser.is_active(day) else (),
            exception=exceptions.get(day),
            duties=tuple(
                each
                for each in worked
                if each.session.held_on == day and each.kind is WorkKind.DUTY
            ),
            cards=tuple(
                each
                for each in worked
                if each.session.held_on == day and each.kind is WorkKind.ADVICE
            ),
            appointments=tuple(row for row in agreed if row.day == day),
            free=tuple(
                session
                for session in free
                if session.held_on == day and day >= today and adviser.is_active(day)
            ),
        )
        for day in period.days()
    )
