"""What a service class declares that it needs; nameko hands it over with each call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nameko.extensions import DependencyProvider

from shared.messaging.relaying import Relaying
from shared.messaging.runtime import CONFIG_KEY, Runtime
from shared.messaging.watching import Watching

if TYPE_CHECKING:
    from shared.database import Database
    from shared.kernel.clock import Clock


class _OfRuntime(DependencyProvider):
    @property
    def runtime(self) -> Runtime:
        """The process that this service runs in."""
        runtime: Runtime = self.container.config[CONFIG_KEY]
        return runtime


class ServiceRuntime(_OfRuntime):
    """The process itself: which node it is, and whether it is the centre."""

    def get_dependency(self, worker_ctx: object) -> Runtime:
        """Return the runtime."""
        del worker_ctx
        return self.runtime


class ServiceDatabase(_OfRuntime):
    """The service's own database."""

    def get_dependency(self, worker_ctx: object) -> Database:
        """Return the database of this service."""
        del worker_ctx
        return self.runtime.databases[self.container.service_name]


class BusinessClock(_OfRuntime):
    """Business time; on a season node it is played."""

    def get_dependency(self, worker_ctx: object) -> Clock:
        """Return the clock."""
        del worker_ctx
        return self.runtime.clock


class NodeSource(_OfRuntime):
    """The name under which the service publishes."""

    def get_dependency(self, worker_ctx: object) -> str:
        """Return `/nodes/<node>/<service>`."""
        del worker_ctx
        return self.runtime.source(self.container.service_name)


class ServiceRelay(_OfRuntime):
    """The relay of the service's journal; it lives as long as the process."""

    def setup(self) -> None:
        """Make the relay; it opens nothing before its first turn."""
        service = self.container.service_name
        self._relaying = Relaying(
            self.runtime.databases[service],
            source=self.runtime.source(service),
            broker_url=self.runtime.broker_url,
            clock=self.runtime.wall_clock,
        )

    def get_dependency(self, worker_ctx: object) -> Relaying:
        """Return the relay."""
        del worker_ctx
        return self._relaying

    def stop(self) -> None:
        """Give the lock and the connection up, after the last turn."""
        self._relaying.close()


class ServiceWatchdog(_OfRuntime):
    """The watchdog over the service's archive; it remembers its last look."""

    def setup(self) -> None:
        """Make the watchdog; it opens nothing before its first turn."""
        runtime = self.runtime
        self._watching = Watching(
            runtime.databases[self.container.service_name],
            broker_url=runtime.broker_url,
            centre=runtime.node if runtime.is_centre else None,
        )

    def get_dependency(self, worker_ctx: object) -> Watching:
        """Return the watchdog."""
        del worker_ctx
        return self._watching

    def stop(self) -> None:
        """Give the connection up."""
        self._watching.close()
