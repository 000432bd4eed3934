"""A whole network on one machine: the centre and its partners, each with its virtual host."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from services.node.enrolment import EnrolmentUnreadable, read_enrolment, write_enrolment
from services.node.installing import (
    NodePlace,
    enrol_node,
    expect_sources,
    install_node,
    join_node,
    open_uplink,
)
from services.node.runtime import SERVICES
from shared.database import Database
from shared.messaging.runtime import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from services.node.broker import Broker
    from services.node.enrolment import Enrolment
    from shared.contracts.programme import Programme

BRISK = Pace(look=0.5, heartbeat=3.0, watchdog=3.0)
"""The pace of a network that is watched: what would take a minute takes seconds.

Looking for work less often costs nothing here, because every commit wakes whoever waits for it, and
five nodes share one machine."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """The nodes of a programme on this machine, the centre first."""

    centre: NodePlace
    partners: tuple[NodePlace, ...]

    @property
    def places(self) -> tuple[NodePlace, ...]:
        """All nodes."""
        return (self.centre, *self.partners)

    @property
    def amqp_urls(self) -> Mapping[str, str]:
        """Each node's own virtual host."""
        return {place.settings.node: place.settings.broker_url for place in self.places}

    @contextmanager
    def databases(self, service: str) -> Iterator[dict[str, Database]]:
        """Open one service's database at every node, for as long as the block lasts."""
        with ExitStack() as afterwards:
            opened = {}
            for place in self.places:
                opened[place.settings.node] = Database(place.settings.databases[service])
                afterwards.callback(opened[place.settings.node].close)
            yield opened


def install_network(
    home: Path, broker: Broker, programme: Programme, *, season_begins: datetime, now: datetime
) -> Network:
    """Make the nodes of a programme's organisations, enrol and join the partners.

    What is there already stays; only what is missing is made.
    """
    lead = next(partner.node for partner in programme.partners if partner.is_lead)
    others = [partner.node for partner in programme.partners if not partner.is_lead]

    def install(node: str) -> NodePlace:
        return install_node(
            home / "nodes" / node,
            broker,
            node=node,
            centre=lead,
            season_begins=season_begins,
            pace=BRISK,
        )

    centre = install(lead)
    _expect_own_sources(centre, now)
    open_uplink(centre)
    partners = []
    for node in others:
        place = install(node)
        _expect_own_sources(place, now)
        file = home / "enrolments" / f"{node}.json"
        enrolment = enrol_node(centre, broker, node, now, _earlier(file))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_enrolment(file, enrolment)
        join_node(place, broker, enrolment)
        partners.append(place)
    return Network(centre=centre, partners=tuple(partners))


def season_start(programme: Programme) -> datetime:
    """Return the first moment of a programme, at which a played clock begins."""
    return datetime.combine(programme.first_day, time(6), tzinfo=UTC)


def _expect_own_sources(place: NodePlace, now: datetime) -> None:
    node = place.settings.node
    expect_sources(place, [f"/nodes/{node}/{service}" for service in SERVICES], now)


def _earlier(file: Path) -> Enrolment | None:
    try:
        return read_enrolment(file)
    except EnrolmentUnreadable:
        return None
