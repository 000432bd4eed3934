"""As of: up to where each source was folded, and what of it was not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = tuple[str, int, int]
"""Source, epoch and position of one domain event."""


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """Positions per source, the keys not folded at that moment, and the projection's version."""

    projection_version: int
    positions: Mapping[str, tuple[int, int]]
    """The last folded (epoch, position) of each source."""
    unfolded: tuple[Key, ...] = ()
    """What was parked or discarded; either may be folded later, in its place."""

    def to_json(self) -> str:
        """Write it down, so that a figure can be asked for again; the same value, the same text."""
        members = {
            "projection_version": self.projection_version,
            "positions": {source: list(at) for source, at in self.positions.items()},
            "unfolded": [list(key) for key in self.unfolded],
        }
        return json.dumps(members, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> AsOf:
        """Read what `to_json` wrote.

        Raises ValueError, TypeError, KeyError or AttributeError for anything else.
        """
        members = json.loads(text)
        positions = {}
        for source, (epoch, position) in members["positions"].items():
            positions[source] = (int(epoch), int(position))
        return cls(
            projection_version=int(members["projection_version"]),
            positions=positions,
            unfolded=tuple(
                (str(source), int(epoch), int(position))
                for source, epoch, position in members["unfolded"]
            ),
        )
