"""The stages of the pipeline, each measured with the processes that a node runs."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from shared.messaging import relay
from tests.bench.checks import check_folded, check_relayed
from tests.bench.filling import publish_backlog
from tests.bench.processes import running
from tests.bench.watching import watch
from tests.bench.world import SOURCE

if TYPE_CHECKING:
    from tests.bench.watching import Rate
    from tests.bench.world import World

_LIMIT = 180.0
"""Seconds for one stage; a run as a whole has a limit of its own."""

_BUS = "tests.bench.bus"


def measure_relay(world: World, count: int) -> Rate:
    """Number, seal, and publish to both exchanges; nobody reads the queues behind them."""
    with running(world.servers.folder, _BUS, world.node.home, "consultations") as node:
        rate = watch(
            count,
            begun=lambda: world.cursor(relay.LOCAL),
            done=lambda: min(world.cursor(relay.LOCAL), world.cursor(relay.UPLINK)),
            processes={"node": node},
            servers=world.servers.pids,
            limit=_LIMIT,
        )
    check_relayed(world, count)
    return rate


def measure_drain(world: World, count: int) -> Rate:
    """Take in and fold what waits at the centre, into archive, facts and checkpoint."""
    publish_backlog(world, SOURCE, count)
    with running(world.servers.folder, _BUS, world.centre.home, "reporting") as centre:
        rate = watch(
            count,
            begun=world.archived,
            done=world.folded,
            processes={"centre": centre},
            servers=world.servers.pids,
            limit=_LIMIT,
        )
    check_folded(world, count)
    return rate


def measure_pipeline(world: World, count: int) -> Rate:
    """All at once: the node's relay, the shovel, and at the centre ingest and projector."""
    world.join()
    with ExitStack() as both:
        folder = world.servers.folder
        centre = both.enter_context(running(folder, _BUS, world.centre.home, "reporting"))
        centre.wait_until_ready()
        node = both.enter_context(running(folder, _BUS, world.node.home, "consultations"))
        rate = watch(
            count,
            begun=lambda: world.cursor(relay.LOCAL),
            done=world.folded,
            processes={"node": node, "centre": centre},
            servers=world.servers.pids,
            limit=_LIMIT,
        )
    check_relayed(world, count)
    check_folded(world, count)
    return rate
