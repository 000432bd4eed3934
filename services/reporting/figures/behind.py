"""What is behind a row: the domain event, as it stands in the archive, and whether it is intact."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from services.reporting.domain.domain_event_behind import DomainEventBehind
from services.reporting.domain.refusals import ReportingRefusal
from shared.messaging.chain import Link, NotSealed, WrongDigest, first_prevdigest, unseal
from shared.messaging.tables import inbox
from shared.wire.envelope import read

if TYPE_CHECKING:
    from sqlalchemy import Connection


class NotInArchive(ReportingRefusal):
    """The archive holds nothing under this source, epoch and position."""


class AlteredBeyondReading(ReportingRefusal):
    """What the archive holds here was changed, and is no domain event any more."""


def behind(connection: Connection, source: str, epoch: int, position: int) -> DomainEventBehind:
    """Return the domain event behind a row; raise NotInArchive or AlteredBeyondReading."""
    row = connection.execute(
        select(inbox.c.digest, inbox.c.body).where(
            inbox.c.source == source, inbox.c.epoch == epoch, inbox.c.position == position
        )
    ).one_or_none()
    if row is None:
        raise NotInArchive(source, epoch, position)
    try:
        envelope = read(row.body)
    except (ValueError, KeyError, TypeError) as error:
        raise AlteredBeyondReading(source, epoch, position) from error
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
        digest=row.digest,
        verified=_is_intact(connection, source, _Archived(epoch, position, row.digest, row.body)),
        data=envelope.data,
    )


class _Archived(NamedTuple):
    """What stands at one place of a source's archive, or what stands there now."""

    epoch: int
    position: int
    digest: str
    body: bytes

    @property
    def link(self) -> Link | None:
        """Its place in the chain; `None` if its bytes are not those that were archived there."""
        try:
            link = unseal(self.body)
        except (NotSealed, WrongDigest):
            return None
        claimed = (link.epoch, link.position, link.digest)
        return link if claimed == (self.epoch, self.position, self.digest) else None


def _is_intact(connection: Connection, source: str, archived: _Archived) -> bool:
    link = archived.link
    return link is not None and link.prevdigest == _digest_before(connection, source, link)


def _digest_before(connection: Connection, source: str, link: Link) -> str | None:
    """Return the digest that the link has to name, proved by the bytes of the one before it.

    An epoch begins where an earlier one was left, so its first place follows on one of that.
    """
    if link.position == 1:
        return first_prevdigest(source)
    row = connection.execute(
        select(inbox.c.epoch, inbox.c.position, inbox.c.digest, inbox.c.body)
        .where(
            inbox.c.source == source,
            inbox.c.epoch <= link.epoch,
            inbox.c.position == link.position - 1,
        )
        .order_by(inbox.c.epoch.desc())
        .limit(1)
    ).one_or_none()
    before = None if row is None else _Archived(*row).link
    return None if before is None else before.digest
