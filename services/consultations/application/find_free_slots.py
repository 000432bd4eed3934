"""Somebody of the staff looks when an adviser can receive a client."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.application.working_time_commands import FreeSlotsQuery
from services.consultations.domain.session import Session
from shared.kernel.public_holidays import public_holidays


def find_free_slots(query: FreeSlotsQuery, records: Records) -> tuple[Session, ...]:
    """Return the free stretches in order, each as long as it is free."""
    authorise(query)
    adviser = records.advisers.get(query.adviser_id)
    hours = records.working_hours.of(adviser.id)
    taken = records.diaries.taken(adviser.id, query.period)
    free = hours.free(query.period, public_holidays(query.period), taken)
    return tuple(session for session in free if adviser.is_active(session.held_on))
