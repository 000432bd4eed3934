"""From a node's settings to what its processes work with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import services.accounts.storage
import services.consultations.storage
import services.reporting.storage
from services.node.clocks import WallClock
from services.node.pesel_key import pesel_key
from services.node.season.clock import SeasonClock
from shared.database import Database
from shared.messaging.runtime import Runtime
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.settings import NodeSettings

MIGRATIONS = {
    "consultations": Path(services.consultations.storage.__file__).parent / "migrations",
    "reporting": Path(services.reporting.storage.__file__).parent / "migrations",
    "accounts": Path(services.accounts.storage.__file__).parent / "migrations",
}
"""The services of a node that have a database, and where the migrations of each are."""

SERVICES = ("consultations", "reporting")
"""The services on the bus: their journals are relayed, sent to the centre and expected there.

That of accounts stays at its node (shared/contracts/accounts.py)."""

CLOCK_FILE = "season-clock"


def runtime_of(settings: NodeSettings, home: Path, say: Callable[[str], None]) -> Runtime:
    """Return what a process of a node hands to its services; nothing is opened yet."""
    wall_clock = WallClock()
    return Runtime(
        node=settings.node,
        is_centre=settings.is_centre,
        installation=settings.installation,
        broker_url=settings.broker_url,
        databases={name: Database(url) for name, url in settings.databases.items()},
        clock=wall_clock
        if settings.season_begins is None
        else SeasonClock(home / CLOCK_FILE, settings.season_begins),
        wall_clock=wall_clock,
        catalogue=CATALOGUE,
        say=say,
        pace=settings.pace,
        pesel_key=pesel_key(home) if settings.pesel else None,
        address=settings.address(os.environ),
        programme_key=settings.programme_key.encode() if settings.programme_key else None,
    )
