"""Work at a partner's consulting point: an adviser, a coordinator and a client, all by RPC."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any, Protocol
from uuid import uuid4

from services.consultations.service import ConsultationsService
from services.consultations.storage.programmes import StoredProgrammes
from services.node.runtime import runtime_of
from tests.bus.network import (
    LIMIT,
    PROJECT,
    Ground,
    Network,
    RunningNode,
    network,
    wait_for,
)

PROGRAMME = PROJECT / "deploy" / "programmes" / "owss-2009.yaml"
MINUTES = 10
DAYS = ("2009-07-06", "2009-07-07", "2009-07-08", "2009-07-09")
CONFIRMED_ON = "2009-07-10"
FIRST_MINUTE, LAST_MINUTE = 7 * 60, 20 * 60
SESSIONS = len(DAYS) * (LAST_MINUTE - FIRST_MINUTE) // MINUTES
"""Cards that one adviser has time for."""

Members = dict[str, Any]


class Line(Protocol):
    """How a desk reaches a service."""

    def call(self, service: str, method: str, argument: object) -> object:
        """Ask and return the answer."""


class WithoutBus:
    """The use cases over the database itself, as a page calls them: no broker is asked."""

    def __init__(self, node: RunningNode) -> None:
        runtime = runtime_of(node.place.settings, node.place.home, say=print)
        service: Any = ConsultationsService()
        service.runtime, service.clock = runtime, runtime.clock
        service.database, service.source = node.databases[service.name], node.sources[0]
        self._consultations: ConsultationsService = service

    def call(self, service: str, method: str, argument: object) -> object:
        assert service == self._consultations.name
        return getattr(self._consultations, method)(argument)


def publish_programme(network: Network) -> None:
    """Publish the programme at the centre, and wait until the partner's node has it."""
    network.centre.ask(
        "reporting",
        "publish_programme",
        command_id=str(uuid4()),
        actor={"staff_id": str(uuid4()), "roles": ["reporting_officer"]},
        document=PROGRAMME.read_text(encoding="utf-8"),
    )
    consultations = network.partner.databases["consultations"]

    def arrived() -> bool:
        with consultations.read() as connection:
            return StoredProgrammes(connection).known() != ()

    wait_for(arrived, "the programme has reached the partner's node")


@contextmanager
def at_work(home: Path, *, centre: Ground, partner: Ground) -> Iterator[Network]:
    """Install a network, run it, and let it have a programme."""
    with network(home, centre=centre, partner=partner) as installed:
        installed.run()
        publish_programme(installed)
        yield installed


class Desk:
    """One adviser with one client, and a coordinator who decides; it serves one thread."""

    def __init__(self, node: RunningNode, line: Line | None = None) -> None:
        """Begin to work, over the bus unless told otherwise."""
        self._line = line or node.line()
        self.adviser = {"staff_id": str(uuid4()), "roles": ["adviser"]}
        self.coordinator = {"staff_id": str(uuid4()), "roles": ["coordinator"]}
        self.client_id = str(uuid4())
        self._sessions = self._all_sessions()
        self.ask(
            "register_adviser",
            self.coordinator,
            adviser_id=self.adviser["staff_id"],
            full_name="Jan Nowak",
            staff_role="consultant",
            active_from="2009-06-01",
        )
        self.ask(
            "register_client",
            self.adviser,
            client_id=self.client_id,
            client_kind="social_cooperative",
            name="Spółdzielnia „Wspólny Stół”",
        )

    def ask(self, method: str, by: Members, **members: object) -> Any:
        """Ask once; the answer comes even if the node's bus is killed and started in between."""
        request = {"command_id": str(uuid4()), "actor": by, **members}
        return self.ask_again(method, request)

    def ask_again(self, method: str, request: Members) -> Any:
        return self._line.call("consultations", method, request)

    def content(self, minutes: int = MINUTES) -> Members:
        """Return what a request says of the next session."""
        day, start = next(self._sessions)
        for _ in range(minutes // MINUTES - 1):
            next(self._sessions)
        end = start + minutes
        return {
            "held_on": day,
            "started_at": f"{start // 60:02}:{start % 60:02}",
            "ended_at": f"{end // 60:02}:{end % 60:02}",
            "field_of_advice": "legal",
            "form_of_contact": "in_person",
            "client_ids": [self.client_id],
            "adviser_ids": [self.adviser["staff_id"]],
        }

    def texts(self) -> Members:
        return {
            "subject": "Zmiana statutu spółdzielni",
            "advice_given": "Omówiono procedurę zmiany statutu spółdzielni i wpisu w KRS.",
            "agreed_steps": "Walne zgromadzenie",
            "persons_present": "",
        }

    def drafting(self, card_id: str, minutes: int = MINUTES) -> Members:
        """Return the request for a card with the next session."""
        return {
            "command_id": str(uuid4()),
            "actor": self.adviser,
            "card_id": card_id,
            "programme": "owss-2009",
            **self.content(minutes),
            **self.texts(),
        }

    def draft(self, minutes: int = MINUTES) -> str:
        card_id = str(uuid4())
        self.ask_again("draft_card", self.drafting(card_id, minutes))
        return card_id

    def sign(self, card_id: str) -> None:
        self.ask("sign_card", self.adviser, card_id=card_id)

    def approve(self, card_id: str) -> None:
        self.ask("approve_card", self.coordinator, card_id=card_id)

    def confirm(self, card_id: str) -> None:
        self.ask(
            "confirm_advice",
            self.adviser,
            card_id=card_id,
            confirmed_on=CONFIRMED_ON,
            means="paper",
        )

    def signed_card(self, minutes: int = MINUTES) -> str:
        card_id = self.draft(minutes)
        self.sign(card_id)
        return card_id

    def approved_card(self, minutes: int = MINUTES) -> str:
        card_id = self.signed_card(minutes)
        self.approve(card_id)
        return card_id

    def approved_cards(self, number: int) -> list[str]:
        return [self.approved_card() for _ in range(number)]

    @staticmethod
    def _all_sessions() -> Iterator[tuple[str, int]]:
        for day in DAYS:
            for start in range(FIRST_MINUTE, LAST_MINUTE, MINUTES):
                yield day, start


@contextmanager
def working(node: RunningNode) -> Iterator["Working"]:
    """Have cards approved at a node without a pause, until the block ends."""
    desk = Desk(node)
    with ThreadPoolExecutor(max_workers=1) as pool:
        work = Working(node, desk)
        future: Future[None] = pool.submit(work.go_on)
        try:
            yield work
        finally:
            work.stop.set()
        future.result()


class Working:
    """How many cards have been approved so far."""

    def __init__(self, node: RunningNode, desk: Desk) -> None:
        self._node = node
        self.desk = desk
        self.stop = Event()
        self.cards = 0

    def go_on(self) -> None:
        for done in count(1):
            if self.stop.is_set():
                return
            self.desk.approved_card()
            self.cards = done
            if done % SESSIONS == 0:
                # One adviser has no more time; another one goes on.
                self.desk = Desk(self._node)

    def wait_for_more(self, cards: int, limit: float = LIMIT) -> None:
        until = self.cards + cards
        wait_for(lambda: self.cards >= until, f"{cards} more cards are approved", limit)
