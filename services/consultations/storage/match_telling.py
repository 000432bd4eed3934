"""The match list on its way to the centre: whether it is due, and as the messages that carry it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from services.consultations.domain.identity import Match
from services.consultations.storage.tables import client, match_list_sent
from shared.messaging import control, relay
from shared.messaging.rows import upsert

SENT_AGAIN_AFTER = timedelta(hours=1)
"""A list that nobody changed is sent again: what was lost on its way is not missed for long."""

MATCHES_IN_PART = 1000
"""What a message holds: some 130 kB."""


@dataclass(frozen=True, kw_only=True)
class SentMatchList:
    """When a list was made, and how many files it names."""

    made_at: datetime
    files: int


@dataclass(frozen=True)
class StoredMatchTelling:
    """What was sent last, inside one transaction."""

    connection: Connection

    def state(self) -> str:
        """Return what changes with any file, and on the day that the node joins a centre."""
        files, revisions = self.connection.execute(
            select(func.count(), func.coalesce(func.sum(client.c.revision), 0)).select_from(client)
        ).one()
        joined = relay.sent_to(self.connection, relay.UPLINK) is not None
        return f"{files}/{revisions}/{'joined' if joined else 'alone'}"

    def is_due(self, now: datetime) -> bool:
        """Tell whether the list is to be sent; `now` is on the real clock, which may be put back.

        It is cheap: no file is read.
        """
        last = self.connection.execute(select(match_list_sent)).one_or_none()
        if last is None or last.state != self.state():
            return True
        return not timedelta(0) <= now - last.made_at < SENT_AGAIN_AFTER

    def note(self, state: str, made_at: datetime) -> None:
        """Keep what the files were like when the list was made that the broker has now."""
        upsert(
            self.connection,
            match_list_sent,
            key={"only": 1},
            values={"state": state, "made_at": made_at},
        )


def match_list(
    matches: Sequence[Match], *, source: str, made_at: datetime
) -> Iterator[control.MatchList]:
    """Yield the parts of a list; a list of nobody has one as well, for it replaces another."""
    parts = max(1, -(-len(matches) // MATCHES_IN_PART))
    for part in range(parts):
        held = matches[part * MATCHES_IN_PART : (part + 1) * MATCHES_IN_PART]
        yield control.MatchList(
            source=source,
            made_at=made_at,
            part=part + 1,
            parts=parts,
            matches=tuple(
                control.Match(match.client_id, match.matched_by, match.digest) for match in held
            ),
        )
