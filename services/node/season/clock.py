"""The clock of a node whose season is played: it stands until it is moved, and only forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from nameko.rpc import rpc

from shared.messaging.dependencies import BusinessClock

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = "season"


@dataclass(frozen=True)
class SeasonClock:
    """Business time kept in a file, so that a restart goes on where the season was.

    Every process of the node may read it; only the one that runs `SeasonClockService` moves it.
    """

    file: Path
    begins: datetime

    def now(self) -> datetime:
        """Return the present moment of the season in UTC."""
        try:
            text = self.file.read_text(encoding="ascii")
        except FileNotFoundError:
            return self.begins
        return datetime.fromisoformat(text)

    def advance(self, to: datetime) -> datetime:
        """Move to a later moment, unless that has passed already; return the present one."""
        now = self.now()
        if to <= now:
            return now
        # Written beside and moved over: a reader never finds half a date.
        beside = self.file.with_suffix(".new")
        with beside.open("w", encoding="ascii") as file:
            file.write(to.astimezone(UTC).isoformat())
        beside.replace(self.file)
        return self.now()


class SeasonClockService:
    """Moves a node's clock; runs only at nodes that were made for a season."""

    name = SERVICE
    # nameko puts the node's business clock in its place: here it is one that can be moved.
    clock = cast("SeasonClock", BusinessClock())

    @rpc
    def advance(self, to: str) -> str:
        """Move the clock to a moment (ISO 8601) and return the present one."""
        return self.clock.advance(datetime.fromisoformat(to)).isoformat()

    @rpc
    def now(self) -> str:
        """Return the present moment of the season (ISO 8601)."""
        return self.clock.now().isoformat()
