"""What the figures must be, computed a second time and apart: SQL over the nodes' state.

It shares nothing with what it checks: no domain event, no fact, no table definition, only the
tables of consultations as they stand in each node's database. What counts is an approved card that
is not annulled, with its corrected values: once, whatever the number of clients or advisers; and
what else happened as it stands: duty, appointments, support paths, referrals and follow-up.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from shared.database import Database

Filters = tuple[tuple[str, str], ...]
Key = tuple[str, Filters]
"""A figure and what narrows it, sorted by name: `("client_places", (("node", "zarska"),))`."""

NODE, MONTH, CLIENT_KIND = "node", "month", "client_kind"


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """Rows of one kind: which there are, by which columns they are narrowed, what is summed.

    `sums` are expressions by figure, `columns` expressions by filter, and `day` bounds a period.
    """

    sums: Mapping[str, str]
    rows: str
    day: str
    columns: Mapping[str, str]

    @property
    def narrowed_by(self) -> Mapping[str, str]:
        return {MONTH: f"substr(CAST({self.day} AS VARCHAR(10)), 1, 7)", **self.columns}


def _same_names(*names: str, of: str) -> dict[str, str]:
    return {name: f"{of}.{name}" for name in names}


_CARDS = _Counted(
    sums={"hours_of_advice": "SUM(card.minutes)", "number_of_advices": "COUNT(*)"},
    rows="FROM advice_card AS card WHERE card.state = 'approved' AND card.counted",
    day="card.held_on",
    columns=_same_names("field_of_advice", "form_of_contact", of="card"),
)
_CLIENTS = _Counted(
    sums={"client_places": "COUNT(*)"},
    rows=(
        "FROM advice_card AS card JOIN card_client AS taking ON taking.card_id = card.card_id "
        "WHERE card.state = 'approved' AND card.counted"
    ),
    day="card.held_on",
    columns={
        **_CARDS.columns,
        **_same_names(CLIENT_KIND, "sex", "age_band", "gmina", "status", of="taking"),
    },
)
_IDENTIFIED = text(
    "SELECT client_id, nip, krs, lower(name) AS name, email_spelled FROM client "
    "WHERE nip IS NOT NULL OR krs IS NOT NULL OR email_spelled IS NOT NULL"
)
_REFERRALS = _Counted(
    sums={"number_of_referrals": "COUNT(*)"},
    rows="FROM referral WHERE true",
    day="referral.made_on",
    columns=_same_names(CLIENT_KIND, "field_of_advice", "to_node", of="referral"),
)
_OTHERS = (
    _Counted(
        sums={"hours_of_duty": "SUM(duty.minutes)", "number_of_duties": "COUNT(*)"},
        rows="FROM duty WHERE duty.counted",
        day="duty.held_on",
        columns={},
    ),
    _Counted(
        sums={"number_of_appointments": "COUNT(*)"},
        rows="FROM appointment WHERE true",
        day=(
            "CASE appointment.state WHEN 'requested' THEN appointment.requested_on "
            "WHEN 'cancelled' THEN appointment.cancelled_on ELSE appointment.held_on END"
        ),
        columns={"state": "appointment.state"},
    ),
    _Counted(
        sums={"number_of_no_shows": "COUNT(*)"},
        rows="FROM appointment WHERE appointment.state = 'no_show'",
        day="appointment.held_on",
        columns=_same_names(CLIENT_KIND, "field_of_advice", "form_of_contact", of="appointment"),
    ),
    _Counted(
        sums={"number_of_support_paths": "COUNT(*)"},
        rows="FROM support_path WHERE true",
        day="support_path.opened_on",
        columns={},
    ),
    _Counted(
        sums={"number_of_closed_support_paths": "COUNT(*)"},
        rows="FROM support_path WHERE support_path.closed_on IS NOT NULL",
        day="support_path.closed_on",
        columns={"outcome": "support_path.outcome"},
    ),
    _REFERRALS,
    _Counted(
        sums={"number_of_received_referrals": "COUNT(*)"},
        rows="FROM referral_receipt AS receipt WHERE true",
        day="receipt.received_on",
        columns=_same_names(CLIENT_KIND, "from_node", of="receipt"),
    ),
    _Counted(
        sums={"number_of_follow_ups": "COUNT(*)"},
        rows="FROM follow_up WHERE true",
        day="follow_up.recorded_on",
        columns={
            **_same_names(CLIENT_KIND, "outcome", of="follow_up"),
            "months": "CAST(follow_up.months AS VARCHAR(2))",
        },
    ),
)


def figures_of(databases: Mapping[str, Database]) -> Mapping[Key, int]:
    """Return every figure of consultations over the given nodes, by node; what is absent is 0.

    Each figure comes whole and narrowed by each of its filters; figures of clients, but not that of
    people, also by kind together with another filter. The filter `month` ("2009-06") is the figure
    over that month.
    """
    sums: defaultdict[Key, int] = defaultdict(int)
    people: defaultdict[Key, set[object]] = defaultdict(set)
    with ExitStack() as opened:
        nodes = {
            node: opened.enter_context(database.read()) for node, database in databases.items()
        }
        came = _came_with_slips(nodes)
        for node, connection in nodes.items():
            for key, value in (*_sums(connection), *_completed(connection, came)):
                for wider in _with_and_without(node, key):
                    sums[wider] += value
            for key, client in _people(connection):
                for wider in _with_and_without(node, key):
                    people[wider].add(client)
    return {**sums, **{key: len(clients) for key, clients in people.items()}}


def _sums(connection: Connection) -> Iterator[tuple[Key, int]]:
    for counted in (_CARDS, _CLIENTS, *_OTHERS):
        for names in _narrowings(counted.narrowed_by):
            listed = _listed(names, counted.narrowed_by)
            for row in connection.execute(
                text(
                    f"SELECT {listed} {', '.join(counted.sums.values())} "
                    f"{counted.rows} {_grouped(names)} HAVING COUNT(*) > 0"
                )
            ):
                values, sums = row[: len(names)], row[len(names) :]
                if None not in values:
                    for figure, value in zip(counted.sums, sums, strict=True):
                        yield (figure, _filters(names, values)), int(value)


def _people(connection: Connection) -> Iterator[tuple[Key, object]]:
    """Yield who was advised: a file that was merged stands for the one that goes on.

    Who has the same number, or the same name and address, at several nodes is one person; a PESEL
    is sealed with each node's own key, so by it nobody can be compared here.
    """
    merged = text("SELECT client_id, merged_into FROM client WHERE merged_into IS NOT NULL")
    goes_on = {row.client_id: row.merged_into for row in connection.execute(merged)}
    identified = {row.client_id: row for row in connection.execute(_IDENTIFIED)}
    for names in _narrowings(_CLIENTS.narrowed_by):
        listed = _listed(names, _CLIENTS.narrowed_by)
        for *values, file in connection.execute(
            text(f"SELECT DISTINCT {listed} taking.client_id {_CLIENTS.rows}")
        ):
            client = file
            while client in goes_on:
                client = goes_on[client]
            if None not in values:
                filters = _filters(names, values)
                yield ("unique_clients", filters), client
                if len(names) <= 1:  # clients are looked at in pairs of filters; they are the same
                    yield ("unique_people", filters), _person(client, identified.get(client))


def _person(client: object, identified: Row[Any] | None) -> object:
    if identified is None:
        return client
    if identified.nip or identified.krs:
        return identified.nip or identified.krs
    return identified.name, identified.email_spelled


def _came_with_slips(nodes: Mapping[str, Connection]) -> set[tuple[object, str]]:
    """Return the referrals of all clients who came, each with the node to which they came."""
    return {
        (referral_id, node)
        for node, connection in nodes.items()
        for (referral_id,) in connection.execute(text("SELECT referral_id FROM referral_receipt"))
    }


def _completed(
    connection: Connection, came: Collection[tuple[object, str]]
) -> Iterator[tuple[Key, int]]:
    for names in _narrowings(_REFERRALS.narrowed_by):
        listed = _listed(names, _REFERRALS.narrowed_by)
        for *values, referral_id, to_node in connection.execute(
            text(f"SELECT {listed} referral_id, to_node {_REFERRALS.rows}")
        ):
            if (referral_id, to_node) in came:
                yield ("number_of_completed_referrals", _filters(names, values)), 1


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


def _filters(names: Sequence[str], values: Sequence[str]) -> Filters:
    return tuple(sorted(zip(names, values, strict=True)))


def _with_and_without(node: str, key: Key) -> tuple[Key, Key]:
    """Return the key for the whole network and the key for this node."""
    figure, filters = key
    return key, (figure, tuple(sorted((*filters, (NODE, node)))))
