from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

import pytest

import services.consultations.application as use_cases
from services.consultations.application.authorise import ROLES, authorise
from services.consultations.application.client_list_queries import (
    NoteViews,
    PersonExportQuery,
    PossibleDuplicatesQuery,
    ViewsOfClientQuery,
)
from services.consultations.application.commands import (
    AdviserQuery,
    AdvisersQuery,
    CardQuery,
    Query,
)
from services.consultations.domain.client_view import ViewOccasion
from shared.kernel.command import Command, NotAuthorised, Role
from tests.unit.consultations.examples import (
    an_actor,
    to_approve,
    to_change_adviser,
    to_change_client,
    to_close_path,
    to_confirm,
    to_draft,
    to_erase,
    to_follow_up,
    to_merge,
    to_note_receipt,
    to_open_path,
    to_receive,
    to_refer,
    to_register_adviser,
    to_register_client,
    to_return,
    to_sign,
)
from tests.unit.consultations.working_time_examples import (
    to_appoint,
    to_close,
    to_correct_duty,
    to_recall,
    to_record_duty,
    to_reopen,
    to_schedule,
    to_set_hours,
)

SOMEBODY = UUID(int=5)
SHARED = {"look_for_duplicates", "look_up_advice", "work_of_month"}
"""What several use cases do once they have authorised."""

WITHOUT_ACTOR = {"accept_programme"}
"""The centre's programme comes over the bus, in nobody's name."""


def own(root: type[Command | Query]) -> set[type[Command | Query]]:
    """Return the commands or queries that this service declares."""
    package = use_cases.__name__
    return {kind for kind in root.__subclasses__() if kind.__module__.startswith(package)} - {Query}


def test_every_command_and_query_stands_in_the_table() -> None:
    assert own(Command) | own(Query) == set(ROLES)


@pytest.mark.parametrize(
    ("command", "roles"),
    [
        (to_register_adviser(), {Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
        (to_change_adviser(), {Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
        (
            AdviserQuery(actor=an_actor(SOMEBODY), adviser_id=SOMEBODY),
            {Role.COORDINATOR, Role.NODE_ADMINISTRATOR},
        ),
        (
            AdvisersQuery(actor=an_actor(SOMEBODY)),
            {Role.COORDINATOR, Role.NODE_ADMINISTRATOR},
        ),
        (to_register_client(), {Role.ADVISER, Role.COORDINATOR}),
        (to_change_client(), {Role.ADVISER, Role.COORDINATOR}),
        (to_open_path(SOMEBODY), {Role.ADVISER, Role.COORDINATOR}),
        (to_close_path(SOMEBODY), {Role.ADVISER, Role.COORDINATOR}),
        (to_refer(SOMEBODY), {Role.ADVISER, Role.COORDINATOR}),
        (to_receive(SOMEBODY), {Role.ADVISER, Role.COORDINATOR}),
        (to_note_receipt(SOMEBODY), {Role.OPERATIONS}),
        (to_follow_up(SOMEBODY), {Role.ADVISER, Role.COORDINATOR}),
        (to_merge(SOMEBODY, SOMEBODY), {Role.COORDINATOR}),
        (to_erase(), {Role.COORDINATOR}),
        (to_draft(SOMEBODY), {Role.ADVISER}),
        (to_sign(SOMEBODY), {Role.ADVISER}),
        (to_return(SOMEBODY), {Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
        (to_approve(SOMEBODY), {Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
        (to_confirm(SOMEBODY), {Role.ADVISER, Role.COORDINATOR}),
        (
            CardQuery(actor=an_actor(SOMEBODY), card_id=SOMEBODY),
            {Role.ADVISER, Role.COORDINATOR, Role.DEPUTY_COORDINATOR},
        ),
        (
            NoteViews(
                command_id=SOMEBODY,
                actor=an_actor(SOMEBODY),
                client_ids=(),
                occasion=ViewOccasion.PAGE,
            ),
            {Role.ADVISER, Role.COORDINATOR},
        ),
        (PossibleDuplicatesQuery(actor=an_actor(SOMEBODY)), {Role.COORDINATOR}),
        (
            ViewsOfClientQuery(actor=an_actor(SOMEBODY), client_id=SOMEBODY),
            {Role.COORDINATOR},
        ),
        (
            PersonExportQuery(actor=an_actor(SOMEBODY), client_id=SOMEBODY),
            {Role.COORDINATOR},
        ),
        (to_record_duty(), {Role.ADVISER, Role.COORDINATOR}),
        (to_correct_duty(), {Role.COORDINATOR}),
        (to_set_hours(), {Role.ADVISER, Role.COORDINATOR}),
        (to_schedule(), {Role.ADVISER, Role.COORDINATOR}),
        (to_close(), {Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
        (to_reopen(), {Role.COORDINATOR, Role.DEPUTY_COORDINATOR}),
        (to_appoint(), {Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
        (to_recall(), {Role.COORDINATOR, Role.NODE_ADMINISTRATOR}),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Command | Query) else None,
)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_ask_for_what_the_table_says(
    command: Command, roles: set[Role], role: Role
) -> None:
    object.__setattr__(command, "actor", an_actor(SOMEBODY, role))

    if role in roles:
        authorise(command)
    else:
        with pytest.raises(NotAuthorised):
            authorise(command)


def test_nobody_may_ask_for_anything() -> None:
    with pytest.raises(NotAuthorised):
        authorise(to_approve(SOMEBODY, actor=an_actor(SOMEBODY)))


def test_every_use_case_authorises_before_anything_else() -> None:
    first_calls = {
        name: _first_call(use_case)
        for _, name, _ in iter_modules(use_cases.__path__)
        if callable(use_case := getattr(import_module(f"{use_cases.__name__}.{name}"), name, None))
        and name not in {"authorise", *SHARED, *WITHOUT_ACTOR}
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
