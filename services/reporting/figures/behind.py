"""What is behind a row: the domain event, as it stands in the archive, and whether it is intact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from shared.messaging.chain import NotSealed, WrongDigest, first_prevdigest, unseal
from shared.messaging.tables import inbox
from shared.wire.envelope import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection


class NotInArchive(Exception):  # noqa: N818 - named as a fact (R13)
    """The archive holds nothing under this source, epoch and position."""


@dataclass(frozen=True, kw_only=True)
class DomainEventBehind:
    """One archived domain event; its data are codes, numbers, days and ids, nothing personal.

    `verified`: its bytes give its digest, and it names the digest of the one before it.
    """

    source: str
    node: str
    epoch: int
    position: int
    type: str
    subject: str
    subject_version: int
    time: datetime
    programme: str | None
    digest: str
    verified: bool
    data: Mapping[str, Any]


def behind(
    connection: Connection, source: str, epoch: int, position: int
) -> DomainEventBehind:
    """Return the domain event behind a row, or raise NotInArchive."""
    row = _archived(connection, source, epoch, position)
    if row is None:
        message = f"{source}, epoch {epoch}, position {position}"
        raise NotInArchive(message)
    digest, body = row
    envelope = read(body)
    return DomainEventBehind(
        source=source,
        node=source.split("/")[2],
        epoch=epoch,
        position=position,
        type=envelope.type,
        subject=envelope.subject,
        subject_version=envelope.subject_version,
        time=envelope.time,
        programme=envelope.programme,
        digest=digest,
        verified=_is_intact(connection, source, epoch, position, digest, body),
        data=envelope.data,
    )


def _is_intact(  # noqa: PLR0913 - a place, and what stands there
    connection: Connection, source: str, epoch: int, position: int, digest: str, body: bytes
) -> bool:
    try:
        link = unseal(body)
    except (NotSealed, WrongDigest):
        return False
    if (link.epoch, link.position, link.digest) != (epoch, position, digest):
        return False
    if position == 1:
        return link.prevdigest == first_prevdigest(source)
    before = _archived(connection, source, epoch, position - 1)
    return before is not None and link.prevdigest == before[0]


def _archived(
    connection: Connection, source: str, epoch: int, position: int
) -> tuple[str, bytes] | None:
    row = connection.execute(
        select(inbox.c.digest, inbox.c.body).where(
            inbox.c.source == source, inbox.c.epoch == epoch, inbox.c.position == position
        )
    ).one_or_none()
    return None if row is None else (row.digest, row.body)
