"""What everybody who is logged in can ask about their own account."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.accounts.application.commands import Query, optional_secret, secret
from services.accounts.domain.people import Person
from services.accounts.domain.session import Session
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class OwnProof(Command):
    """The root of what asks for the password again: an open session may have been left alone."""

    password: str = secret()
    address: str
    device: str | None = optional_secret()


@dataclass(frozen=True, kw_only=True)
class ChangePassword(OwnProof):
    """Take another password; one session goes on, all others end."""

    new_password: str = secret()
    session_digest: str


@dataclass(frozen=True, kw_only=True)
class SetUpSecondFactor(OwnProof):
    """Begin: get a secret for the application that shows codes."""


@dataclass(frozen=True, kw_only=True)
class SecondFactorSetUp:
    """What goes into the application: as a text to copy, and as the content of a QR code."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SwitchOnSecondFactor(Command):
    """Show a code of the application: from now on logging in asks for one."""

    code: str = secret()
    address: str
    device: str | None = optional_secret()


@dataclass(frozen=True, kw_only=True)
class RenewRecoveryCodes(OwnProof):
    """Get new codes for paper instead of the old ones."""


@dataclass(frozen=True, kw_only=True)
class RecoveryCodes:
    """Codes to print; they are not kept."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SwitchOffSecondFactor(OwnProof):
    """Log in with the password alone."""


@dataclass(frozen=True, kw_only=True)
class EndSession(Command):
    """End one of the own sessions, on another computer for example."""

    session_digest: str


@dataclass(frozen=True, kw_only=True)
class OwnAccountQuery(Query):
    """Ask for the own account."""


@dataclass(frozen=True, kw_only=True)
class OwnAccount:
    """What a person sees of their own account; the newest session comes first."""

    person: Person
    sessions: tuple[Session, ...]
    recovery_codes_left: int
