"""A coordinator says of two files that look alike that they are of two clients."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import TellClientsApart
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.client_refusals import AlreadyToldApart, NotToldApart
from services.consultations.domain.possible_duplicates import pair_of
from services.consultations.domain.text_changes import text_changes


def tell_clients_apart(command: TellClientsApart, work: UnitOfWork, now: datetime) -> None:
    """Keep it, with who said it in the history of both files; nothing of it leaves the node.

    Raises `ClientNotFound`, `AlreadyToldApart`, or `NotToldApart` where it is taken back.
    """
    authorise(command)
    work.clients.hold_entry()
    pair = pair_of(command.client_id, command.other_client_id)
    known = pair in work.clients.told_apart()
    if known and command.are_different:
        raise AlreadyToldApart
    if not known and not command.are_different:
        raise NotToldApart
    one, other = (work.clients.get(each) for each in sorted(pair))
    work.clients.tell_apart(pair, are_different=command.are_different)
    for file, unlike in ((one, other), (other, one)):
        name = str(unlike.id)
        before, after = (None, name) if command.are_different else (name, None)
        changes = text_changes({"told_apart_from": before}, {"told_apart_from": after})
        work.history.record(file.id, changes, by=command.actor.staff_id, now=now)
