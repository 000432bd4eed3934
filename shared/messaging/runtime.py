"""What a bus process hands to its services: databases, clocks, the broker's address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from shared.database import Database
    from shared.kernel.clock import Clock
    from shared.wire.catalogue import Catalogue

CONFIG_KEY = "owss"
"""Under which key of nameko's configuration a `Runtime` is handed over."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often things are done, in seconds."""

    look: float = 0.1
    """A relay and a projector look for work even if nobody woke them."""

    heartbeat: float = 15.0
    watchdog: float = 15.0
    kept_figures: float = 5.0
    """How often reporting looks whether figures that are kept for dashboards are to be computed."""

    match_list: float = 300.0
    """How often a node looks whether its match list is to be sent: not each time it is."""


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """One node's process. `clock` tells business time, `wall_clock` always the real one."""

    node: str
    is_centre: bool
    installation: UUID
    broker_url: str
    databases: Mapping[str, Database]
    clock: Clock
    wall_clock: Clock
    catalogue: Catalogue
    say: Callable[[str], None]
    pace: Pace = field(default_factory=Pace)
    pesel_key: bytes | None = field(default=None, repr=False)
    """With what PESEL numbers are sealed; without it the node keeps none (domain.md 6)."""
    programme_key: bytes | None = field(default=None, repr=False)
    """With what clients are matched across nodes; without it there is no such list."""
    address: str = ""
    """Where people's browsers find the node's pages, without a slash at the end."""

    @property
    def plays_business_time(self) -> bool:
        """Whether business time is another one than the real one."""
        return self.clock is not self.wall_clock

    def source(self, service: str) -> str:
        """Return the name under which a service of this node publishes."""
        return f"/nodes/{self.node}/{service}"
