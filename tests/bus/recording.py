"""What a test about a fault leaves for the table of faults (tests/fault_table.py)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bus.checking import told_by
from tests.bus.network import Network

Record = Callable[[str, object], None]
"""pytest's `record_property`."""


@contextmanager
def recorded(network: Network, record_property: Record) -> Iterator[Network]:
    """Record what a test did to a network, and what its checks found."""
    network.compared.clear()
    told_before = told_by(network)
    try:
        yield network
    finally:
        record_property("databases", network.databases)
        for server in network.servers():
            record_property("runs_on", server)
        record_property("events", told_by(network) - told_before)
        for compared in network.compared:
            record_property("lost", compared.lost)
            record_property("doubled", compared.doubled)
