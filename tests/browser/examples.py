"""Real records of the lived-in centre, by the names that routes have for them."""

from __future__ import annotations

from collections.abc import Mapping

from services.node.installing import NodePlace


def examples_of(place: NodePlace) -> Mapping[str, str]:
    """Return an example for the arguments of routes, or for whole routes."""
    del place
    return {"code": "en"}
