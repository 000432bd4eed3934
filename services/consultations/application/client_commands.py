"""What can be asked about clients' files; whoever may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.client import ClientDetails
from shared.contracts.consultations import ErasureGround, Recipient
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class ChangeClient(Command):
    """Write a client's file anew; `expected_revision` is the one that was read before."""

    client_id: UUID
    expected_revision: int | None
    details: ClientDetails
    recipient: Recipient
    although_duplicate: bool


@dataclass(frozen=True, kw_only=True)
class MergeClients(Command):
    """Close a file that is a second one of the client whose other file goes on."""

    client_id: UUID
    into_client_id: UUID


@dataclass(frozen=True, kw_only=True)
class EraseClient(Command):
    """Forget who a client is."""

    client_id: UUID
    ground: ErasureGround


@dataclass(frozen=True, kw_only=True)
class ClientQuery(Query):
    """Ask for a client's file, by its id or by that of a file merged into it."""

    client_id: UUID


@dataclass(frozen=True, kw_only=True)
class DuplicatesQuery(Query):
    """Ask which files may be of the client whom the details describe."""

    details: ClientDetails


@dataclass(frozen=True, kw_only=True)
class MatchListQuery(Query):
    """Ask under which digests this node's clients are counted across nodes."""
