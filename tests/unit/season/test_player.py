"""The player against nodes that answer, refuse, fall silent and come back."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Lock
from typing import Any, Self

import pytest
from amqp.exceptions import ConnectionForced
from marshmallow import ValidationError
from nameko.exceptions import RemoteError, RpcTimeout, UnknownService

from services.node.season import player
from services.node.season.plan import NodePlan
from services.node.season.player import (
    NodeLine,
    NodeSilent,
    Patience,
    Player,
    PlayStopped,
    StepRefused,
)
from services.node.season.steps import Step
from shared.kernel.command import NotAuthorised, StaleRecord

BEGINS, FIRST, SECOND, ENDS = (datetime(2009, 6, day, 8, tzinfo=UTC) for day in (1, 2, 3, 30))
IMPATIENT = Patience(limit=-1, pause=0)
PATIENT = Patience(limit=30, pause=0)

Asked = tuple[str, str, str, object]


class FakeNetwork:
    """Every node's services: they note what they are asked and do as they are told."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.mishaps: list[Exception] = []
        self.on_mishap: Callable[[], object] = lambda: None
        self.lines_opened = 0
        self.refuses_to_hang_up = False
        self.lock = Lock()

    def answer(self, uri: str, service: str, method: str, argument: object) -> str:
        with self.lock:
            if service == "consultations" and self.mishaps:
                self.on_mishap()
                raise self.mishaps.pop(0)
            self.asked.append((uri, service, method, argument))
            return "answered"

    def of(self, uri: str) -> list[tuple[str, str, object]]:
        return [(service, method, told) for to, service, method, told in self.asked if to == uri]


class FakeCluster:
    """Stands in for nameko's ClusterRpcProxy."""

    network: FakeNetwork

    def __init__(self, config: dict[str, str], timeout: float) -> None:
        assert timeout == player.ANSWER_LIMIT
        self._uri = config["AMQP_URI"]

    def start(self) -> Self:
        self.network.lines_opened += 1
        return self

    def stop(self) -> None:
        if self.network.refuses_to_hang_up:
            raise ConnectionResetError

    def __getitem__(self, service: str) -> "FakeService":
        return FakeService(self._uri, service, self.network)


class FakeService:
    def __init__(self, uri: str, service: str, network: FakeNetwork) -> None:
        self._uri, self._service, self._network = uri, service, network

    def __getattr__(self, method: str) -> Callable[[object], str]:
        return lambda told: self._network.answer(self._uri, self._service, method, told)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> FakeNetwork:
    network = FakeNetwork()
    monkeypatch.setattr(FakeCluster, "network", network, raising=False)
    monkeypatch.setattr(player, "ClusterRpcProxy", FakeCluster)
    return network


def test_the_clock_is_moved_before_each_step_and_to_the_end_after_the_last(
    network: FakeNetwork,
) -> None:
    _player("zarska").play(_plan("zarska"), Event())

    assert network.of("amqp://zarska") == [
        ("season", "advance", FIRST.isoformat()),
        ("consultations", "draft_card", {"card_id": 1}),
        ("season", "advance", SECOND.isoformat()),
        ("consultations", "sign_card", {"card_id": 1}),
        ("season", "advance", ENDS.isoformat()),
    ]


def test_all_nodes_are_played_each_on_its_own_line(network: FakeNetwork) -> None:
    told: list[tuple[str, int, int]] = []

    _player("zarska", "cistor", progress=lambda *step: told.append(step)).play_all(
        (_plan("zarska"), _plan("cistor"))
    )

    assert len(network.of("amqp://zarska")) == len(network.of("amqp://cistor")) == 5
    assert network.lines_opened == 2
    assert sorted(told) == [("cistor", 1, 2), ("cistor", 2, 2), ("zarska", 1, 2), ("zarska", 2, 2)]


