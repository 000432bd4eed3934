"""An adviser or a coordinator records what a client said came of the advice."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import RecordFollowUp
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.follow_up import FollowUp, task_asked_about
from shared.kernel.clock import business_day


def record_follow_up(command: RecordFollowUp, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    work.clients.hold_entry()
    files = work.clients.family(work.clients.kept(command.client_id).id)
    today = business_day(now)
    ends, recorded = work.follow_ups.ends(), work.follow_ups.recorded()
    task = task_asked_about(files, command.months, ends, recorded, today)
    follow_up = FollowUp(
        id=command.follow_up_id,
        client_id=task.client_id,
        client_kind=task.client_kind,
        months=task.months,
        due_on=task.due_on,
        recorded_on=today,
        outcome=command.outcome,
    )
    work.follow_ups.add(follow_up)
    work.journal.append(follow_up.record(now), caused_by=command)
