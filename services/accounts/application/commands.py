"""What can be asked about people; whoever may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from shared.kernel.command import Actor, Command, Role

CommandT = TypeVar("CommandT", bound=Command)

_SECRET = "secret"  # noqa: S105 - the name of a mark


def secret() -> Any:  # noqa: ANN401 - as dataclasses.field, of which it is one
    """Declare a field that is shown to nobody and kept nowhere."""
    return field(repr=False, metadata={_SECRET: True})


def optional_secret() -> Any:  # noqa: ANN401 - as dataclasses.field, of which it is one
    """Declare such a field that may be missing."""
    return field(default=None, repr=False, metadata={_SECRET: True})


def without_secrets(command: CommandT) -> CommandT:
    """Return the command as it may be remembered: a quick digest of a password gives it away."""
    unsaid: dict[str, Any] = {each.name: "" for each in fields(command) if _is_secret(each)}
    return replace(command, **unsaid)


def _is_secret(member: Field[Any]) -> bool:
    return bool(member.metadata.get(_SECRET))


@dataclass(frozen=True, kw_only=True)
class Query:
    """The root of all questions: they change nothing, so they need no id."""

    actor: Actor


@dataclass(frozen=True, kw_only=True)
class OpenFirstAdministrator(Command):
    """Let the first administrator in; the actor is whoever has the machine's terminal."""

    staff_id: UUID
    full_name: str
    login: str


@dataclass(frozen=True, kw_only=True)
class InvitePerson(Command):
    """Give somebody an account; `staff_id` is theirs in every service."""

    staff_id: UUID
    full_name: str
    login: str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class IssueLink(Command):
    """Make a new link for somebody: to accept the invitation, or to choose another password."""

    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class IssuedLink:
    """What to hand over to the person; the secret in it is not kept."""

    purpose: LinkPurpose
    token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangePerson(Command):
    """Write another name or login; `expected_revision` is the one that was read before."""

    staff_id: UUID
    full_name: str
    login: str
    expected_revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeRoles(Command):
    """Give somebody these roles and no others."""

    staff_id: UUID
    roles: frozenset[Role]
    expected_revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class DeactivatePerson(Command):
    """End somebody's access at once."""

    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReactivatePerson(Command):
    """Give access again to somebody who was deactivated."""

    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class RemoveSecondFactor(Command):
    """Let somebody who lost telephone and paper log in with the password alone."""

    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class PeopleQuery(Query):
    """Ask for a page of the list of people; pages are numbered from 1."""

    filter: PeopleFilter
    order: PeopleOrder
    descending: bool
    page: int
    rows_of_a_page: int


@dataclass(frozen=True, kw_only=True)
class ColleaguesQuery(Query):
    """Ask who works at this node, and as what: nothing else about them."""


@dataclass(frozen=True, kw_only=True)
class PersonQuery(Query):
    """Ask for one person."""

    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonHistoryQuery(Query):
    """Ask how a person's account came to be as it is."""

    staff_id: UUID
