"""Every method of RPC, called complete by every role and by nobody."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from marshmallow import ValidationError
from nameko.rpc import Rpc

from services.consultations.service import ConsultationsService
from shared.kernel.command import NotAuthorised, Refusal, Role
from tests.row_counts import row_counts
from tests.slices.consultations.who_calls import CALLS, CALLS_OF_ROWS, Call, Question

SOMEBODY: Final = str(UUID(int=77))


def test_it_is_decided_for_every_method_who_calls_it() -> None:
    methods = {
        name
        for name, method in inspect.getmembers(ConsultationsService, inspect.isfunction)
        if any(isinstance(each, Rpc) for each in getattr(method, "nameko_entrypoints", ()))
    }

    assert methods == set(CALLS) | CALLS_OF_ROWS


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_not_call_is_refused_and_nothing_is_kept(
    role: Role, service: ConsultationsService
) -> None:
    before = row_counts(service.database)
    forbidden = {name: call for name, call in CALLS.items() if role not in call.roles}

    told = {name: _outcome(service, name, call, [role]) for name, call in forbidden.items()}

    assert told == dict.fromkeys(forbidden, NotAuthorised)
    assert row_counts(service.database) == before


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may_call_is_not_refused_for_the_role(
    role: Role, service: ConsultationsService
) -> None:
    allowed = {name: call for name, call in CALLS.items() if role in call.roles}

    told = {name: _outcome(service, name, call, [role]) for name, call in allowed.items()}

    assert {NotAuthorised, ValidationError}.isdisjoint(told.values()), told


def test_whoever_has_no_role_is_refused_everything(service: ConsultationsService) -> None:
    before = row_counts(service.database)

    told = {name: _outcome(service, name, call, []) for name, call in CALLS.items()}

    assert told == dict.fromkeys(CALLS, NotAuthorised)
    assert row_counts(service.database) == before


def test_whoever_does_not_say_who_they_are_is_asked_for_it(
    service: ConsultationsService,
) -> None:
    before = row_counts(service.database)

    for name, call in CALLS.items():
        with pytest.raises(ValidationError) as refused:
            getattr(service, name)(_asked(call))
        assert "actor" in refused.value.messages_dict, name

    assert row_counts(service.database) == before


def test_a_row_of_a_register_is_refused_for_the_role_like_a_call(
    service: ConsultationsService,
) -> None:
    client = {**CALLS["register_client"].members, "command_id": str(uuid4())}
    row = {"method": "register_client", "request": client | {"actor": _actor([Role.MINISTRY])}}
    before = row_counts(service.database)

    imported = service.import_register({"rows": [[row]], "dry_run": False, "skip_faulty": True})

    assert [each["refusal"] for each in imported["rows"]] == [NotAuthorised.__name__]
    assert row_counts(service.database) == before


def _outcome(
    service: ConsultationsService, name: str, call: Call, roles: list[Role]
) -> type[Exception] | None:
    """Call a method in the name of somebody with these roles; return what it was refused by."""
    try:
        getattr(service, name)(_asked(call) | {"actor": _actor(roles)})
    except (Refusal, ValidationError) as refused:
        return type(refused)
    return None


def _asked(call: Call) -> dict[str, Any]:
    once = {} if isinstance(call, Question) else {"command_id": str(uuid4())}
    return {**call.members, **once}


def _actor(roles: list[Role]) -> Mapping[str, Any]:
    return {"staff_id": SOMEBODY, "roles": [role.value for role in roles]}
