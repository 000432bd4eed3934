"""Puts a topology on a broker, asks what stands there, and shows either as a readable list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from shared.messaging.broker_objects import (
    Binding,
    Exchange,
    Policy,
    Queue,
    Topology,
    User,
)
from shared.messaging.management import (
    BrokerProblem,
    JsonObject,
    Management,
    TopologyConflict,
)


class PasswordMissing(BrokerProblem):
    """A broker user is to be made and nobody gave its password."""


def declare(
    topology: Topology,
    management: Management,
    virtual_host: str,
    *,
    passwords: Mapping[str, str] | None = None,
) -> None:
    """Make everything of a topology that is not there yet; harmless when repeated.

    `passwords` by user: one that is given is set, also for a user who exists; a user who exists and
    has none there keeps the old one.

    Raises `TopologyConflict` when something exists with other properties, before anything is
    changed, `PasswordMissing`, and what `Management` raises.
    """
    wanted = topology.for_broker(management.version())
    passwords = passwords or {}
    missing = {user.name for user in wanted.users} - passwords.keys()
    if missing and (unknown := missing - set(management.users())):
        raise PasswordMissing(
            f"Brak hasła nowego użytkownika brokera: {', '.join(sorted(unknown))} – podaj je."
        )
    management.put_virtual_host(virtual_host)
    present = read_back(management, virtual_host)
    _refuse_conflicts(wanted, present)
    # A queue is born under its policy, so that no message is ever counted against a default limit.
    for policy in wanted.policies - present.policies:
        management.put_policy(
            virtual_host,
            policy.name,
            pattern=policy.pattern,
            applies_to=policy.applies_to,
            definition=dict(policy.definition),
        )
    for exchange in wanted.exchanges - present.exchanges:
        management.put_exchange(virtual_host, exchange.name, exchange.kind, exchange.arguments)
    for queue in wanted.queues - present.queues:
        management.put_queue(virtual_host, queue.name, dict(queue.arguments))
    for binding in wanted.bindings - present.bindings:
        management.bind(
            virtual_host,
            binding.source,
            binding.destination,
            to_exchange=binding.destination_kind == "exchange",
            key=binding.key,
        )
    for user in wanted.users:
        _declare_user(user, management, virtual_host, passwords.get(user.name))


def read_back(management: Management, virtual_host: str) -> Topology:
    """Return what stands on a virtual host, without what RabbitMQ itself puts on every one.

    The administrator who asks is not part of the answer.
    """
    limits = management.user_limits()
    return Topology(
        exchanges=frozenset(
            Exchange(
                name=one["name"],
                kind=one["type"],
                alternate=one["arguments"].get("alternate-exchange"),
            )
            for one in management.exchanges(virtual_host)
            if one["name"] and not one["name"].startswith("amq.")
        ),
        queues=frozenset(
            Queue(name=one["name"], arguments=frozenset(one["arguments"].items()))
            for one in management.queues(virtual_host)
        ),
        bindings=frozenset(
            _binding(one) for one in management.bindings(virtual_host) if one["source"]
        ),
        policies=frozenset(
            Policy(
                name=one["name"],
                pattern=one["pattern"],
                applies_to=one["apply-to"],
                definition=frozenset(one["definition"].items()),
            )
            for one in management.policies(virtual_host)
        ),
        users=frozenset(
            User(
                name=one["user"],
                configure=one["configure"],
                write=one["write"],
                read=one["read"],
                max_connections=limits.get(one["user"], {}).get("max-connections"),
            )
            for one in management.permissions(virtual_host)
            if one["user"] != management.user
        ),
    )


def describe(topology: Topology) -> str:
    """List a topology, one thing a line, in an order that does not change."""
    return "".join(f"{line}\n" for line in sorted(_lines(topology)))


def _lines(topology: Topology) -> Iterator[str]:
    for binding in topology.bindings:
        target = f"{binding.destination_kind} {binding.destination}"
        yield f"binding   {binding.source} -> {target} key={binding.key!r}"
    for exchange in topology.exchanges:
        arguments = _arguments(exchange.arguments.items())
        yield f"exchange  {exchange.name} {exchange.kind}{arguments}"
    for policy in topology.policies:
        applies = f"{policy.applies_to} {policy.pattern}"
        yield f"policy    {policy.name} on {applies}{_arguments(policy.definition)}"
    for queue in topology.queues:
        yield f"queue     {queue.name}{_arguments(queue.arguments)}"
    for user in topology.users:
        rights = f"configure={user.configure} write={user.write} read={user.read}"
        yield f"user      {user.name} {rights} max-connections={user.max_connections}"


def _arguments(pairs: Iterable[tuple[str, str | int]]) -> str:
    return "".join(f" {name}={value}" for name, value in sorted(pairs))


def _binding(one: JsonObject) -> Binding:
    kind: Literal["queue", "exchange"] = (
        "queue" if one["destination_type"] == "queue" else "exchange"
    )
    return Binding(
        source=one["source"],
        destination=one["destination"],
        destination_kind=kind,
        key=one["routing_key"],
    )


def _refuse_conflicts(wanted: Topology, present: Topology) -> None:
    """Compare by name; a broker would answer with PRECONDITION_FAILED and half the work done."""
    queues = {queue.name: queue for queue in present.queues}
    for queue in wanted.queues:
        there = queues.get(queue.name, queue)
        if there != queue:
            differences = _differences(dict(there.arguments), dict(queue.arguments))
            raise TopologyConflict(
                f"Kolejka „{queue.name}” istnieje z innymi argumentami ({differences}) – poczekaj, "
                "aż będzie pusta, usuń ją na brokerze i uruchom ponownie."
            )
    exchanges = {exchange.name: exchange for exchange in present.exchanges}
    for exchange in wanted.exchanges:
        found = exchanges.get(exchange.name, exchange)
        if found != exchange:
            differences = _differences(
                {"type": found.kind, **found.arguments},
                {"type": exchange.kind, **exchange.arguments},
            )
            raise TopologyConflict(
                f"Centrala wymiany „{exchange.name}” istnieje z innymi właściwościami "
                f"({differences}) – usuń ją na brokerze i uruchom ponownie."
            )


def _differences(there: Mapping[str, object], wanted: Mapping[str, object]) -> str:
    names = sorted(name for name in there.keys() | wanted.keys() if _differs(name, there, wanted))
    return ", ".join(
        f"{name}: jest {there.get(name, 'brak')}, ma być {wanted.get(name, 'brak')}"
        for name in names
    )


def _differs(name: str, there: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    return there.get(name) != wanted.get(name)


def _declare_user(
    user: User, management: Management, virtual_host: str, password: str | None
) -> None:
    """Limits before rights: a user who may do something is already bounded."""
    if password is not None:
        management.put_user(user.name, password)
    if user.max_connections is not None:
        management.put_user_limit(user.name, "max-connections", user.max_connections)
    management.put_permissions(
        virtual_host, user.name, configure=user.configure, write=user.write, read=user.read
    )
