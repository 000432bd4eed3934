"""Exchanges, queues, bindings, policies and users of one virtual host, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from shared.messaging.management import BrokerVersion

# 4.x drops a message at its 21st delivery unless told otherwise, and there a policy says so. On
# 3.x there is no such default, and a negative limit drops at the first redelivery: say nothing.
FIRST_VERSION_WITH_A_DELIVERY_LIMIT = 4

Arguments = frozenset[tuple[str, str | int]]  # a bool is an int


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A durable exchange; what it cannot route goes to the `alternate` one."""

    name: str
    kind: str
    alternate: str | None

    @property
    def arguments(self) -> dict[str, str]:
        return {} if self.alternate is None else {"alternate-exchange": self.alternate}


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A durable queue. Its arguments cannot change: another set of them is a migration."""

    name: str
    arguments: Arguments


@dataclass(frozen=True, kw_only=True)
class Binding:
    """Messages of `source` with a matching key also go to `destination`."""

    source: str
    destination: str
    destination_kind: Literal["queue", "exchange"]
    key: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Settings of all matching queues, which unlike arguments may change later."""

    name: str
    pattern: str
    applies_to: str
    definition: Arguments


@dataclass(frozen=True, kw_only=True)
class User:
    """A broker user and what it may do on the virtual host, as regular expressions."""

    name: str
    configure: str
    write: str
    read: str
    max_connections: int | None = None


@dataclass(frozen=True, kw_only=True)
class Topology:
    """What must be on one virtual host; two of them together are their union."""

    exchanges: frozenset[Exchange] = frozenset()
    queues: frozenset[Queue] = frozenset()
    bindings: frozenset[Binding] = frozenset()
    policies: frozenset[Policy] = frozenset()
    users: frozenset[User] = frozenset()

    def __or__(self, other: Topology) -> Topology:
        return Topology(
            exchanges=self.exchanges | other.exchanges,
            queues=self.queues | other.queues,
            bindings=self.bindings | other.bindings,
            policies=self.policies | other.policies,
            users=self.users | other.users,
        )

    def for_broker(self, version: BrokerVersion) -> Topology:
        """Return what of this a broker of that version gets: the policies are for 4.x only."""
        if version.major >= FIRST_VERSION_WITH_A_DELIVERY_LIMIT:
            return self
        return replace(self, policies=frozenset())
