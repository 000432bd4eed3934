"""What a caller may ask, as JSON or a form; it leaves here as a typed command or query (R21).

What the rules of accounts have to say about a request that is well formed is said by the domain.
"""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.accounts.application import commands, own_commands, sign_in_commands
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from services.accounts.domain.staff_account import AccountState
from services.accounts.requests.fields import (
    asking,
    email,
    identifier,
    of_a_list,
    optional_choice,
    optional_secret,
    optional_text,
    revision,
    roles,
    secret,
    text,
)
from shared.kernel.command import Role
from shared.wire.request_schemas import ActorSchema, PageFields, RequestSchema


class QuerySchema(RequestSchema):
    """What every question has."""

    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("osobę, która pyta"))


class CommandSchema(RequestSchema):
    """What every command has."""

    command_id = identifier("identyfikator polecenia")


class ActorsCommandSchema(CommandSchema):
    """What every command of somebody who is logged in has."""

    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("osobę, która zleca"))


class PersonCommandSchema(ActorsCommandSchema):
    """What every command about a person has."""

    staff_id = identifier("identyfikator osoby")


class WordsFields(RequestSchema):
    """Who a person is."""

    full_name = text("imię i nazwisko")
    login = email("adres e-mail")


# --- People


class InvitePersonRequest(WordsFields, PersonCommandSchema):
    """`InvitePerson`."""

    makes = commands.InvitePerson
    roles = roles("co najmniej jedną rolę")


class IssueLinkRequest(PersonCommandSchema):
    """`IssueLink`."""

    makes = commands.IssueLink


class ChangePersonRequest(WordsFields, PersonCommandSchema):
    """`ChangePerson`."""

    makes = commands.ChangePerson
    expected_revision = revision()


class ChangeRolesRequest(PersonCommandSchema):
    """`ChangeRoles`."""

    makes = commands.ChangeRoles
    roles = roles("co najmniej jedną rolę")
    expected_revision = revision()


class DeactivatePersonRequest(PersonCommandSchema):
    """`DeactivatePerson`."""

    makes = commands.DeactivatePerson


class ReactivatePersonRequest(PersonCommandSchema):
    """`ReactivatePerson`."""

    makes = commands.ReactivatePerson


class RemoveSecondFactorRequest(PersonCommandSchema):
    """`RemoveSecondFactor`."""

    makes = commands.RemoveSecondFactor


class PersonQuerySchema(QuerySchema):
    """What every question about a person has."""

    staff_id = identifier("identyfikator osoby")


class PersonRequest(PersonQuerySchema):
    """`PersonQuery`."""

    makes = commands.PersonQuery


class PersonHistoryRequest(PersonQuerySchema):
    """`PersonHistoryQuery`."""

    makes = commands.PersonHistoryQuery


class PeopleRequest(PageFields, QuerySchema):
    """`PeopleQuery`."""

    text = optional_text("fragment nazwiska albo loginu")
    role = optional_choice("rolę", Role)
    state = optional_choice("stan konta", AccountState)
    order = fields.Enum(
        PeopleOrder,
        by_value=True,
        load_default=PeopleOrder.FULL_NAME,
        error_messages=of_a_list("porządek"),
    )
    descending = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (malejąco) albo false (rosnąco)"),
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> commands.PeopleQuery:
        which = {name: values.pop(name) for name in ("text", "role", "state")}
        return commands.PeopleQuery(filter=PeopleFilter(**which), **values)


# --- Logging in


class LogInRequest(CommandSchema):
    """`LogIn`."""

    makes = sign_in_commands.LogIn
    login = text("adres e-mail")
    password = secret("hasło")
    address = fields.String(required=True, error_messages=asking("adres komputera"))
    device = optional_secret("znak urządzenia")


class ConfirmSecondFactorRequest(CommandSchema):
    """`ConfirmSecondFactor`."""

    makes = sign_in_commands.ConfirmSecondFactor
    ticket = secret("bilet logowania")
    code = secret("kod")
    address = fields.String(required=True, error_messages=asking("adres komputera"))
    device = optional_secret("znak urządzenia")


class LinkCommandSchema(CommandSchema):
    """What every command by a link has."""

    token = secret("odnośnik")
    password = secret("hasło")


class AcceptInvitationRequest(LinkCommandSchema):
    """`AcceptInvitation`."""

    makes = sign_in_commands.AcceptInvitation


class ResetPasswordRequest(LinkCommandSchema):
    """`ResetPassword`."""

    makes = sign_in_commands.ResetPassword


class RequestResetRequest(CommandSchema):
    """`RequestReset`."""

    makes = sign_in_commands.RequestReset
    login = text("adres e-mail")


class LinkRequest(RequestSchema):
    """`LinkQuery`."""

    makes = sign_in_commands.LinkQuery
    token = secret("odnośnik")
    purpose = fields.Enum(
        LinkPurpose, by_value=True, required=True, error_messages=of_a_list("cel odnośnika")
    )


# --- The own account


class OwnProofSchema(ActorsCommandSchema):
    """What every command has that asks for the password again."""

    password = secret("obecne hasło")
    address = fields.String(required=True, error_messages=asking("adres komputera"))
    device = optional_secret("znak urządzenia")


class ChangePasswordRequest(OwnProofSchema):
    """`ChangePassword`."""

    makes = own_commands.ChangePassword
    new_password = secret("nowe hasło")
    session_digest = text("sesję")


class SetUpSecondFactorRequest(OwnProofSchema):
    """`SetUpSecondFactor`."""

    makes = own_commands.SetUpSecondFactor


class SwitchOnSecondFactorRequest(ActorsCommandSchema):
    """`SwitchOnSecondFactor`."""

    makes = own_commands.SwitchOnSecondFactor
    code = secret("kod z aplikacji")
    address = fields.String(required=True, error_messages=asking("adres komputera"))
    device = optional_secret("znak urządzenia")


class RenewRecoveryCodesRequest(OwnProofSchema):
    """`RenewRecoveryCodes`."""

    makes = own_commands.RenewRecoveryCodes


class SwitchOffSecondFactorRequest(OwnProofSchema):
    """`SwitchOffSecondFactor`."""

    makes = own_commands.SwitchOffSecondFactor


class EndSessionRequest(ActorsCommandSchema):
    """`EndSession`."""

    makes = own_commands.EndSession
    session_digest = text("sesję")


class OwnAccountRequest(QuerySchema):
    """`OwnAccountQuery`."""

    makes = own_commands.OwnAccountQuery
