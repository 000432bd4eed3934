"""Plays the plans of a season: every step by RPC on the node's own broker, as people would ask.

A step that was answered before gets the same answer and does nothing (command ids), so a play that
was broken off is simply begun again.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from amqp.exceptions import AMQPError
from kombu.exceptions import OperationalError
from marshmallow import ValidationError
from nameko.exceptions import BadRequest, RemoteError, RpcTimeout, UnknownService
from nameko.standalone.rpc import ClusterRpcProxy

from services.node.season.clock import SERVICE as SEASON
from shared.kernel.command import Refusal, StaleRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nameko.standalone.rpc import ClusterProxy

    from services.node.season.plan import NodePlan
    from services.node.season.steps import Step

    Progress = Callable[[str, int, int], object]
    """Told the node, the steps done and all its steps, after each; from several threads at once."""

ANSWER_LIMIT = 10.0
"""Seconds after which a request counts as lost and is asked again."""

_PASSING = (OSError, AMQPError, OperationalError, RpcTimeout, UnknownService)
"""The broker is away, or the service is not there yet: worth another try."""

_REFUSALS = (Refusal, ValidationError, BadRequest, RemoteError)
"""What a node answers no with; RemoteError where this process does not know the refusal's class."""


class StepRefused(Exception):
    """A node refused a step of the plan; nothing of the season after it was asked there."""

    def __init__(self, node: str, step: Step, reason: str) -> None:
        super().__init__(f"Węzeł {node}, {step.method} ({step.at:%Y-%m-%d %H:%M} UTC): {reason}")


class NodeSilent(Exception):
    """A node did not answer as long as the asker's patience lasted."""

    def __init__(self, node: str, seconds: float, reason: Exception) -> None:
        # nameko's own words are the bare number of seconds.
        why = "" if isinstance(reason, RpcTimeout) else f": {reason}"
        super().__init__(f"Węzeł {node} nie odpowiada od {seconds:.0f} s{why}")


class PlayStopped(Exception):
    """Nothing more is asked once a play was told to stop."""


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long a node is waited for and how often it is asked again, in seconds."""

    limit: float = 60.0
    pause: float = 0.2


@dataclass(kw_only=True)
class NodeLine:
    """A line to one node's services, for one thread; it is opened anew after any fault."""

    node: str
    amqp_uri: str
    patience: Patience
    stop: Event
    answer_limit: float = ANSWER_LIMIT
    _proxy: ClusterRpcProxy | None = None
    _services: ClusterProxy | None = None

    def call(self, service: str, method: str, argument: object) -> object:
        """Ask and return the answer.

        Raises NodeSilent, PlayStopped, or one of the refusals.
        """
        begun = time.monotonic()
        give_up_at = begun + self.patience.limit
        while not self.stop.is_set():
            try:
                return getattr(self._opened()[service], method)(argument)
            except _REFUSALS as error:
                # Another request was faster: asking again is right.
                if not _is_stale(error) or time.monotonic() > give_up_at:
                    raise
            except _PASSING as error:
                self.hang_up()
                if (now := time.monotonic()) > give_up_at:
                    raise NodeSilent(self.node, now - begun, error) from error
            self.stop.wait(self.patience.pause)
        raise PlayStopped

    def hang_up(self) -> None:
        """Close the line; a broken one may refuse even that, and is gone all the same."""
        proxy, self._proxy, self._services = self._proxy, None, None
        if proxy is not None:
            try:
                proxy.stop()
            except _PASSING:
                return

    def _opened(self) -> ClusterProxy:
        if self._services is None:
            proxy = ClusterRpcProxy({"AMQP_URI": self.amqp_uri}, timeout=self.answer_limit)
            self._services = proxy.start()
            self._proxy = proxy
        return self._services


@dataclass(frozen=True, kw_only=True)
class Player:
    """Plays plans. `nodes` gives each node's AMQP URI, its own virtual host included."""

    nodes: Mapping[str, str]
    progress: Progress
    patience: Patience = field(default_factory=Patience)

    def play_all(self, plans: tuple[NodePlan, ...]) -> None:
        """Play all nodes at once and return when all are done.

        If one fails the others stop before their next step. Raises StepRefused or NodeSilent.
        """
        stop = Event()
        with ThreadPoolExecutor(max_workers=len(plans)) as pool:
            try:
                for played in as_completed([pool.submit(self.play, plan, stop) for plan in plans]):
                    played.result()
            finally:
                stop.set()

    def play(self, plan: NodePlan, stop: Event) -> None:
        """Play one node, and leave its clock at the end of the season.

        Raises StepRefused, NodeSilent or PlayStopped.
        """
        line = NodeLine(
            node=plan.node, amqp_uri=self.nodes[plan.node], patience=self.patience, stop=stop
        )
        try:
            for done, step in enumerate(plan.steps, start=1):
                line.call(SEASON, "advance", step.at.isoformat())
                try:
                    line.call(step.service, step.method, dict(step.request))
                except _REFUSALS as error:
                    raise StepRefused(plan.node, step, str(error)) from error
                self.progress(plan.node, done, len(plan.steps))
            line.call(SEASON, "advance", plan.ends.isoformat())
        finally:
            line.hang_up()


def _is_stale(error: Exception) -> bool:
    told = error.exc_type if isinstance(error, RemoteError) else type(error).__name__
    return told == StaleRecord.__name__
