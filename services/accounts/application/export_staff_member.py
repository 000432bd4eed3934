"""Somebody of the staff asks what the node keeps about them, and gets all of it (art. 15 RODO)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import StaffExportQuery
from services.accounts.application.ports import Records
from services.accounts.domain.people import Person
from services.accounts.domain.person_history import PersonHistory
from services.accounts.domain.session import Session


@dataclass(frozen=True, kw_only=True)
class StaffExport:
    """What accounts keep about one person; secrets are named and not handed over."""

    person: Person
    sessions: tuple[Session, ...]
    known_devices: int
    history: PersonHistory
    made_at: datetime


def export_staff_member(query: StaffExportQuery, records: Records, now: datetime) -> StaffExport:
    authorise(query)
    history = records.history
    return StaffExport(
        person=records.people.get(query.staff_id),
        sessions=records.sessions.all_of(query.staff_id),
        known_devices=records.devices.count(query.staff_id),
        history=PersonHistory(
            told=history.told_of(query.staff_id), changes=history.of(query.staff_id)
        ),
        made_at=now,
    )
