"""Wrong tokens are slowed down by the address that they come from.

A token has 256 bits of chance, so nobody guesses one; what is spared is the database and the log.
Whoever shows a right token is let in from any address, so that nobody can keep others out by
showing wrong ones. The count is kept in memory: a node's pages are one process (ADR 0016).
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

LIMIT: Final = 20
WINDOW: Final = timedelta(minutes=5)
_MOST_ADDRESSES: Final = 10_000


@dataclass
class WrongTokens:
    """How many wrong tokens came from each address within the window."""

    limit: int = LIMIT
    window: timedelta = WINDOW
    _seen: defaultdict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque))
    _lock: Lock = field(default_factory=Lock)

    def count(self, address: str, now: datetime) -> timedelta | None:
        """Count one; return how long to wait if there were too many already."""
        with self._lock:
            if len(self._seen) > _MOST_ADDRESSES:
                self._seen.clear()
            times = self._seen[address]
            while times and times[0] <= now - self.window:
                times.popleft()
            if len(times) >= self.limit:
                return times[0] + self.window - now
            times.append(now)
            return None
