"""Proofs: what must hold for a network whose nodes have told the centre everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.node.truth import figures_of
from services.node.verifying import difference_in_words, faults_of
from services.reporting.figures.as_of import Shown, now, shown_generation
from services.reporting.figures.catalogue import FIGURES, definition_of
from services.reporting.figures.figure import Figure, Question, answer
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.kernel.period import Period
from shared.messaging import relay
from shared.messaging.rebuilding import rebuild
from shared.messaging.watchdog import holdings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from services.node.network import Network
    from services.node.truth import Key
    from shared.contracts.programme import Programme
    from shared.database import Database
    from shared.kernel.clock import Clock


@dataclass(frozen=True)
class Proof:
    """One claim, how many things were looked at, and the faults that were found."""

    claim: str
    looked_at: int
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found, in something that was there."""
        return not self.faults and self.looked_at > 0


def prove(network: Network, programme: Programme, clock: Clock) -> Iterator[Proof]:
    """Prove the four claims, one after the other."""
    with (
        network.databases("consultations") as advice,
        network.databases("reporting") as reporting,
    ):
        centre = reporting[network.centre.settings.node]
        yield from _figures(advice, centre, programme)
        yield _chains(network, {"consultations": advice, "reporting": reporting}, centre)
        yield _rebuilt(centre, clock)


def _figures(
    advice: dict[str, Database], centre: Database, programme: Programme
) -> Iterator[Proof]:
    """Compare each figure with the nodes' own state, and with the rows that it opens."""
    truth = figures_of(advice)
    period = Period(programme.first_day, programme.last_day)
    differing, not_its_rows = [], []
    asked = dict(truth) | {(name, ()): truth.get((name, ()), 0) for name in FIGURES}
    with centre.read() as connection:
        shown = Shown(shown_generation(connection, MINISTRY_FACTS), now(connection, MINISTRY_FACTS))
        for key, value in sorted(asked.items()):
            figure = _ask(connection, key, period, shown)
            if figure.value != value:
                differing.append(f"{_named(key)}: centrala {figure.value}, węzły {value}")
            recomputed = figure.recomputed(connection)
            if recomputed != figure.value:
                not_its_rows.append(f"{_named(key)}: {figure.value}, z wierszy {recomputed}")
    yield Proof(
        "Wskaźniki centrali zgadzają się ze stanem baz węzłów", len(asked), tuple(differing)
    )
    yield Proof("Każdy wskaźnik wynika z wierszy, które otwiera", len(asked), tuple(not_its_rows))


def _chains(
    network: Network, opened: Mapping[str, Mapping[str, Database]], centre: Database
) -> Proof:
    """Verify every node by itself, and that the centre's archive ends each chain as the node does.

    Two chains without a fault that end in the same digest are the same chain.
    """
    faults = [fault for place in network.places for fault in faults_of(place)]
    with centre.read() as connection:
        held = {each.source: (each.position, each.digest) for each in holdings(connection)}
    journals = 0
    for service, databases in opened.items():
        for node, database in databases.items():
            journals += 1
            source = f"/nodes/{node}/{service}"
            with database.read() as connection:
                told = relay.head_of(connection, source)
            if told.position > 0 and held.get(source) != (told.position, told.digest):
                faults.append(f"{source}, pozycja {told.position}: centrala ma co innego")
    return Proof("Łańcuchy zdarzeń są nienaruszone", journals, tuple(faults))


def _rebuilt(centre: Database, clock: Clock) -> Proof:
    result = rebuild(centre, MINISTRY_FACTS, now=clock.now())
    return Proof(
        "Odbudowa z archiwum daje te same fakty",
        result.facts,
        tuple(difference_in_words(each) for each in result.differences),
    )


def _ask(connection: Connection, key: Key, period: Period, shown: Shown) -> Figure:
    name, narrowed = key
    filters = dict(narrowed)
    month = filters.pop("month", None)
    if month is not None:
        first = date.fromisoformat(f"{month}-01")
        period = Period.of_month(first.year, first.month)
    return answer(connection, Question(definition_of(name), period, filters), shown)


def _named(key: Key) -> str:
    name, narrowed = key
    return f"{name}{''.join(f' {filter_}={value}' for filter_, value in narrowed)}"
