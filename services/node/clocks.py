"""The real clock: read here, at the edge, and handed in everywhere else."""

from __future__ import annotations

from datetime import UTC, datetime


class WallClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)
