from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

import services.accounts.application as use_cases
from services.accounts.application.authorise import (
    ADMINISTRATOR,
    ANYBODY,
    EVERYBODY,
    ROLES,
    authorise,
)
from services.accounts.application.commands import Query
from services.accounts.application.own_commands import OwnProof
from services.accounts.domain.one_time_link import LinkPurpose
from shared.kernel.command import Actor, Command, NotAuthorised, Role
from tests.unit.accounts.desk import QUESTIONS, QUESTIONS_OF_A_MOMENT, USE_CASES
from tests.unit.accounts.examples import (
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
    to_log_out,
    to_note_seen,
    to_note_token_used,
    to_open,
    to_open_link,
    to_reactivate,
    to_read,
    to_read_history,
    to_remove_factor,
    to_renew,
    to_renew_codes,
    to_request_reset,
    to_reset,
    to_revoke_token,
    to_see_colleagues,
    to_see_oneself,
    to_see_tokens,
    to_set_up,
    to_switch_off,
    to_switch_on,
    to_use_token,
)

ASKED: dict[frozenset[Role] | None, list[Any]] = {
    ADMINISTRATOR: [
        to_open(),
        to_invite(),
        to_issue_link(),
        to_change_person(),
        to_change_roles(Role.ADVISER),
        to_deactivate(),
        to_reactivate(),
        to_remove_factor(),
        to_list(),
        to_read(),
        to_read_history(),
    ],
    frozenset({Role.COORDINATOR, Role.NODE_ADMINISTRATOR}): [to_see_colleagues()],
    EVERYBODY: [
        to_change_password(),
        to_set_up(),
        to_switch_on("1"),
        to_switch_off(),
        to_renew_codes(),
        to_end_session("x"),
        to_see_oneself(),
        to_issue_token(),
        to_revoke_token(PERSON_ID),
        to_see_tokens(),
    ],
    ANYBODY: [
        to_log_in(),
        to_confirm("x", "1"),
        to_renew("x"),
        to_note_seen("x"),
        to_log_out("x"),
        to_accept("x"),
        to_request_reset(),
        to_reset("x"),
        to_open_link("x", LinkPurpose.RESET),
        to_use_token("x"),
        to_note_token_used(PERSON_ID),
    ],
}
EACH = [(asked, roles) for roles, all_asked in ASKED.items() for asked in all_asked]


def own(root: type[Command | Query]) -> set[type[Command | Query]]:
    """Return the commands or queries that this service declares, apart from their roots."""
    package = use_cases.__name__
    declared: set[type[Command | Query]] = set()
    for kind in root.__subclasses__():
        if kind.__module__.startswith(package):
            declared |= {kind} | own(kind)
    return declared - {Query, OwnProof}


def test_every_command_and_query_stands_in_the_table() -> None:
    assert own(Command) | own(Query) == set(ROLES) == {type(asked) for asked, _ in EACH}


def test_every_command_and_query_has_a_use_case() -> None:
    assert {*USE_CASES, *QUESTIONS, *QUESTIONS_OF_A_MOMENT} == set(ROLES)


@pytest.mark.parametrize(("asked", "roles"), EACH, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_a_role_may_ask_for_what_the_table_says(
    asked: Any, roles: frozenset[Role] | None, role: Role | None
) -> None:
    held = frozenset() if role is None else frozenset({role})
    object.__setattr__(asked, "actor", Actor(staff_id=PERSON_ID, roles=held))

    if roles is ANYBODY or role in roles:
        authorise(asked)
    else:
        with pytest.raises(NotAuthorised):
            authorise(asked)


def test_what_everybody_may_do_names_nobody_but_the_actor() -> None:
    named = [
        kind.__name__
        for kind, roles in ROLES.items()
        if roles == EVERYBODY and "staff_id" in kind.__dataclass_fields__
    ]

    assert named == []


def test_every_use_case_authorises_before_anything_else() -> None:
    first_calls = {
        name: _first_call(use_case)
        for _, name, _ in iter_modules(use_cases.__path__)
        if callable(use_case := getattr(import_module(f"{use_cases.__name__}.{name}"), name, None))
        and name
        in {
            each.__name__
            for each in (*USE_CASES.values(), *QUESTIONS.values(), *QUESTIONS_OF_A_MOMENT.values())
        }
    }

    assert len(first_calls) == len(ROLES)
    assert set(first_calls.values()) == {"authorise"}


def _first_call(use_case: Callable[..., object]) -> str | None:
    (function,) = ast.parse(inspect.getsource(use_case)).body
    assert isinstance(function, ast.FunctionDef)
    statements = [
        each
        for each in function.body
        if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
    ]
    match statements[0]:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name
    return None
