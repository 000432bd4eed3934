"""What the figures must be, computed a second time and apart: SQL over the nodes' state.

It shares nothing with what it checks: no domain event, no fact, no table definition, only the
tables of consultations as they stand in each node's database. What counts is an approved card that
is not annulled, with its corrected values: once, whatever the number of clients or advisers.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from shared.database import Database

Filters = tuple[tuple[str, str], ...]
Key = tuple[str, Filters]
"""A figure and what narrows it, sorted by name: `("client_places", (("node", "zarska"),))`."""

NODE, MONTH, CLIENT_KIND = "node", "month", "client_kind"

_OF_CARD = {
    MONTH: "substr(CAST(card.held_on AS VARCHAR(10)), 1, 7)",
    "field_of_advice": "card.field_of_advice",
    "form_of_contact": "card.form_of_contact",
}
_OF_CLIENT = {
    **_OF_CARD,
    CLIENT_KIND: "taking.client_kind",
    "sex": "taking.sex",
    "age_band": "taking.age_band",
    "gmina": "taking.gmina",
    "status": "taking.status",
}
_CARDS = "FROM advice_card AS card WHERE card.state = 'approved' AND card.counted"
_CLIENTS = (
    "FROM advice_card AS card JOIN card_client AS taking ON taking.card_id = card.card_id "
    "WHERE card.state = 'approved' AND card.counted"
)


def figures_of(databases: Mapping[str, Database]) -> Mapping[Key, int]:
    """Return every figure of advice over the given nodes, by node; what is absent is 0.

    Each figure comes whole and narrowed by each of its filters; figures of clients also by kind
    together with another filter. The filter `month` ("2009-06") is the figure over that month.
    """
    sums: defaultdict[Key, int] = defaultdict(int)
    people: defaultdict[Key, set[object]] = defaultdict(set)
    for node, database in databases.items():
        with database.read() as connection:
            for key, value in _sums(connection):
                for wider in _with_and_without(node, key):
                    sums[wider] += value
            for key, client in _people(connection):
                for wider in _with_and_without(node, key):
                    people[wider].add(client)
    return {**sums, **{key: len(clients) for key, clients in people.items()}}


def _sums(connection: Connection) -> Iterator[tuple[Key, int]]:
    for names in _narrowings(_OF_CARD):
        for *values, minutes, cards in connection.execute(
            text(
                f"SELECT {_listed(names, _OF_CARD)} SUM(card.minutes), COUNT(*) "
                f"{_CARDS} {_grouped(names)} HAVING COUNT(*) > 0"
            )
        ):
            filters = _filters(names, values)
            yield ("hours_of_advice", filters), int(minutes)
            yield ("number_of_advices", filters), cards
    for names in _narrowings(_OF_CLIENT):
        for *values, places in connection.execute(
            text(
                f"SELECT {_listed(names, _OF_CLIENT)} COUNT(*) "
                f"{_CLIENTS} {_grouped(names)} HAVING COUNT(*) > 0"
            )
        ):
            if None not in values:
                yield ("client_places", _filters(names, values)), places


def _people(connection: Connection) -> Iterator[tuple[Key, object]]:
    for names in _narrowings(_OF_CLIENT):
        for *values, client in connection.execute(
            text(f"SELECT DISTINCT {_listed(names, _OF_CLIENT)} taking.client_id {_CLIENTS}")
        ):
            if None not in values:
                yield ("unique_clients", _filters(names, values)), client


def _narrowings(columns: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield no filter, each filter, and each with the kind of client where there is one."""
    yield ()
    yield from ((name,) for name in columns)
    yield from (pair for pair in combinations(columns, 2) if CLIENT_KIND in pair)


def _listed(names: tuple[str, ...], columns: Mapping[str, str]) -> str:
    return "".join(f"{columns[name]}, " for name in names)


def _grouped(names: tuple[str, ...]) -> str:
    places = ", ".join(str(place) for place in range(1, len(names) + 1))
    return f"GROUP BY {places}" if places else ""


def _filters(names: tuple[str, ...], values: list[str]) -> Filters:
    return tuple(sorted(zip(names, values, strict=True)))


def _with_and_without(node: str, key: Key) -> tuple[Key, Key]:
    """Return the key for the whole network and the key for this node."""
    figure, filters = key
    return key, (figure, tuple(sorted((*filters, (NODE, node)))))
