"""Reporting asks under which digests this node's clients are counted across nodes."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import MatchListQuery
from services.consultations.application.ports import Records
from services.consultations.domain.identity import Match, matches_of


def read_match_list(
    query: MatchListQuery, records: Records, programme_key: bytes | None
) -> tuple[Match, ...]:
    """Return the list of this moment; a node without the programme's key has none.

    It is computed from the files each time and kept nowhere: there is nothing to keep up, and
    nothing to erase besides the file (architecture.md 3).
    """
    authorise(query)
    if programme_key is None:
        return ()
    return tuple(
        match for files in records.clients.families() for match in matches_of(files, programme_key)
    )
