"""The demo: five nodes, the consulting points of a season, and the Ministry's report."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid5

from services.node.awaiting import wait_for_centre, wait_for_match_lists, wait_for_programme
from services.node.broker import find_broker
from services.node.bus_process import WEB
from services.node.clocks import WallClock
from services.node.demo_accounts import open_demo_accounts
from services.node.network import Network, install_network, season_start
from services.node.proofs import prove
from services.node.remembered_demo import remember
from services.node.report_files import ReportFiles, write_report
from services.node.season.plan import people_of, plan_season
from services.node.season.player import NodeLine, Patience, Player
from services.node.season.season import read_season
from services.node.supervisor import Supervisor
from services.node.web_ports import give_ports
from shared.kernel.command import Role
from shared.wire.programme import read_programme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.node.broker import Broker
    from services.node.demo_accounts import DemoPages
    from services.node.installing import NodePlace
    from services.node.proofs import Proof
    from services.node.season.season import Season
    from services.node.stage import Stage
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme

DEPLOY = Path(__file__).parents[2] / "deploy"
PROGRAMME_FILE = DEPLOY / "programmes" / "owss-2009.yaml"
SEASON_FILE = DEPLOY / "demo" / "season-2009.yaml"

_DEMO = UUID("7d0c1e52-4a3b-4a55-8f5e-0a2c6b9d2009")
"""The name space of the ids that the demo itself chooses."""


@dataclass
class Demo:
    """A running demo: the broker, the network, and what is played on it."""

    broker: Broker
    network: Network
    programme: Programme
    season: Season
    seed: int
    supervisor: Supervisor
    clock: WallClock

    def report(self, folder: Path) -> tuple[Report2005, ReportFiles]:
        """Write the Ministry's report as PDF and XLSX."""
        return write_report(
            self.network.centre,
            self.programme,
            folder,
            name=f"report-{self.programme.first_day.year}",
            now=self.clock.now(),
        )

    @contextmanager
    def pages(self, stage: Stage) -> Iterator[tuple[DemoPages, ...]]:
        """Open the nodes' pages for as long as the block lasts, with logins to look at them."""
        places = give_ports(self.network.places)
        people = people_of(self.season, self.programme, self.seed)
        opened = tuple(
            open_demo_accounts(place, people[place.settings.node], self.clock.now())
            for place in places
        )
        supervisor = Supervisor([place.home for place in places], stage.say, WEB)
        try:
            supervisor.start()
            yield opened
        finally:
            supervisor.stop()

    def proofs(self) -> Iterator[Proof]:
        """Prove that figures, rows, chains and a rebuild agree."""
        return prove(self.network, self.programme, self.clock)


@contextmanager
def start_demo(
    home: Path, environ: Mapping[str, str], stage: Stage, *, season_file: Path, seed: int
) -> Iterator[Demo]:
    """Start the centre and its partners, or find what an earlier demo left; end them in the end.

    Raises AnotherDemo if the nodes in this folder play another season.
    """
    document = season_file.read_text(encoding="utf-8")
    programme_document = PROGRAMME_FILE.read_text(encoding="utf-8")
    season, programme = read_season(document), read_programme(programme_document)
    remember(home, seed=seed, season=document, programme=programme_document)
    clock = WallClock()
    stage.say(programme.texts.disclaimer or "")
    broker = find_broker(home.parent / "broker", environ, stage.say)
    supervisor: Supervisor | None = None
    try:
        network = install_network(
            home,
            broker,
            programme,
            season_begins=season_start(programme),
            now=clock.now(),
        )
        stage.say(f"Uruchamiam centralę i {len(network.partners)} węzły partnerów…")
        supervisor = Supervisor([place.home for place in network.places], stage.say)
        supervisor.start()
        yield Demo(broker, network, programme, season, seed, supervisor, clock)
    finally:
        stage.say("Zatrzymuję węzły…")
        if supervisor is not None:
            supervisor.stop()
        broker.stop()


def play_season(demo: Demo, stage: Stage) -> None:
    """Publish the programme, play the season at every node, and wait until all of it arrived."""
    plans = plan_season(demo.season, demo.programme, demo.seed)
    _publish(demo)
    stage.say("Centrala ogłosiła program; czekam, aż będą go miały wszystkie węzły…")
    wait_for_programme(demo.network, demo.programme)
    total = sum(len(plan.steps) for plan in plans)
    with stage.counting("Gram sezon przez RPC na szynie każdego węzła", total) as count:
        played: dict[str, int] = {}

        def progress(node: str, done: int, _total: int) -> None:
            played[node] = done
            count(sum(list(played.values())), total)

        Player(nodes=demo.network.amqp_urls, progress=progress).play_all(plans)
    with stage.counting("Zdarzenia docierają do centrali", None) as count:
        wait_for_centre(demo.network, demo.clock, count)
    stage.say("Węzły wysyłają listy, dzięki którym klient kilku organizacji liczy się raz…")
    wait_for_match_lists(demo.network, _send_match_lists(demo))


def _publish(demo: Demo) -> None:
    """Publish the programme as its reporting officer; publishing it again does nothing."""
    _ask(
        demo.network.centre,
        "reporting",
        "publish_programme",
        command_id=str(uuid5(_DEMO, f"publish {demo.programme.reference}")),
        document=PROGRAMME_FILE.read_text(encoding="utf-8"),
    )


def _send_match_lists(demo: Demo) -> dict[str, datetime]:
    """Have every node send its list now, and return the moments of the lists by node."""
    return {
        place.settings.node: datetime.fromisoformat(
            _ask(place, "consultations", "send_match_list")["made_at"]
        )
        for place in demo.network.places
    }


def _ask(place: NodePlace, service: str, method: str, **members: str) -> dict[str, Any]:
    """Ask a node's service in the name of a reporting officer."""
    settings = place.settings
    line = NodeLine(
        node=settings.node, amqp_uri=settings.broker_url, patience=Patience(), stop=Event()
    )
    actor = {
        "staff_id": str(uuid5(_DEMO, "reporting officer")),
        "roles": [Role.REPORTING_OFFICER.value],
    }
    try:
        answer = line.call(service, method, {"actor": actor, **members})
    finally:
        line.hang_up()
    return cast("dict[str, Any]", answer)
