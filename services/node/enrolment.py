"""Joining a node to a centre: one file carries what the centre made over to the node.

There are no certificates yet: the node logs in with a password over plain AMQP, so centre and node
must share a machine or a network that both trust.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate

from shared.messaging.links import define_links
from shared.messaging.management import BrokerProblem, Management
from shared.messaging.topology import centre_topology, declare

_FORMAT = 1
_NAME = validate.Regexp(r"\A[a-z0-9-]+\Z")


class EnrolmentUnreadable(BrokerProblem):
    """The file is not one that a centre wrote, or somebody changed it."""


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What a node must know to reach its centre. Its password and its key are secrets."""

    node: str
    centre: str
    address: str
    """The centre's virtual host, `amqp://host:port/virtual-host`, without a login."""
    password: str = field(repr=False)
    services: tuple[str, ...]
    programme_key: str | None = field(default=None, repr=False)
    """With what clients are counted once over all nodes; an earlier centre gave none."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The journals that the centre expects from the node."""
        return tuple(f"/nodes/{self.node}/{service}" for service in self.services)


class _EnrolmentFile(Schema):
    """The file as JSON; a later centre may add what this node ignores."""

    format = fields.Integer(required=True, validate=validate.Equal(_FORMAT))
    node = fields.String(required=True, validate=_NAME)
    centre = fields.String(required=True, validate=_NAME)
    address = fields.String(required=True, validate=validate.Regexp(r"\Aamqp://[^@/]+/[^@/?#]+\Z"))
    password = fields.String(required=True)
    services = fields.List(
        fields.String(validate=_NAME), required=True, validate=validate.Length(min=1)
    )

    programme_key = fields.String(load_default=None, allow_none=True)

    class Meta:
        unknown = EXCLUDE

    @post_load
    def _as_enrolment(self, data: dict[str, Any], **_: object) -> Enrolment:
        del data["format"]
        return Enrolment(**{**data, "services": tuple(data["services"])})


def enrol(  # noqa: PLR0913 - it takes three of them to say where the centre is
    management: Management,
    virtual_host: str,
    amqp_address: str,
    node: str,
    services: Collection[str],
    *,
    earlier: Enrolment | None = None,
) -> Enrolment:
    """Make room for a partner's node at the centre; return what goes into its file.

    `management`, `virtual_host` and `amqp_address` (`amqp://host:port`) are the centre's. Harmless
    when repeated with the `earlier` enrolment; without it the node gets a new password, and a file
    that was lost is worth nothing any more.
    """
    password = earlier.password if earlier else secrets.token_urlsafe(32)
    topology = centre_topology(virtual_host, node)
    declare(topology, management, virtual_host, passwords={node: password})
    return Enrolment(
        node=node,
        centre=virtual_host,
        address=f"{amqp_address.rstrip('/')}/{quote(virtual_host, safe='')}",
        password=password,
        services=tuple(sorted(services)),
    )


def join(enrolment: Enrolment, management: Management, virtual_host: str) -> None:
    """Define the node's links to its centre; harmless when repeated.

    `management` and `virtual_host` are the node's, whose own topology stands already.
    """
    define_links(
        management,
        virtual_host,
        node=enrolment.node,
        centre=enrolment.address,
        password=enrolment.password,
    )


def write_enrolment(path: Path, enrolment: Enrolment) -> None:
    """Write the file for its owner's eyes only; an earlier one is replaced whole or not at all."""
    text = _EnrolmentFile().dumps({"format": _FORMAT, **asdict(enrolment)}, indent=2)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(descriptor)
    fresh.replace(path)


def read_enrolment(path: Path) -> Enrolment:
    """Read a file that a centre wrote.

    Raises `EnrolmentUnreadable` when it is not there or not such a file.
    """
    try:
        enrolment: Enrolment = _EnrolmentFile().loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, ValidationError) as failure:
        raise EnrolmentUnreadable(
            f"Plik {path} nie jest plikiem dołączenia węzła ({failure}) – poproś centrum o nowy "
            "(owss centre enrol)."
        ) from failure
    return enrolment
