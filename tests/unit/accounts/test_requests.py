from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

import pytest
from marshmallow import ValidationError

from services.accounts.application.api_token_commands import NoteTokenUsed, UseApiToken
from services.accounts.application.authorise import ROLES
from services.accounts.application.commands import ColleaguesQuery, OpenFirstAdministrator
from services.accounts.application.sign_in_commands import NoteSeen, Renew
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from services.accounts.domain.staff_account import AccountState
from services.accounts.requests import api_tokens, schemas
from shared.kernel.command import Role
from shared.wire.request_schemas import RequestSchema
from tests.unit.accounts.examples import (
    ADMINISTRATOR,
    PERSON_ID,
    to_accept,
    to_change_password,
    to_change_person,
    to_change_roles,
    to_confirm,
    to_deactivate,
    to_end_session,
    to_invite,
    to_issue_link,
    to_issue_token,
    to_list,
    to_log_in,
    to_open_link,
    to_reactivate,
    to_read,
    to_read_history,
    to_remove_factor,
    to_renew_codes,
    to_request_reset,
    to_reset,
    to_revoke_token,
    to_see_oneself,
    to_see_tokens,
    to_set_up,
    to_switch_off,
    to_switch_on,
)

INSIDE = {
    OpenFirstAdministrator,
    NoteSeen,
    Renew,
    ColleaguesQuery,
    UseApiToken,
    NoteTokenUsed,
    type(to_list()),
}
"""Nobody asks for these from outside: the terminal, who renews a session or shows a token, another
service's pages; and one below."""

ASKED: dict[type[RequestSchema], Any] = {
    schemas.InvitePersonRequest: to_invite(),
    schemas.IssueLinkRequest: to_issue_link(),
    schemas.ChangePersonRequest: to_change_person(expected_revision=3),
    schemas.ChangeRolesRequest: to_change_roles(Role.ADVISER, Role.MINISTRY),
    schemas.DeactivatePersonRequest: to_deactivate(),
    schemas.ReactivatePersonRequest: to_reactivate(),
    schemas.RemoveSecondFactorRequest: to_remove_factor(),
    schemas.PersonRequest: to_read(),
    schemas.PersonHistoryRequest: to_read_history(),
    schemas.LogInRequest: to_log_in(),
    schemas.ConfirmSecondFactorRequest: to_confirm("ticket", "123456"),
    schemas.AcceptInvitationRequest: to_accept("token"),
    schemas.ResetPasswordRequest: to_reset("token"),
    schemas.RequestResetRequest: to_request_reset(),
    schemas.LinkRequest: to_open_link("token", LinkPurpose.RESET),
    schemas.ChangePasswordRequest: to_change_password(session_digest="d"),
    schemas.SetUpSecondFactorRequest: to_set_up(),
    schemas.SwitchOnSecondFactorRequest: to_switch_on("123456"),
    schemas.RenewRecoveryCodesRequest: to_renew_codes(),
    schemas.SwitchOffSecondFactorRequest: to_switch_off(),
    schemas.EndSessionRequest: to_end_session("d"),
    schemas.OwnAccountRequest: to_see_oneself(),
    api_tokens.IssueApiTokenRequest: to_issue_token(),
    api_tokens.RevokeApiTokenRequest: to_revoke_token(PERSON_ID),
    api_tokens.OwnApiTokensRequest: to_see_tokens(),
}


def plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if value == ADMINISTRATOR or hasattr(value, "roles"):
        return {"staff_id": str(value.staff_id), "roles": sorted(value.roles)}
    return str(value) if isinstance(value, UUID) else value


def request_of(schema: type[RequestSchema], asked: Any) -> dict[str, Any]:
    members = set(schema().fields)
    return {
        each.name: plain(getattr(asked, each.name))
        for each in fields(asked)
        if each.name in members
    }


@pytest.mark.parametrize("schema", ASKED, ids=lambda schema: schema.__name__)
def test_a_request_becomes_what_is_asked(schema: type[RequestSchema]) -> None:
    asked = ASKED[schema]

    assert schema().load(request_of(schema, asked)) == asked


def test_everything_can_be_asked_for() -> None:
    from_schemas = {type(asked) for asked in ASKED.values()}
    log_out = {kind for kind in ROLES if kind.__name__ == "LogOut"}

    assert from_schemas | INSIDE | log_out == set(ROLES)


@pytest.mark.parametrize("schema", ASKED, ids=lambda schema: schema.__name__)
def test_a_request_without_a_member_says_what_to_give(
    schema: type[RequestSchema],
) -> None:
    with pytest.raises(ValidationError) as refused:
        schema().load({})

    for messages in refused.value.messages_dict.values():
        assert all(text.startswith(("Podaj", "Wybierz")) for text in messages)


@pytest.mark.parametrize("schema", ASKED, ids=lambda schema: schema.__name__)
def test_a_member_that_nobody_knows_is_refused(schema: type[RequestSchema]) -> None:
    request = request_of(schema, ASKED[schema]) | {"ranks": []}

    with pytest.raises(ValidationError, match="nie należy do żądania"):
        schema().load(request)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"login": "adam"}, "nazwa@domena"),
        ({"full_name": "  "}, "Podaj imię i nazwisko"),
        ({"full_name": "x" * 301}, "najwyżej 300 znaków"),
        ({"roles": ["king"]}, "Wybierz rolę z listy"),
        ({"roles": "adviser"}, "Podaj co najmniej jedną rolę"),
        ({"staff_id": "7"}, "Podaj identyfikator osoby"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(members: dict[str, Any], said: str) -> None:
    request = request_of(schemas.InvitePersonRequest, to_invite()) | members

    with pytest.raises(ValidationError) as refused:
        schemas.InvitePersonRequest().load(request)

    assert said in str(refused.value.messages_dict[next(iter(members))])


def test_a_password_is_taken_as_it_is_typed() -> None:
    request = request_of(schemas.LogInRequest, to_log_in()) | {"password": " spacje z obu stron "}

    assert schemas.LogInRequest().load(request).password == " spacje z obu stron "


def test_a_list_is_asked_for_with_filters_order_and_page() -> None:
    actor = plain(ADMINISTRATOR)
    asked = {
        "actor": actor,
        "text": " ćw ",
        "role": "adviser",
        "state": "active",
        "order": "login",
        "descending": True,
        "page": 2,
        "rows_of_a_page": 10,
    }

    usual = schemas.PeopleRequest().load({"actor": actor, "text": "", "role": "", "state": ""})
    query = schemas.PeopleRequest().load(asked)

    assert usual == to_list()
    assert query == to_list(
        filter=PeopleFilter(text="ćw", role=Role.ADVISER, state=AccountState.ACTIVE),
        order=PeopleOrder.LOGIN,
        descending=True,
        page=2,
        rows_of_a_page=10,
    )
