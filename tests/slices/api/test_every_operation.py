"""Every operation that there is, asked for by every role, by nobody, and without its scope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

import pytest
from werkzeug.test import Client, TestResponse

from services.accounts.application.authorise import ROLES as OF_ACCOUNTS
from services.consultations.application.authorise import ROLES as OF_CONSULTATIONS
from services.reporting.application.authorise import ROLES as OF_REPORTING
from shared.kernel.command import Role
from shared.kernel.scope import Scope
from shared.web.api.operations import Operation
from tests.slices.api.conftest import Programs
from tests.slices.api.programs import Issuer, Pages, Program, operations

ROLES: Final[Mapping[str, Mapping[Any, frozenset[Role] | None]]] = {
    "accounts": OF_ACCOUNTS,
    "consultations": OF_CONSULTATIONS,
    "reporting": OF_REPORTING,
}
"""The tables by which use cases refuse; there is no other."""

REFUSED: Final = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
PUBLIC: Final = {"VerifyReport"}

NOT_OFFERED: Final = {
    "Who somebody is, is proved in the browser.": {
        "AcceptInvitation",
        "ChangePassword",
        "ConfirmSecondFactor",
        "IssueApiToken",
        "LinkQuery",
        "LogIn",
        "LogOut",
        "NoteSeen",
        "NoteTokenUsed",
        "Renew",
        "RenewRecoveryCodes",
        "RequestReset",
        "ResetPassword",
        "SetUpSecondFactor",
        "SwitchOffSecondFactor",
        "SwitchOnSecondFactor",
        "UseApiToken",
    },
    "It serves one page only: a form that is not sent yet, a field to search in, names.": {
        "ColleaguesQuery",
        "DiscardUnsentForm",
        "KeepUnsentForm",
        "NamesQuery",
        "NoteViews",
        "SearchQuery",
        "UnsentFormQuery",
    },
    "A file is handed over, or comes with it.": {
        "AppointmentsExportQuery",
        "AttachScan",
        "ClientsExportQuery",
        "ImportQuery",
    },
    "No page offers it either: the terminal, the bus, or those who run the network.": {
        "ListForks",
        "ListParked",
        "MatchListQuery",
        "NoteReceipt",
        "OpenFirstAdministrator",
        "ReadFreshness",
        "ReproduceReport",
    },
}
"""What programs cannot ask for, by the reason."""

_ARGUMENT: Final = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_OTHERS: Final = {
    "record_id": str(UUID(int=9)),
    "section": "goals",
    "session_digest": "0" * 64,
    "support_path_id": str(UUID(int=9)),
    "deputy_id": str(UUID(int=9)),
    "token_id": str(UUID(int=9)),
    "version": "1",
}
_PARAMETERS: Final = {
    "OpenFigure": "?first=2009-06-01&last=2009-06-30&where=programme%3Dowss-2009",
    "OpenRows": "?first=2009-06-01&last=2009-06-30&where=programme%3Dowss-2009",
    "OpenDomainEvent": "?source=/nodes/cistor/consultations&position=1",
}
_SUBMITTED: Final = "&report=owss-2009&version=1"
"""The Ministry sees what was submitted; whose sight is one node's sees what is now."""


def asked(
    program: Program,
    operation: Operation,
    examples: Mapping[str, str],
    role: Role = Role.OPERATIONS,
) -> TestResponse:
    """Ask for an operation about a real record, with nothing in the body."""
    known = {**_OTHERS, **examples}
    path = _ARGUMENT.sub(lambda found: known[found[1]], operation.rule)
    if operation.name in _PARAMETERS:
        path += _PARAMETERS[operation.name] + (_SUBMITTED if role is Role.MINISTRY else "")
    return program.ask(
        operation.method, path.removeprefix("/v1"), headers={"If-Match": f'"0-{"0" * 16}"'}
    )


def test_it_stands_in_the_table_of_its_service_who_may_ask(pages: Pages) -> None:
    differing = [
        each.name
        for each in operations(pages)
        if each.name not in PUBLIC
        and (each.roles != ROLES[each.service][each.asks] or each.scope is None)
    ]

    assert not differing
    assert {each.name for each in operations(pages) if each.scope is None} == PUBLIC


def test_whatever_a_page_offers_a_program_can_ask_for_too(pages: Pages) -> None:
    offered = {each.asks.__name__ for each in operations(pages)}
    known = {asks.__name__ for roles in ROLES.values() for asks in roles}

    assert known - offered == set().union(*NOT_OFFERED.values())


@pytest.mark.parametrize("role", Role)
def test_a_role_is_refused_what_is_not_for_it_and_nothing_else(
    role: Role, pages: Pages, programs: Programs, examples: Mapping[str, str]
) -> None:
    program = programs(role)

    differing = [
        f"{operation.name}: {answer.status}: {answer.get_data(as_text=True)[:200]}"
        for operation in operations(pages)
        for answer in [asked(program, operation, examples, role)]
        if (answer.status_code == HTTPStatus.FORBIDDEN) is _may(role, operation)
        or answer.status_code == HTTPStatus.UNAUTHORIZED
        or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    ]

    assert not differing, "\n".join(differing)


def test_nobody_gets_to_anything_but_what_is_public(
    pages: Pages, programs: Programs, examples: Mapping[str, str]
) -> None:
    differing = [
        f"{operation.name}: {answer.status}"
        for operation in operations(pages)
        for answer in [asked(programs(None), operation, examples)]
        if (answer.status_code == HTTPStatus.UNAUTHORIZED) is (operation.name in PUBLIC)
        or (operation.scope and "Bearer" not in answer.headers["WWW-Authenticate"])
    ]

    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("lacking", Scope)
def test_a_token_without_the_scope_opens_nothing_of_it(
    lacking: Scope, pages: Pages, issuer: Issuer, examples: Mapping[str, str]
) -> None:
    tokens = {
        role: Program(Client(pages), issuer.token(role, set(Scope) - {lacking})) for role in Role
    }

    differing = [
        f"{operation.name} as {role}: {answer.status}"
        for operation in operations(pages)
        if operation.scope is lacking
        for role in Role
        if _may(role, operation)
        for answer in [asked(tokens[role], operation, examples)]
        if answer.status_code != HTTPStatus.FORBIDDEN
        or answer.get_json()["type"] != "urn:owss:problem:scope-missing"
    ]

    assert not differing, "\n".join(differing)


def _may(role: Role, operation: Operation) -> bool:
    return operation.roles is None or role in operation.roles
