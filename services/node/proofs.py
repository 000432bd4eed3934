"""Proofs: what must hold for a network whose nodes have told the centre everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.consultations.storage.verification import compare_state_with_journal
from services.node.truth import figures_of
from services.reporting.figures.as_of import Shown, now, shown_generation
from services.reporting.figures.catalogue import FIGURES, definition_of
from services.reporting.figures.figure import Figure, Question, answer
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.kernel.period import Period
from shared.messaging.rebuilding import rebuild
from shared.messaging.verification import verify_archive, verify_journal

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    advice = network.databases("consultations")
    reporting = network.databases("reporting")
    centre = reporting[network.centre.settings.node]
    yield from _figures(advice, centre, programme)
    yield _chains(network, advice, reporting, centre)
    yield _rebuilt(centre, clock)
    for database in (*advice.values(), *reporting.values()):
        database.close()


def _figures(
    advice: dict[str, Database], centre: Database, programme: Programme
) -> Iterator[Proof]:
    """Compare each figure with the nodes' own state, and with the rows that it opens."""
    truth = figures_of(advice)
    period = Period(programme.first_day, programme.last_day)
    differing, not_its_rows = [], []
    asked = dict(truth) | {(name, ()): truth.get((name, ()), 0) for name in FIGURES}
    with centre.read() as connection:
        shown = Shown(
            shown_generation(connection, MINISTRY_FACTS), now(connection, MINISTRY_FACTS)
        )
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
    yield Proof(
        "Każdy wskaźnik wynika z wierszy, które otwiera", len(asked), tuple(not_its_rows)
    )


def _chains(
    network: Network,
    advice: dict[str, Database],
    reporting: dict[str, Database],
    centre: Database,
) -> Proof:
    faults, journals = [], 0
    for place in network.places:
        node = place.settings.node
        for service, database in (
            ("consultations", advice[node]),
            ("reporting", reporting[node]),
        ):
            journals += 1
            with database.read() as connection:
                for finding in verify_journal(connection, f"/nodes/{node}/{service}"):
                    faults.append(f"{finding.where}: {finding.what}")
        with advice[node].read() as connection:
            for difference in compare_state_with_journal(connection):
                faults.append(f"{node}, {difference.subject}: {difference.field}")
    with centre.read() as connection:
        faults += [f"{finding.where}: {finding.what}" for finding in verify_archive(connection)]
    return Proof("Łańcuchy zdarzeń są nienaruszone", journals, tuple(faults))


def _rebuilt(centre: Database, clock: Clock) -> Proof:
    result = rebuild(centre, MINISTRY_FACTS, now=clock.now())
    return Proof(
        "Odbudowa z archiwum daje te same fakty",
        result.facts,
        tuple(f"{each.table}, {each.only_in}: {each.row}" for each in result.differences),
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
