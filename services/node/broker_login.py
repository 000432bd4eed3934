"""Where a broker is and who may administer it, whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from shared.messaging.management import BrokerProblem, Management


class BrokerUnavailable(BrokerProblem):
    """There is no broker to work with; the text is one sentence that says what to do."""


class BrokerMissing(BrokerUnavailable):
    """This machine has no RabbitMQ that could be started."""


@dataclass(frozen=True, kw_only=True)
class Broker:
    """A broker that somebody else runs; ours derive from it."""

    host: str
    amqp_port: int
    management_url: str
    user: str
    password: str = field(repr=False)

    @property
    def management_port(self) -> int | None:
        return urlsplit(self.management_url).port

    @property
    def amqp_address(self) -> str:
        """`amqp://host:port`, as an enrolment names it: without a login."""
        return f"amqp://{self.host}:{self.amqp_port}"

    def amqp_url(self, virtual_host: str) -> str:
        """Return the administrator's address of a virtual host, with the password."""
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        return f"amqp://{login}@{self.host}:{self.amqp_port}/{quote(virtual_host, safe='')}"

    def management(self) -> Management:
        return Management(self.management_url, self.user, self.password)

    def stop(self) -> None:
        """End what this program started: nothing."""
