"""A small client of RabbitMQ's management HTTP interface, the only way we administer a broker.

Never `rabbitmqctl`: a broker may run in a container or on another machine (architecture.md 2.10).
Every call has a time limit, and every failure is one sentence that a person can act on.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import quote

import requests

JsonObject = dict[str, Any]


class BrokerProblem(Exception):
    """The broker cannot be used as it is; the text is one sentence that says what to do."""


class BrokerUnreachable(BrokerProblem):
    """Nothing at the address answers as RabbitMQ's management interface."""


class BrokerRefusedLogin(BrokerProblem):
    """The broker does not know the user, or the user may not administer it."""


class BrokerRefused(BrokerProblem):
    """The broker understood a request and refused it, with a reason of its own."""


class TopologyConflict(BrokerProblem):
    """Something of ours already exists with other properties, and properties are a migration."""


class BrokerVersion(NamedTuple):
    """What the broker says it is; rules differ between 3.x and 4.x (reliability.md 2)."""

    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> BrokerVersion:
        """Read `3.10.8` or `4.1.0-rc.1`; what follows the minor number does not matter."""
        major, minor, *_ = text.split(".")
        return cls(int(major), int(minor))


class QueueCounts(NamedTuple):
    """How full a queue is. The broker refreshes these figures every five seconds or so."""

    ready: int
    unacknowledged: int
    consumers: int


