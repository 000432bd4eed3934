"""A coordinator looks for clients who have two files."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import PossibleDuplicatesQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client import Client
from services.consultations.domain.possible_duplicates import (
    PossibleDuplicates,
    possible_duplicates,
)
from services.consultations.domain.told_apart import ToldApart


@dataclass(frozen=True, kw_only=True)
class FilesApart:
    """Two files that go on, and who said that they are of two clients."""

    one: Client
    other: Client
    judgement: ToldApart


@dataclass(frozen=True, kw_only=True)
class FilesAlike:
    """Pairs that may be of one client, the surest first, and pairs that somebody told apart."""

    possible: tuple[PossibleDuplicates, ...]
    apart: tuple[FilesApart, ...]


def list_possible_duplicates(query: PossibleDuplicatesQuery, records: Records) -> FilesAlike:
    """Return the pairs by the files that go on; what was said of a merged file is of its client."""
    authorise(query)
    families = records.clients.families()
    kept = {file.id: files[0] for files in families for file in files}
    apart = [
        FilesApart(
            one=kept[judgement.first_id], other=kept[judgement.second_id], judgement=judgement
        )
        for judgement in records.told_apart.known()
    ]
    return FilesAlike(
        possible=possible_duplicates(
            families, {frozenset({each.one.id, each.other.id}) for each in apart}
        ),
        apart=tuple(
            each
            for each in apart
            if each.one is not each.other and not (each.one.erasure or each.other.erasure)
        ),
    )
