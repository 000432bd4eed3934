"""Which of a node's clients may have two files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.consultations.domain.client import Client
from services.consultations.domain.identity import Identifier, identifiers_of

Family = Sequence[Client]


@dataclass(frozen=True, kw_only=True)
class PossibleDuplicates:
    """Two files that go on and agree in what identifies a client, the surest first.

    `older` was registered first, so it is the one that usually goes on for both.
    """

    older: Client
    newer: Client
    identifiers: tuple[Identifier, ...]


def possible_duplicates(
    families: Sequence[Family], apart: Collection[frozenset[UUID]] = ()
) -> tuple[PossibleDuplicates, ...]:
    """Return pairs of clients that share an identifier, the surest first.

    Each client is given as all of their files, the one that goes on first. Of many that share one
    identifier each stands with the last one registered before it: merging pair after pair leaves
    one. A group and the client that it became are not among them (domain.md 2.2), nor are those
    whom somebody told `apart`.
    """
    shared: defaultdict[tuple[Identifier, str], dict[UUID, Client]] = defaultdict(dict)
    for files in families:
        for file in files:
            for identifier, text in identifiers_of(file.details).items():
                shared[identifier, text][files[0].id] = files[0]
    found: defaultdict[tuple[UUID, UUID], set[Identifier]] = defaultdict(set)
    kept = {files[0].id: files[0] for files in families}
    for (identifier, _), clients in shared.items():
        in_order = sorted(clients.values(), key=lambda each: (each.registered_on, each.id))
        for older, newer in _neighbours(in_order, apart):
            found[older.id, newer.id].add(identifier)
    surest = list(Identifier)
    pairs = [
        PossibleDuplicates(
            older=kept[older], newer=kept[newer], identifiers=tuple(sorted(agree, key=surest.index))
        )
        for (older, newer), agree in found.items()
    ]
    return tuple(sorted(pairs, key=_place))


def _neighbours(
    in_order: Sequence[Client], apart: Collection[frozenset[UUID]]
) -> Iterator[tuple[Client, Client]]:
    """Return each client with the last one before it who may be the same."""
    for place, newer in enumerate(in_order):
        for older in reversed(in_order[:place]):
            related = older.id == newer.predecessor_id or newer.id == older.predecessor_id
            if not related and frozenset({older.id, newer.id}) not in apart:
                yield older, newer
                break


def _place(pair: PossibleDuplicates) -> tuple[int, UUID, UUID]:
    return list(Identifier).index(pair.identifiers[0]), pair.older.id, pair.newer.id