@pytest.mark.parametrize(
    "mishap",
    [ConnectionRefusedError(), ConnectionForced("shutdown"), RpcTimeout(), UnknownService("x")],
    ids=lambda mishap: type(mishap).__name__,
)
def test_a_step_is_asked_again_on_a_new_line_when_the_broker_was_away(
    network: FakeNetwork, mishap: Exception
) -> None:
    network.mishaps = [mishap]
    network.refuses_to_hang_up = True

    _player("zarska").play(_plan("zarska"), Event())

    assert [method for _, method, _ in network.of("amqp://zarska")].count("draft_card") == 1
    assert network.lines_opened == 2


@pytest.mark.parametrize(
    "stale", [StaleRecord("x"), RemoteError("StaleRecord", "x")], ids=["known", "described"]
)
def test_a_step_is_asked_again_when_somebody_else_was_faster(
    network: FakeNetwork, stale: Exception
) -> None:
    network.mishaps = [stale]

    _player("zarska").play(_plan("zarska"), Event())

    assert network.lines_opened == 1
    assert len(network.of("amqp://zarska")) == 5


@pytest.mark.parametrize(
    "refusal",
    [NotAuthorised("DraftCard"), RemoteError("NotAuthorised", "DraftCard"), ValidationError("x")],
    ids=lambda refusal: type(refusal).__name__,
)
def test_a_refused_step_ends_the_play_and_is_named(
    network: FakeNetwork, refusal: Exception
) -> None:
    network.mishaps = [refusal]

    with pytest.raises(StepRefused, match=r"Węzeł zarska, draft_card \(2009-06-02 08:00 UTC\)"):
        _player("zarska").play_all((_plan("zarska"),))

    assert network.of("amqp://zarska") == [("season", "advance", FIRST.isoformat())]


def test_a_step_that_stays_stale_is_refused_in_the_end(network: FakeNetwork) -> None:
    network.mishaps = [StaleRecord("x")]

    with pytest.raises(StepRefused):
        _player("zarska", patience=IMPATIENT).play(_plan("zarska"), Event())

    assert network.lines_opened == 1


def test_a_node_that_stays_silent_is_named(network: FakeNetwork) -> None:
    network.mishaps = [RpcTimeout("10.0")]

    with pytest.raises(NodeSilent, match="Węzeł zarska nie odpowiada"):
        _player("zarska", patience=IMPATIENT).play_all((_plan("zarska"),))

    assert network.lines_opened == 1


def test_a_play_that_was_told_to_stop_asks_nothing_more(network: FakeNetwork) -> None:
    stop = Event()
    stop.set()

    with pytest.raises(PlayStopped):
        _player("zarska").play(_plan("zarska"), stop)

    assert network.asked == []


def test_a_play_that_waits_for_a_broker_stops_at_once_when_told(network: FakeNetwork) -> None:
    stop = Event()
    network.mishaps = [ConnectionRefusedError()]
    network.on_mishap = stop.set
    patience = Patience(limit=3600, pause=3600)

    with pytest.raises(PlayStopped):
        _player("zarska", patience=patience).play(_plan("zarska"), stop)

    assert network.lines_opened == 1


def test_a_line_that_was_never_opened_is_hung_up_without_ado(network: FakeNetwork) -> None:
    NodeLine(node="zarska", amqp_uri="amqp://zarska", patience=PATIENT, stop=Event()).hang_up()

    assert network.lines_opened == 0


def _player(
    *nodes: str,
    progress: Callable[[str, int, int], Any] = lambda *_: None,
    patience: Patience = PATIENT,
) -> Player:
    return Player(
        nodes={node: f"amqp://{node}" for node in nodes}, progress=progress, patience=patience
    )


def _plan(node: str) -> NodePlan:
    steps = tuple(
        Step(at=at, service="consultations", method=method, request={"card_id": 1})
        for at, method in ((FIRST, "draft_card"), (SECOND, "sign_card"))
    )
    return NodePlan(node=node, begins=BEGINS, ends=ENDS, steps=steps)
