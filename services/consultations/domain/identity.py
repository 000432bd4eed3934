"""By what two files may turn out to be of one client."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from services.consultations.domain.client import Client, ClientDetails
from services.consultations.domain.client_refusals import PossibleDuplicate
from shared.contracts.consultations import ClientKind
from shared.kernel.polish import one_spelling


class Identifier(StrEnum):
    """What identifies a client, the surest first (product.md, "Consultations")."""

    PESEL = "pesel"
    NIP = "nip"
    KRS = "krs"
    NAME_AND_EMAIL = "name_and_email"


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """A file that may be of the same client, and what agrees, the surest first."""

    client_id: UUID
    client_kind: ClientKind
    name: str
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, kw_only=True)
class Match:
    """Under which digest a file's client is counted across nodes, and which identifier it is of."""

    client_id: UUID
    matched_by: Identifier
    digest: str


def identifiers_of(details: ClientDetails) -> dict[Identifier, str]:
    """Return what identifies a client, each in one spelling, the surest first.

    There is nothing of a client who was erased.
    """
    spelled = {
        Identifier.PESEL: details.pesel,
        Identifier.NIP: details.nip,
        Identifier.KRS: details.krs,
        Identifier.NAME_AND_EMAIL: details.email
        and f"{one_spelling(details.name)} {address_spelling(details.email)}",
    }
    return {identifier: text for identifier, text in spelled.items() if text}


def likenesses(
    looked_for: Mapping[Identifier, str], clients: Iterable[Sequence[Client]]
) -> tuple[Likeness, ...]:
    """Return which clients agree with what is looked for, the surest first.

    Each client is given as all of their files: the one that goes on, then those merged into it.
    """
    found = []
    for files in clients:
        agreeing = tuple(
            identifier
            for identifier, text in looked_for.items()
            if any(identifiers_of(file.details).get(identifier) == text for file in files)
        )
        if agreeing:
            kept = files[0]
            found.append(
                Likeness(
                    client_id=kept.id,
                    client_kind=kept.kind,
                    name=kept.details.name,
                    identifiers=agreeing,
                )
            )
    surest = list(Identifier)
    return tuple(sorted(found, key=lambda likeness: surest.index(likeness.identifiers[0])))


def refuse_duplicate(found: Sequence[Likeness]) -> None:
    """Raise `PossibleDuplicate` if a file may be there already."""
    if found:
        raise PossibleDuplicate(
            found[0].identifiers[0],
            len(found),
            *(" ".join((str(each.client_id), *each.identifiers)) for each in found),
        )


def matches_of(files: Sequence[Client], programme_key: bytes) -> tuple[Match, ...]:
    """Return under what a client is counted across nodes, or nothing if nothing identifies them.

    `files` are all of the client's: the one that goes on, then those merged into it. The surest
    identifier among them counts for all, in the order of architecture.md 3: what was counted for a
    merged file counts for the same client. Whoever holds the programme's key can test a guess.
    """
    known: dict[Identifier, str] = {}
    for file in files:
        known = identifiers_of(file.details) | known
    for identifier in Identifier:
        if identifier in known:
            told = f"{identifier} {known[identifier]}".encode()
            digest = hmac.new(programme_key, told, sha256).hexdigest()
            return tuple(
                Match(client_id=file.id, matched_by=identifier, digest=digest) for file in files
            )
    return ()


def address_spelling(email: str) -> str:
    """Return an e-mail address in small letters: nobody gets two that differ only in case."""
    return email.strip().lower()
