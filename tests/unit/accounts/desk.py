"""Use cases by what they carry out, and where one asks for them: in memory or at a database."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from services.accounts.application import (
    api_token_commands,
    commands,
    own_commands,
    sign_in_commands,
)
from services.accounts.application.accept_invitation import accept_invitation
from services.accounts.application.change_password import change_password
from services.accounts.application.change_person import change_person
from services.accounts.application.change_roles import change_roles
from services.accounts.application.confirm_second_factor import confirm_second_factor
from services.accounts.application.deactivate_person import deactivate_person
from services.accounts.application.end_session import end_session
from services.accounts.application.invite_person import invite_person
from services.accounts.application.issue_api_token import issue_api_token
from services.accounts.application.issue_link import issue_link
from services.accounts.application.list_api_tokens import list_api_tokens
from services.accounts.application.list_colleagues import list_colleagues
from services.accounts.application.list_people import list_people
from services.accounts.application.log_in import log_in
from services.accounts.application.log_out import log_out
from services.accounts.application.note_seen import note_seen
from services.accounts.application.note_token_used import note_token_used
from services.accounts.application.open_first_administrator import open_first_administrator
from services.accounts.application.ports import Records
from services.accounts.application.reactivate_person import reactivate_person
from services.accounts.application.read_history import read_history
from services.accounts.application.read_link import read_link
from services.accounts.application.read_own_account import read_own_account
from services.accounts.application.read_person import read_person
from services.accounts.application.remove_second_factor import remove_second_factor
from services.accounts.application.renew import renew
from services.accounts.application.renew_recovery_codes import renew_recovery_codes
from services.accounts.application.request_reset import request_reset
from services.accounts.application.reset_password import reset_password
from services.accounts.application.revoke_api_token import revoke_api_token
from services.accounts.application.set_up_second_factor import set_up_second_factor
from services.accounts.application.switch_off_second_factor import switch_off_second_factor
from services.accounts.application.switch_on_second_factor import switch_on_second_factor
from services.accounts.application.use_api_token import use_api_token
from shared.kernel.command import Command
from tests.unit.accounts.examples import NOW, to_accept, to_invite, to_open

USE_CASES: dict[type[Command], Any] = {
    commands.OpenFirstAdministrator: open_first_administrator,
    commands.InvitePerson: invite_person,
    commands.IssueLink: issue_link,
    commands.ChangePerson: change_person,
    commands.ChangeRoles: change_roles,
    commands.DeactivatePerson: deactivate_person,
    commands.ReactivatePerson: reactivate_person,
    commands.RemoveSecondFactor: remove_second_factor,
    own_commands.ChangePassword: change_password,
    own_commands.SetUpSecondFactor: set_up_second_factor,
    own_commands.SwitchOnSecondFactor: switch_on_second_factor,
    own_commands.RenewRecoveryCodes: renew_recovery_codes,
    own_commands.SwitchOffSecondFactor: switch_off_second_factor,
    own_commands.EndSession: end_session,
    api_token_commands.IssueApiToken: issue_api_token,
    api_token_commands.RevokeApiToken: revoke_api_token,
    api_token_commands.NoteTokenUsed: note_token_used,
    sign_in_commands.LogIn: log_in,
    sign_in_commands.ConfirmSecondFactor: confirm_second_factor,
    sign_in_commands.NoteSeen: note_seen,
    sign_in_commands.LogOut: log_out,
    sign_in_commands.AcceptInvitation: accept_invitation,
    sign_in_commands.RequestReset: request_reset,
    sign_in_commands.ResetPassword: reset_password,
}
QUESTIONS: dict[type[commands.Query], Any] = {
    commands.PeopleQuery: list_people,
    commands.PersonQuery: read_person,
    commands.ColleaguesQuery: list_colleagues,
    commands.PersonHistoryQuery: read_history,
    api_token_commands.OwnApiTokensQuery: list_api_tokens,
}
QUESTIONS_OF_A_MOMENT: dict[type[commands.Query], Any] = {
    own_commands.OwnAccountQuery: read_own_account,
    sign_in_commands.Renew: renew,
    sign_in_commands.LinkQuery: read_link,
    api_token_commands.UseApiToken: use_api_token,
}


class Desk(Protocol):
    """Where somebody asks; `told` names the domain events so far."""

    @property
    def tools(self) -> Any: ...
    @property
    def told(self) -> list[str]: ...
    def do(self, command: Command, now: datetime = NOW) -> Any: ...
    def ask(self, query: commands.Query, now: datetime = NOW) -> Any: ...


def answer(query: commands.Query, records: Records, now: datetime) -> Any:
    if type(query) in QUESTIONS:
        return QUESTIONS[type(query)](query, records)
    return QUESTIONS_OF_A_MOMENT[type(query)](query, records, now)


def furnish(desk: Desk) -> None:
    """Let there be an administrator and an adviser, each with the same password."""
    for command in (to_open(), to_invite()):
        desk.do(to_accept(desk.do(command).token))
