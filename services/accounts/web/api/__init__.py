"""The operations of accounts in the JSON API: people, and the own account.

What proves again who somebody is (password, second factor, a new token) stays with the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from services.accounts.application import api_token_commands, commands, own_commands
from services.accounts.application.authorise import ROLES
from services.accounts.application.change_person import change_person
from services.accounts.application.change_roles import change_roles
from services.accounts.application.deactivate_person import deactivate_person
from services.accounts.application.end_session import end_session
from services.accounts.application.erase_staff_member import erase_staff_member
from services.accounts.application.export_staff_member import export_staff_member
from services.accounts.application.invite_person import invite_person
from services.accounts.application.issue_link import issue_link
from services.accounts.application.list_api_tokens import list_api_tokens
from services.accounts.application.list_people import list_people
from services.accounts.application.reactivate_person import reactivate_person
from services.accounts.application.read_history import read_history
from services.accounts.application.read_own_account import read_own_account
from services.accounts.application.read_person import read_person
from services.accounts.application.read_second_factor_rules import read_second_factor_rules
from services.accounts.application.remove_second_factor import remove_second_factor
from services.accounts.application.require_second_factor import require_second_factor
from services.accounts.application.revoke_api_token import revoke_api_token
from services.accounts.domain.refusals import ApiTokenNotFound, PersonNotFound, SessionOver
from services.accounts.requests import api_tokens, schemas
from services.accounts.web.api.answers import (
    AccountHistoryAnswer,
    ApiTokensAnswer,
    IssuedLinkAnswer,
    OwnAccountAnswer,
    SecondFactorRulesAnswer,
    StaffAnswer,
    StaffExportAnswer,
    StaffPageAnswer,
)
from services.accounts.web.desk import carry_out, look, said
from shared.web.api.application import ApiOfService
from shared.web.api.operations import ServiceApi
from shared.web.api.paging import of_page

if TYPE_CHECKING:
    from marshmallow import Schema

_PERSON: Final = "/people/<uuid:staff_id>"


def _ask(schema: Schema, use_case: Callable[..., Any], request: Mapping[str, Any]) -> object:
    query = schema.load(request)
    return look(lambda records, now: use_case(query, records, now))


def _carry_out(schema: Schema, use_case: Callable[..., Any], request: Mapping[str, Any]) -> object:
    return carry_out(schema.load(request), use_case)


def _whenever(use_case: Callable[..., Any]) -> Callable[..., Any]:
    return lambda query, records, _now: use_case(query, records)


_API: Final = ServiceApi(service="accounts", roles=ROLES, ask=_ask, carry_out=_carry_out)

people: Final = _API.topic("people", "The staff and its rights.")
me: Final = _API.topic("me", "The own account: sessions and tokens.")

people.question(
    "/people",
    commands.PeopleQuery,
    schemas.PeopleRequest,
    _whenever(list_people),
    StaffPageAnswer(),
    pages=of_page,
)
people.question(
    _PERSON,
    commands.PersonQuery,
    schemas.PersonRequest,
    _whenever(read_person),
    StaffAnswer(),
    version=lambda person: person.revision,
)
people.question(
    f"{_PERSON}/history",
    commands.PersonHistoryQuery,
    schemas.PersonHistoryRequest,
    _whenever(read_history),
    AccountHistoryAnswer(),
)
people.command(
    "POST",
    "/people",
    commands.InvitePerson,
    schemas.InvitePersonRequest,
    invite_person,
    answer=IssuedLinkAnswer(),
    creates="/people/{staff_id}",
)
people.command("PUT", _PERSON, commands.ChangePerson, schemas.ChangePersonRequest, change_person)
people.command(
    "PUT", f"{_PERSON}/roles", commands.ChangeRoles, schemas.ChangeRolesRequest, change_roles
)
people.command(
    "POST",
    f"{_PERSON}/deactivation",
    commands.DeactivatePerson,
    schemas.DeactivatePersonRequest,
    deactivate_person,
)
people.command(
    "POST",
    f"{_PERSON}/reactivation",
    commands.ReactivatePerson,
    schemas.ReactivatePersonRequest,
    reactivate_person,
)
people.command(
    "DELETE",
    f"{_PERSON}/second-factor",
    commands.RemoveSecondFactor,
    schemas.RemoveSecondFactorRequest,
    remove_second_factor,
)
people.command(
    "POST",
    f"{_PERSON}/link",
    commands.IssueLink,
    schemas.IssueLinkRequest,
    issue_link,
    answer=IssuedLinkAnswer(),
)

people.command(
    "POST",
    f"{_PERSON}/erasure",
    commands.EraseStaffMember,
    schemas.EraseStaffMemberRequest,
    erase_staff_member,
)
people.question(
    f"{_PERSON}/data",
    commands.StaffExportQuery,
    schemas.StaffExportRequest,
    export_staff_member,
    StaffExportAnswer(),
)
people.question(
    "/second-factor-rules",
    commands.SecondFactorRulesQuery,
    schemas.SecondFactorRulesRequest,
    _whenever(read_second_factor_rules),
    SecondFactorRulesAnswer(),
)
people.command(
    "POST",
    "/second-factor-rules",
    commands.RequireSecondFactor,
    schemas.RequireSecondFactorRequest,
    require_second_factor,
)

me.question(
    "/me",
    own_commands.OwnAccountQuery,
    schemas.OwnAccountRequest,
    read_own_account,
    OwnAccountAnswer(),
)
me.question(
    "/me/tokens",
    api_token_commands.OwnApiTokensQuery,
    api_tokens.OwnApiTokensRequest,
    _whenever(list_api_tokens),
    ApiTokensAnswer(),
    named="tokens",
)
me.command(
    "DELETE",
    "/me/tokens/<uuid:token_id>",
    api_token_commands.RevokeApiToken,
    api_tokens.RevokeApiTokenRequest,
    revoke_api_token,
)
me.command(
    "DELETE",
    "/me/sessions/<session_digest>",
    own_commands.EndSession,
    schemas.EndSessionRequest,
    end_session,
)

OF_ACCOUNTS: Final = ApiOfService(
    service="accounts",
    topics=(people, me),
    sentence=said,
    not_found=(PersonNotFound, ApiTokenNotFound, SessionOver),
)
