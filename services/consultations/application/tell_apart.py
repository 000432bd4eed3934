"""A coordinator says that two files alike are of two clients."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import TellApart
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.client_refusals import MergedWithItself
from services.consultations.domain.told_apart import told_apart


def tell_apart(command: TellApart, work: UnitOfWork, now: datetime) -> None:
    """Keep it once; raise `ClientNotFound` or `MergedWithItself`."""
    authorise(command)
    work.clients.hold_entry()
    one, other = (work.clients.kept(each).id for each in (command.one_id, command.other_id))
    if one == other:
        raise MergedWithItself
    judgement = told_apart(one, other, by=command.actor.staff_id, now=now)
    if judgement.pair not in {known.pair for known in work.told_apart.known()}:
        work.told_apart.add(judgement)
