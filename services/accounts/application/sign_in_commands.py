"""What can be asked by somebody who is not known yet; nobody in particular is the actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from services.accounts.application.commands import Query, optional_secret, secret
from services.accounts.domain.one_time_link import LinkPurpose
from shared.kernel.command import Actor, Command, Role

NOBODY = Actor(staff_id=UUID(int=0), roles=frozenset())


@dataclass(frozen=True, kw_only=True)
class LogIn(Command):
    """Begin a session. `device` is what a known browser has kept since an earlier one."""

    actor: Actor = NOBODY
    login: str
    password: str = secret()
    address: str
    device: str | None = optional_secret()


@dataclass(frozen=True, kw_only=True)
class ConfirmSecondFactor(Command):
    """Go on with a log-in whose password was right; `code` is of the moment or from paper."""

    actor: Actor = NOBODY
    ticket: str = secret()
    code: str = secret()
    address: str
    device: str | None = optional_secret()


@dataclass(frozen=True, kw_only=True)
class LoggedIn:
    """How far a log-in came: to a session, or to a ticket for the step of the second factor.

    `device` is for the browser to keep, where it was not known yet.
    """

    session: str | None = field(default=None, repr=False)
    ticket: str | None = field(default=None, repr=False)
    device: str | None = field(default=None, repr=False)
    expires_at: datetime

    @property
    def second_factor_asked(self) -> bool:
        """Whether a code is still to come."""
        return self.ticket is not None


@dataclass(frozen=True, kw_only=True)
class LogOut(Command):
    """End a session; one that is over already stays so."""

    actor: Actor = NOBODY
    session: str = secret()


@dataclass(frozen=True, kw_only=True)
class Renew(Query):
    """Ask who is logged in."""

    actor: Actor = NOBODY
    session: str = secret()


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is logged in, and until when if nothing more is heard from them.

    Asking is a sign of life; `expires_unless_seen` is until when it would be without it.
    `session_digest` names the session without giving it away. `is_to_be_seen` says that it is time
    to keep that the person is there. From `factor_by` on the person does nothing but set up a
    second factor; `None` says that they have one, or need none.
    """

    staff_id: UUID
    full_name: str
    roles: frozenset[Role]
    session_digest: str
    started_at: datetime
    expires_at: datetime
    expires_unless_seen: datetime
    is_to_be_seen: bool
    factor_by: date | None = None

    @property
    def actor(self) -> Actor:
        """In whose name commands are given."""
        return Actor(staff_id=self.staff_id, roles=self.roles)


@dataclass(frozen=True, kw_only=True)
class NoteSeen(Command):
    """Keep that the person of a session is there."""

    actor: Actor = NOBODY
    session: str = secret()


@dataclass(frozen=True, kw_only=True)
class AcceptInvitation(Command):
    """Choose the first password."""

    actor: Actor = NOBODY
    token: str = secret()
    password: str = secret()


@dataclass(frozen=True, kw_only=True)
class RequestReset(Command):
    """Ask the administrator for a link to choose another password."""

    actor: Actor = NOBODY
    login: str


@dataclass(frozen=True, kw_only=True)
class ResetPassword(Command):
    """Choose another password by a link."""

    actor: Actor = NOBODY
    token: str = secret()
    password: str = secret()


@dataclass(frozen=True, kw_only=True)
class LinkQuery(Query):
    """Ask whether a link still works, and whose it is."""

    actor: Actor = NOBODY
    token: str = secret()
    purpose: LinkPurpose


@dataclass(frozen=True, kw_only=True)
class LinkHolder:
    """Whose link it is."""

    full_name: str
    login: str
    expires_at: datetime
