"""Where the pages of many nodes on one machine are: each on a port that nobody else holds."""

from __future__ import annotations

import socket
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from services.node.installing import NodePlace
from shared.settings import write_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_PORT = 8610
LAST_PORT = 65535


def give_ports(places: Iterable[NodePlace]) -> tuple[NodePlace, ...]:
    """Let each node keep the port that it has, or give it the next one that is free."""
    taken: set[int] = set()
    return tuple(_on_free_port(place, taken) for place in places)


def _on_free_port(place: NodePlace, taken: set[int]) -> NodePlace:
    host, had = place.settings.web_place
    ports = chain([had], range(FIRST_PORT, LAST_PORT))
    port = next(port for port in ports if port not in taken and is_free(host, port))
    taken.add(port)
    settings = replace(place.settings, web=f"{host}:{port}")
    write_settings(place.home, settings)
    return NodePlace(settings=settings, home=place.home)


def is_free(host: str, port: int) -> bool:
    """Say whether nobody listens there."""
    with socket.socket() as asking:
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asking.bind((host, port))
        except OSError:
            return False
    return True