class Management:
    """One broker's management interface, seen as one of its administrators.

    Every method raises `BrokerUnreachable`, `BrokerRefusedLogin` or `BrokerRefused`.
    """

    def __init__(self, url: str, user: str, password: str, *, timeout: float = 10.0) -> None:
        self.url = url.rstrip("/")
        self.user = user
        self._timeout = timeout
        self._session = requests.Session()
        # A proxy from the environment would be asked for 127.0.0.1, and .netrc has no say here.
        self._session.trust_env = False
        self._session.auth = (user, password)

    def close(self) -> None:
        self._session.close()

    # The broker -----------------------------------------------------------------------------------

    def version(self) -> BrokerVersion:
        return BrokerVersion.parse(self._get("overview")["rabbitmq_version"])

    def listens_on(self, port: int) -> bool:
        """Tell whether the broker takes AMQP connections on a port already."""
        listeners = self._get("overview")["listeners"]
        return any(one["protocol"] == "amqp" and one["port"] == port for one in listeners)

    # Virtual hosts, users and what they may do ----------------------------------------------------

    def virtual_hosts(self) -> list[str]:
        return [one["name"] for one in self._get("vhosts")]

    def put_virtual_host(self, virtual_host: str) -> None:
        """Make a virtual host, or leave it; this client's own user may use it then."""
        self._put({}, "vhosts", virtual_host)
        self.put_permissions(virtual_host, self.user, configure=".*", write=".*", read=".*")

    def remove_virtual_host(self, virtual_host: str) -> None:
        self._delete("vhosts", virtual_host)

    def users(self) -> list[str]:
        return [one["name"] for one in self._get("users")]

    def put_user(self, user: str, password: str) -> None:
        """Make a user without any administrative right, or give an existing one this password."""
        self._put({"password": password, "tags": ""}, "users", user)

    def remove_user(self, user: str) -> None:
        self._delete("users", user)

    def permissions(self, virtual_host: str) -> list[JsonObject]:
        return self._list("vhosts", virtual_host, "permissions")

    def put_permissions(
        self, virtual_host: str, user: str, *, configure: str, write: str, read: str
    ) -> None:
        """Say what a user may do, as regular expressions over names."""
        rights = {"configure": configure, "write": write, "read": read}
        self._put(rights, "permissions", virtual_host, user)

    def user_limits(self) -> dict[str, dict[str, int]]:
        """Return the limits of every user who has any, by user and name of the limit."""
        return {one["user"]: dict(one["value"]) for one in self._list("user-limits")}

    def put_user_limit(self, user: str, limit: str, value: int) -> None:
        self._put({"value": value}, "user-limits", user, limit)

    # Exchanges, queues, bindings, policies --------------------------------------------------------

    def exchanges(self, virtual_host: str) -> list[JsonObject]:
        return self._list("exchanges", virtual_host)

    def put_exchange(
        self, virtual_host: str, name: str, kind: str, arguments: Mapping[str, object]
    ) -> None:
        settings = {"type": kind, "durable": True, "arguments": dict(arguments)}
        self._put(settings, "exchanges", virtual_host, name)

    def queues(self, virtual_host: str) -> list[JsonObject]:
        return self._list("queues", virtual_host)

    def put_queue(self, virtual_host: str, name: str, arguments: Mapping[str, object]) -> None:
        self._put({"durable": True, "arguments": dict(arguments)}, "queues", virtual_host, name)

    def queue_counts(self, virtual_host: str, name: str) -> QueueCounts:
        queue = self._get("queues", virtual_host, name)
        # A queue that was made a moment ago has no statistics yet.
        return QueueCounts(
            ready=queue.get("messages_ready", 0),
            unacknowledged=queue.get("messages_unacknowledged", 0),
            consumers=queue.get("consumers", 0),
        )

    def bindings(self, virtual_host: str) -> list[JsonObject]:
        return self._list("bindings", virtual_host)

    def bind(
        self, virtual_host: str, source: str, destination: str, *, to_exchange: bool, key: str
    ) -> None:
        """Bind a queue, or an exchange, to a source; the same binding twice is one binding."""
        self._send(
            "POST",
            {"routing_key": key, "arguments": {}},
            *("bindings", virtual_host, "e", source, "e" if to_exchange else "q", destination),
        )

    def policies(self, virtual_host: str) -> list[JsonObject]:
        return self._list("policies", virtual_host)

    def put_policy(
        self,
        virtual_host: str,
        name: str,
        *,
        pattern: str,
        applies_to: str,
        definition: Mapping[str, object],
    ) -> None:
        policy = {"pattern": pattern, "apply-to": applies_to, "definition": dict(definition)}
        self._put(policy, "policies", virtual_host, name)

    # Parameters: shovels --------------------------------------------------------------------------

    def parameters(self, component: str, virtual_host: str) -> dict[str, JsonObject]:
        """Return the parameters of a plugin, by name."""
        parameters = self._list("parameters", component, virtual_host)
        return {one["name"]: one["value"] for one in parameters}

    def put_parameter(
        self, component: str, virtual_host: str, name: str, value: Mapping[str, object]
    ) -> None:
        self._put({"value": dict(value)}, "parameters", component, virtual_host, name)

    def remove_parameter(self, component: str, virtual_host: str, name: str) -> None:
        self._delete("parameters", component, virtual_host, name)

    def shovels(self, virtual_host: str) -> list[JsonObject]:
        """Return the states of the shovels as their plugin sees them."""
        return self._list("shovels", virtual_host)

    # HTTP -----------------------------------------------------------------------------------------

    def _get(self, *path: str) -> Any:  # noqa: ANN401 - JSON; each caller knows its shape
        return self._send("GET", None, *path).json()

    def _list(self, *path: str) -> list[JsonObject]:
        found: list[JsonObject] = self._get(*path)
        return found

    def _put(self, body: JsonObject, *path: str) -> None:
        self._send("PUT", body, *path)

    def _delete(self, *path: str) -> None:
        self._send("DELETE", None, *path, missing_is_fine=True)

    def _send(
        self, method: str, body: JsonObject | None, *path: str, missing_is_fine: bool = False
    ) -> requests.Response:
        address = "/".join([self.url, "api", *(quote(part, safe="") for part in path)])
        try:
            answer = self._session.request(method, address, json=body, timeout=self._timeout)
        except requests.RequestException as failure:
            raise BrokerUnreachable(
                f"Broker RabbitMQ nie odpowiada pod adresem {self.url} "
                f"({type(failure).__name__}) – sprawdź, czy działa i czy adres jest właściwy."
            ) from failure
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            raise BrokerRefusedLogin(
                f"Broker RabbitMQ pod adresem {self.url} nie przyjął użytkownika „{self.user}” – "
                "sprawdź login i hasło oraz to, czy użytkownik ma znacznik „administrator”."
            )
        if answer.status_code == HTTPStatus.NOT_FOUND and missing_is_fine:
            return answer
        if not answer.ok:
            raise BrokerRefused(
                f"Broker RabbitMQ odmówił ({method} {'/'.join(path)}, HTTP {answer.status_code}): "
                f"{_reason(answer)}"
            )
        return answer


def _reason(answer: requests.Response) -> str:
    """Return the broker's own words on one line; a proxy's page is not JSON."""
    try:
        said = answer.json()
    except requests.JSONDecodeError:
        said = answer.reason
    reason = said.get("reason", said) if isinstance(said, dict) else said
    return " ".join(str(reason).split())
