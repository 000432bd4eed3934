"""In whose name a node does what no person asks for: the network's operations."""

from __future__ import annotations

from uuid import UUID

from shared.kernel.command import Actor, Role

OPERATIONS = Actor(staff_id=UUID(int=0), roles=frozenset({Role.OPERATIONS}))
