"""Somebody of the staff asks whom it is time to ask what came of the advice."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import FollowUpsDueQuery
from services.consultations.application.ports import Records
from services.consultations.domain.follow_up import FollowUpTask, tasks_of
from shared.kernel.clock import business_day


def list_follow_ups(
    query: FollowUpsDueQuery, records: Records, now: datetime
) -> tuple[FollowUpTask, ...]:
    """Return what is due on this business day, the longest due first."""
    authorise(query)
    ends, recorded = records.follow_ups.ends(), records.follow_ups.recorded()
    tasks = (
        task
        for files in records.clients.families()
        for task in tasks_of(files, ends, recorded)
        if task.due_on <= business_day(now)
    )
    return tuple(sorted(tasks, key=lambda task: (task.due_on, task.client_id, task.months)))
