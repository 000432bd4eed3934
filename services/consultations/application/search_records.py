"""Somebody of the staff types a few letters and finds clients, cards, appointments, advisers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.consultations.application.authorise import ROLES, authorise
from services.consultations.application.client_list_queries import ClientsQuery
from services.consultations.application.ports import Records
from services.consultations.application.search_query import SearchQuery
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from services.consultations.domain.client import Client
from services.consultations.domain.client_list import ClientFilter, ClientOrder, looked_for
from services.consultations.domain.refusals import ClientNotFound
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
)
from shared.kernel.polish import one_spelling

MOST_FOUND: Final = 10
"""How many of each kind are shown: whoever sees more looks on in the list."""


@dataclass(frozen=True, kw_only=True)
class FoundClient:
    """A client's file, with what tells it from others."""

    client_id: UUID
    name: str
    registered_on: date


@dataclass(frozen=True, kw_only=True)
class FoundRecords:
    """What was found, of each kind the first `MOST_FOUND`; `clients_in_all` are all of them."""

    clients: Sequence[FoundClient] = ()
    clients_in_all: int = 0
    appointments: Sequence[AppointmentRow] = ()
    cards: Sequence[RegisterRow] = ()
    advisers: Sequence[Adviser] = ()


def search_records(query: SearchQuery, records: Records) -> FoundRecords:
    """Return what the person may see; Polish letters and their Latin ones are the same.

    Clients are found as in their list (never by PESEL) or by the id of a file, cards by how their
    numbers begin, appointments by their clients.
    """
    authorise(query)
    if not looked_for(query.words):
        return FoundRecords()
    knows_clients = not ROLES[ClientsQuery].isdisjoint(query.actor.roles)
    found, in_all = _clients(query.words, records) if knows_clients else ((), 0)
    return FoundRecords(
        clients=found,
        clients_in_all=in_all,
        appointments=_appointments(found, records),
        cards=_cards(query.words.strip(), records),
        advisers=_advisers(query.words, records),
    )


def _clients(words: str, records: Records) -> tuple[Sequence[FoundClient], int]:
    named = _named(words, records)
    if named is not None:
        return (_found(named.id, named.details.name, named.registered_on),), 1
    which = ClientFilter(words=words)
    rows = records.client_list.rows(which, ClientOrder.NAME, limit=MOST_FOUND)
    in_all = records.client_list.count(which) if len(rows) == MOST_FOUND else len(rows)
    return tuple(_found(row.client_id, row.name, row.registered_on) for row in rows), in_all


def _found(client_id: UUID, name: str, registered_on: date) -> FoundClient:
    return FoundClient(client_id=client_id, name=name, registered_on=registered_on)


def _named(words: str, records: Records) -> Client | None:
    """Return the file whose id somebody typed, if there is one."""
    try:
        return records.clients.kept(UUID(words.strip()))
    except (ClientNotFound, ValueError):
        return None


def _appointments(clients: Sequence[FoundClient], records: Records) -> Sequence[AppointmentRow]:
    if not clients:
        return ()
    which = AppointmentFilter(client_ids=frozenset(each.client_id for each in clients))
    return records.appointment_list.rows(which, descending=True, limit=MOST_FOUND)


def _cards(words: str, records: Records) -> Sequence[RegisterRow]:
    """Return the cards of a number; a word that begins with no digit is none."""
    if not words[0].isdigit():
        return ()
    return records.register_of_advice.rows(
        RegisterFilter(number_begins=words),
        RegisterOrder.CARD_NUMBER,
        descending=True,
        limit=MOST_FOUND,
    )


def _advisers(words: str, records: Records) -> Sequence[Adviser]:
    parts = looked_for(words)
    return [
        adviser
        for adviser in records.advisers.known()
        if all(part in one_spelling(adviser.full_name) for part in parts)
    ][:MOST_FOUND]
