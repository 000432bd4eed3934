"""What can be asked about API tokens; whoever may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.accounts.application.commands import Query, secret
from services.accounts.application.own_commands import OwnProof
from services.accounts.application.sign_in_commands import NOBODY
from shared.kernel.command import Actor, Command, Role
from shared.kernel.scope import Scope


@dataclass(frozen=True, kw_only=True)
class IssueApiToken(OwnProof):
    """Make a token for a program that asks in one's own name, for so many days."""

    token_id: UUID
    name: str
    scopes: frozenset[Scope]
    days: int


@dataclass(frozen=True, kw_only=True)
class IssuedApiToken:
    """What the program is given; the text is not kept."""

    text: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class RevokeApiToken(Command):
    """Let one of the own tokens open nothing any more."""

    token_id: UUID


@dataclass(frozen=True, kw_only=True)
class OwnApiTokensQuery(Query):
    """Ask which tokens there are, also those that are over."""


@dataclass(frozen=True, kw_only=True)
class UseApiToken(Query):
    """Ask in whose name a program may ask, and for what."""

    actor: Actor = NOBODY
    text: str = secret()


@dataclass(frozen=True, kw_only=True)
class TokenHolder:
    """Whose token it is, with the roles of this moment.

    `is_to_be_seen` says that it is time to keep that the token is used.
    """

    staff_id: UUID
    full_name: str
    roles: frozenset[Role]
    token_id: UUID
    scopes: frozenset[Scope]
    is_to_be_seen: bool


@dataclass(frozen=True, kw_only=True)
class NoteTokenUsed(Command):
    """Keep that a token is used."""

    actor: Actor = NOBODY
    token_id: UUID
