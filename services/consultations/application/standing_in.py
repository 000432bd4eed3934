"""Whether somebody who decides as a deputy may do so on this day."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import Query
from services.consultations.application.ports import Records
from services.consultations.domain.working_time_refusals import NoValidDeputy
from shared.kernel.clock import business_day
from shared.kernel.command import Actor, Command, Role


def refuse_deputy_out_of_term(asked: Command | Query, records: Records, now: datetime) -> None:
    """Raise `NoValidDeputy` for a deputy without a term on this business day.

    Who may ask for this by another role needs no term.
    """
    if not ROLES[type(asked)] & asked.actor.roles - {Role.DEPUTY_COORDINATOR}:
        refuse_without_term(asked.actor, records, now)


def stands_in(actor: Actor, records: Records, now: datetime) -> bool:
    """Say whether the person is a deputy and has a term on this business day."""
    today = business_day(now)
    return Role.DEPUTY_COORDINATOR in actor.roles and any(
        deputy.stands_in(today) for deputy in records.deputies.of(actor.staff_id)
    )


def refuse_without_term(actor: Actor, records: Records, now: datetime) -> None:
    """Raise `NoValidDeputy` unless the person stands in for the coordinator on this day."""
    today = business_day(now)
    terms = records.deputies.of(actor.staff_id)
    if not any(deputy.stands_in(today) for deputy in terms):
        raise NoValidDeputy(today)
