"""Lists the entrypoints of all services, as the code declares them: a line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import getmembers, isfunction
from types import SimpleNamespace
from typing import Any

from nameko.rpc import Rpc

from services.consultations.service import ConsultationsService
from services.node.season.clock import SeasonClockService
from services.reporting.service import ReportingService
from shared.messaging.entrypoint import Fed
from shared.messaging.feeds import Batches, Ticks, Waking

SERVICES = (ConsultationsService, ReportingService, SeasonClockService)


@dataclass(frozen=True)
class PaceByName:
    """Says the name of what is asked for instead of a number of seconds."""

    look: str = "look"
    heartbeat: str = "heartbeat"
    watchdog: str = "watchdog"
    match_list: str = "match_list"
    kept_figures: str = "kept_figures"


def described(entrypoint: object, service: str) -> str:
    if isinstance(entrypoint, Rpc):
        return "rpc"
    assert isinstance(entrypoint, Fed), entrypoint
    feed: Any = entrypoint._declared
    if isinstance(feed, Ticks):
        # Only the pace is asked for.
        runtime: Any = SimpleNamespace(pace=PaceByName())
        besides = "" if feed.woken_by is Waking.TIME else f", and at {feed.woken_by.value}"
        return f"every {feed.every(runtime)}{besides}"
    assert isinstance(feed, Batches), feed
    at_partner: Any = SimpleNamespace(node="PARTNER", is_centre=False, broker_url="amqp://x@y/z")
    return f"batches of {', '.join(feed.queues(at_partner, service))}"


def lines() -> Iterator[str]:
    for service in SERVICES:
        for name, method in getmembers(service, isfunction):
            for entrypoint in getattr(method, "nameko_entrypoints", ()):
                yield f"{service.name} {name}: {described(entrypoint, service.name)}"


if __name__ == "__main__":
    print("\n".join(lines()))  # noqa: T201 - what the program is for
