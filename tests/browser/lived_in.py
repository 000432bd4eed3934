"""A centre and its partners in the middle of a season, without a broker between them.

Everything is made by the real use cases, relay, ingest and projector. A run of the tests makes it
once; whoever wants one takes a copy.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from services.node.clocks import WallClock
from services.node.demo import PROGRAMME_FILE, SEASON_FILE
from services.node.installing import NodePlace, expect_sources
from services.node.network import season_start
from services.node.runtime import CLOCK_FILE, MIGRATIONS, SERVICES, runtime_of
from services.node.season.clock import SeasonClock
from services.node.season.people import People
from services.node.season.plan import people_of, plan_season
from services.node.season.season import Season, read_season
from services.node.season.steps import Step
from services.reporting.service import ReportingService
from services.reporting.storage.inbounds import inbounds
from shared.contracts.programme import Programme
from shared.database import Database
from shared.kernel.command import Role
from shared.messaging import control, relay
from shared.messaging.delivery import Delivery, Inbound
from shared.messaging.runtime import Runtime
from shared.migrations import upgrade
from shared.settings import NodeSettings, read_settings, write_settings
from shared.wire.envelope import CONTENT_TYPE
from shared.wire.programme import read_programme
from tests import played_season
from tests.browser.papers import add_papers
from tests.browser.people import open_accounts
from tests.browser.waiting_work import WaitingWork

CENTRE: Final = "cistor"
MOMENT: Final = datetime(2009, 7, 14, 7, 30, tzinfo=UTC)
"""A Tuesday morning: most of what was written is approved, some waits, some is still to come."""

SEED: Final = 2009

_OFFICER: Final = {"staff_id": str(UUID(int=7)), "roles": [Role.REPORTING_OFFICER.value]}
_ALL: Final = 1_000_000


class _LaterClock:
    """The centre hears in an hour what nodes told: none is silent as long as a run lasts."""

    def now(self) -> datetime:
        return WallClock().now() + timedelta(hours=1)


def lived_in(run: Path) -> Path:
    """Return the homes of the nodes, which nobody may change; one worker of a run makes them."""
    folder = run / "lived-in"
    with (run / "lived-in.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = run / "lived-in.making"
            _make(making)
            making.rename(folder)
    return folder


def copied(folder: Path, to: Path, *, node: str = CENTRE, plays: bool = True) -> NodePlace:
    """Return a node that may be changed; `plays` false: its clock is the real one."""
    home = Path(shutil.copytree(folder / node, to / node))
    settings = read_settings(home)
    return _settled(
        replace(settings, season_begins=settings.season_begins if plays else None), home
    )


def empty(home: Path) -> NodePlace:
    """Return a centre where nobody has done anything yet; only accounts are open."""
    drawn = _Drawn()
    place = _installed(home, CENTRE, drawn.programme)
    open_accounts(place, drawn.people[CENTRE], WallClock().now())
    return place


@dataclass(frozen=True)
class _Drawn:
    """The season of the demo."""

    programme: Programme = field(
        default_factory=lambda: read_programme(PROGRAMME_FILE.read_text(encoding="utf-8"))
    )
    season: Season = field(
        default_factory=lambda: read_season(SEASON_FILE.read_text(encoding="utf-8"))
    )

    @property
    def people(self) -> Mapping[str, People]:
        return people_of(self.season, self.programme, SEED)

    @property
    def steps(self) -> Mapping[str, Sequence[Step]]:
        """Return all that is asked of every node."""
        plans = plan_season(self.season, self.programme, SEED)
        return {plan.node: plan.steps for plan in plans}


def _make(folder: Path) -> None:
    drawn = _Drawn()
    programme, people, steps = drawn.programme, drawn.people, drawn.steps
    places = [_installed(folder / node, node, programme) for node in steps]
    for place in places:
        node = place.settings.node
        SeasonClock(place.home / CLOCK_FILE, season_start(programme)).advance(MOMENT)
        with _open(place, "consultations") as database:
            played_season.begin(node, programme, database)
            by_now = [step for step in steps[node] if step.at <= MOMENT]
            played_season.play(node, by_now, database)
    centre = next(place for place in places if place.settings.is_centre)
    with _open(centre, "consultations") as database:
        waiting = WaitingWork(people[CENTRE], steps[CENTRE], MOMENT)
        played_season.play(CENTRE, waiting.steps(), database)
        add_papers(database, people[CENTRE].coordinator.id, MOMENT)
    open_accounts(centre, people[CENTRE], WallClock().now())
    _report(centre, places)


def _installed(home: Path, node: str, programme: Programme) -> NodePlace:
    settings = NodeSettings(
        node=node,
        centre=CENTRE,
        season_begins=season_start(programme),
        installation=uuid4(),
        # Nobody listens there.
        broker_url=f"amqp://{node}.services:secret@127.0.0.1:1/{node}",
        management_url="http://127.0.0.1:1",
        databases={},
    )
    home.mkdir(parents=True)
    place = _settled(settings, home)
    for service, url in place.settings.databases.items():
        upgrade(url, MIGRATIONS[service])
    return place


def _settled(settings: NodeSettings, home: Path) -> NodePlace:
    """Write down where the databases are now."""
    places = {service: f"sqlite:///{home / service}.sqlite" for service in MIGRATIONS}
    settings = replace(settings, databases=places)
    write_settings(home, settings)
    return NodePlace(settings=settings, home=home)


def _report(centre: NodePlace, places: list[NodePlace]) -> None:
    """Let the centre take in what all nodes have told, and submit a report on it."""
    now = WallClock().now()
    for place in places:
        sources = [f"/nodes/{place.settings.node}/{service}" for service in SERVICES]
        expect_sources(centre, sources, now)
    runtime = replace(runtime_of(centre.settings, centre.home, print), wall_clock=_LaterClock())
    service = _reporting(runtime)
    _ask(service, "publish_programme", document=PROGRAMME_FILE.read_text(encoding="utf-8"))
    queues = {inbound.node: inbound for inbound in inbounds(runtime).values()}
    for place in places:
        for name in SERVICES:
            service.receive(_sent(place, name, queues[place.settings.node]))
    while service.project("tick"):
        pass
    _ask(
        service,
        "submit_report",
        programme="owss-2009",
        kind="partial",
        first="2009-06-01",
        last="2009-06-30",
        dated="2009-07-10",
        signatories=["osoba sporządzająca"],
    )
    for database in runtime.databases.values():
        database.close()


def _reporting(runtime: Runtime) -> ReportingService:
    service: Any = ReportingService()
    service.runtime, service.clock = runtime, runtime.clock
    service.database, service.source = runtime.databases["reporting"], runtime.source("reporting")
    made: ReportingService = service
    return made


def _ask(service: ReportingService, method: str, **members: object) -> None:
    getattr(service, method)({"command_id": str(uuid4()), "actor": _OFFICER, **members})


def _sent(place: NodePlace, service: str, to: Inbound) -> list[Delivery]:
    """Return what the centre's queue holds of a service: its domain events, then a heartbeat."""
    source, now = f"/nodes/{place.settings.node}/{service}", WallClock().now()
    with _open(place, service) as database, database.write() as connection:
        relay.number(
            connection, source=source, generation=relay.take_generation(connection), limit=_ALL
        )
        told = relay.links(connection, source=source, epoch=1, first=1, limit=_ALL)
        for name in (relay.LOCAL, relay.UPLINK, relay.ACKNOWLEDGED) if told else ():
            relay.open_cursor(connection, name)
            relay.move_cursor(connection, name, told[-1].link, now)
        head = relay.head_of(connection, source)
    heartbeat = control.Heartbeat(
        source=source,
        epoch=head.epoch,
        position=head.position,
        digest=head.digest,
        told_at=now,
        installation=place.settings.installation,
        waiting=0,
    )
    bodies = [(each.link.message, CONTENT_TYPE) for each in told]
    bodies.append((control.dump(heartbeat), control.CONTENT_TYPE))
    return [
        Delivery(
            body=body, queue=to.queue, exchange=to.exchange, user_id=to.user_id, content_type=kind
        )
        for body, kind in bodies
    ]


@contextmanager
def _open(place: NodePlace, service: str) -> Iterator[Database]:
    with ExitStack() as afterwards:
        database = Database(place.settings.databases[service])
        afterwards.callback(database.close)
        yield database
