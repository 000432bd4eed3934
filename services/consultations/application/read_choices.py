"""Somebody of the staff fills in a form: what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.choices_query import ChoicesQuery
from services.consultations.application.ports import Records
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.client import Client
from services.consultations.domain.programme_versions import in_force
from services.consultations.domain.support_path import SupportPath
from shared.contracts.programme import Partner, Programme
from shared.kernel.clock import business_day
from shared.kernel.polish import collation_key


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What forms offer at this node.

    All advisers in the order of their names, those who do not work any more too: lists are asked
    for them. The version of each programme that is in force, the open support paths of the clients
    who were asked about, and the other nodes of these programmes. `clients` are the files that were
    asked about, in their order.
    """

    clients: tuple[Client, ...]
    advisers: tuple[Adviser, ...]
    programmes: tuple[Programme, ...]
    support_paths: tuple[SupportPath, ...]
    other_nodes: tuple[Partner, ...]

    def active(self, day: date) -> tuple[Adviser, ...]:
        """Return the advisers who give advice on a day."""
        return tuple(adviser for adviser in self.advisers if adviser.is_active(day))


def read_choices(query: ChoicesQuery, records: Records, now: datetime) -> Choices:
    """Raise `ClientNotFound`; a path that was opened under a merged file is the client's too."""
    authorise(query)
    known = records.programmes.known()
    programmes = tuple(
        in_force(code, business_day(now), known) for code in sorted({each.code for each in known})
    )
    files = [
        file.id
        for client_id in query.client_ids
        for file in records.clients.family(records.clients.kept(client_id).id)
    ]
    partners = {each.node: each for programme in programmes for each in programme.partners}
    partners.pop(records.node, None)
    return Choices(
        clients=tuple(records.clients.get(client_id) for client_id in query.client_ids),
        advisers=tuple(
            sorted(records.advisers.known(), key=lambda each: collation_key(each.full_name))
        ),
        programmes=programmes,
        support_paths=records.support_paths.open_of(files),
        other_nodes=tuple(sorted(partners.values(), key=lambda each: collation_key(each.name))),
    )
