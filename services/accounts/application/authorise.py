"""Who may ask for what: the one table of this service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.accounts.application.api_token_commands import (
    IssueApiToken,
    NoteTokenUsed,
    OwnApiTokensQuery,
    RevokeApiToken,
    UseApiToken,
)
from services.accounts.application.commands import (
    ChangePerson,
    ChangeRoles,
    ColleaguesQuery,
    DeactivatePerson,
    InvitePerson,
    IssueLink,
    OpenFirstAdministrator,
    PeopleQuery,
    PersonHistoryQuery,
    PersonQuery,
    Query,
    ReactivatePerson,
    RemoveSecondFactor,
)
from services.accounts.application.own_commands import (
    ChangePassword,
    EndSession,
    OwnAccountQuery,
    RenewRecoveryCodes,
    SetUpSecondFactor,
    SwitchOffSecondFactor,
    SwitchOnSecondFactor,
)
from services.accounts.application.sign_in_commands import (
    AcceptInvitation,
    ConfirmSecondFactor,
    LinkQuery,
    LogIn,
    LogOut,
    NoteSeen,
    Renew,
    RequestReset,
    ResetPassword,
)
from shared.kernel.command import Command, NotAuthorised, Role

ADMINISTRATOR: Final = frozenset({Role.NODE_ADMINISTRATOR})

EVERYBODY: Final = frozenset(Role)
"""Whoever is logged in, about their own account only: these commands name nobody but the actor."""

ANYBODY: Final = None
"""Also who is not logged in: what they show (password, code, link, session) decides, not a role."""

ROLES: Mapping[type[Command | Query], frozenset[Role] | None] = {
    OpenFirstAdministrator: ADMINISTRATOR,
    InvitePerson: ADMINISTRATOR,
    IssueLink: ADMINISTRATOR,
    ChangePerson: ADMINISTRATOR,
    ChangeRoles: ADMINISTRATOR,
    DeactivatePerson: ADMINISTRATOR,
    ReactivatePerson: ADMINISTRATOR,
    RemoveSecondFactor: ADMINISTRATOR,
    PeopleQuery: ADMINISTRATOR,
    PersonQuery: ADMINISTRATOR,
    ColleaguesQuery: frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    PersonHistoryQuery: ADMINISTRATOR,
    ChangePassword: EVERYBODY,
    SetUpSecondFactor: EVERYBODY,
    SwitchOnSecondFactor: EVERYBODY,
    RenewRecoveryCodes: EVERYBODY,
    SwitchOffSecondFactor: EVERYBODY,
    EndSession: EVERYBODY,
    OwnAccountQuery: EVERYBODY,
    IssueApiToken: EVERYBODY,
    RevokeApiToken: EVERYBODY,
    OwnApiTokensQuery: EVERYBODY,
    LogIn: ANYBODY,
    ConfirmSecondFactor: ANYBODY,
    Renew: ANYBODY,
    NoteSeen: ANYBODY,
    LogOut: ANYBODY,
    AcceptInvitation: ANYBODY,
    RequestReset: ANYBODY,
    ResetPassword: ANYBODY,
    LinkQuery: ANYBODY,
    UseApiToken: ANYBODY,
    NoteTokenUsed: ANYBODY,
}
"""Command or query type → roles, one of which the actor must hold; or `ANYBODY`."""


def authorise(asked: Command | Query) -> None:
    """Raise `NotAuthorised` unless the actor holds one of the roles that may ask for this."""
    roles = ROLES[type(asked)]
    if roles is not ANYBODY and roles.isdisjoint(asked.actor.roles):
        raise NotAuthorised(type(asked).__name__)
