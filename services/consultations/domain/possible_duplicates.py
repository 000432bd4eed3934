"""Which of a node's clients may have two files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from services.consultations.domain.client import Client
from services.consultations.domain.client_refusals import MergedWithItself
from services.consultations.domain.identity import Identifier, identifiers_of

Family = Sequence[Client]
Pair = frozenset[UUID]
"""Two files, whichever is named first."""


@dataclass(frozen=True, kw_only=True)
class PossibleDuplicates:
    """Two files that go on and agree in what identifies a client, the surest first.

    `older` was registered first, so it is the one that usually goes on for both.
    """

    older: Client
    newer: Client
    identifiers: tuple[Identifier, ...]


def pair_of(one: UUID, other: UUID) -> Pair:
    """Return two files as a pair; raise `MergedWithItself` if they are one."""
    if one == other:
        raise MergedWithItself
    return frozenset({one, other})


def possible_duplicates(
    families: Sequence[Family], told_apart: Collection[Pair] = ()
) -> tuple[PossibleDuplicates, ...]:
    """Return pairs of clients that share an identifier, the surest first.

    Each client is given as all of their files, the one that goes on first. Of many that share one
    identifier each stands with the one registered before it: merging pair after pair leaves one.
    A group and the client that it became are not among them (domain.md 2.2), nor are those of whom
    somebody said that they are two.
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
        for older, newer in pairwise(in_order):
            if older.id != newer.predecessor_id and newer.id != older.predecessor_id:
                found[older.id, newer.id].add(identifier)
    surest = list(Identifier)
    pairs = [
        PossibleDuplicates(
            older=kept[older], newer=kept[newer], identifiers=tuple(sorted(agree, key=surest.index))
        )
        for (older, newer), agree in found.items()
        if frozenset({older, newer}) not in told_apart
    ]
    return tuple(sorted(pairs, key=_place))


def _place(pair: PossibleDuplicates) -> tuple[int, UUID, UUID]:
    return list(Identifier).index(pair.identifiers[0]), pair.older.id, pair.newer.id
