"""Every method over RPC, as every role, as somebody without one, and as nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from marshmallow import ValidationError

from services.reporting.application import commands, queries
from services.reporting.application.authorise import ROLES
from services.reporting.domain.refusals import NotOfYourNode, OnlySubmitted
from services.reporting.service import ReportingService
from shared.kernel.command import NotAuthorised, Refusal, Role
from tests.slices.reporting.submitting import ORDER, PROGRAMME
from tests.slices.reporting.test_service import HOURS, take_in
from tests.storage.reporting.advice_told import Node, Reporting
from tests.unit.reporting.report_sample import PROGRAMME_FILE

SOURCE = "/nodes/zarska/consultations"
PLACE = {"source": SOURCE, "position": 1}
REPORT = {"programme": PROGRAMME}
QUESTIONS: dict[str, tuple[type[queries.Query], dict[str, Any]]] = {
    "figure": (queries.OpenFigure, HOURS),
    "figure_rows": (queries.OpenRows, HOURS),
    "domain_event": (queries.OpenDomainEvent, PLACE),
    "freshness": (queries.ReadFreshness, {}),
    "parked": (queries.ListParked, {}),
    "forks": (queries.ListForks, {}),
    "reports": (queries.ListReports, REPORT),
    "reproduce_report": (queries.ReproduceReport, REPORT),
    "report_differences": (queries.CompareReport, REPORT),
}
COMMANDS: dict[str, tuple[Any, dict[str, Any]]] = {
    "publish_programme": (
        commands.PublishProgramme,
        {"document": PROGRAMME_FILE.read_text(encoding="utf-8")},
    ),
    "submit_report": (commands.SubmitReport, {**REPORT, **ORDER}),
    "edit_narrative": (
        commands.EditNarrative,
        {**REPORT, "section": "goals", "text": "Cele.", "expected_version": 0},
    ),
    "retry_parked": (commands.RetryParked, {}),
    "discard_parked": (commands.DiscardParked, {**PLACE, "reason": "other"}),
    "take_back_discarded": (commands.TakeBackDiscarded, PLACE),
}
EVERY = QUESTIONS | COMMANDS


def an_actor(*roles: Role) -> dict[str, Any]:
    return {"staff_id": str(UUID(int=7)), "roles": [role.value for role in roles]}


def asked(service: ReportingService, method: str, actor: object) -> type[Exception] | None:
    """Ask; return what was raised, if anything."""
    members = EVERY[method][1]
    request = {**members, "actor": actor}
    if method in COMMANDS:
        request["command_id"] = str(uuid4())
    try:
        getattr(service, method)(request)
    except (Refusal, ValidationError) as refused:
        return type(refused)
    return None


@pytest.fixture
def seen(service: ReportingService, reporting: Reporting) -> ReportingService:
    """Give a centre that has heard of a card at another node."""
    node = Node("zarska")
    reporting.expect(node)
    node.approve(1)
    take_in(service, node)
    return service


def test_every_method_is_tried() -> None:
    methods = {
        name
        for name in dir(ReportingService)
        if hasattr(getattr(ReportingService, name), "nameko_entrypoints")
    }
    told = {
        name
        for name in methods
        if any(
            type(each).__name__ == "Rpc"
            for each in getattr(ReportingService, name).nameko_entrypoints
        )
    }

    assert told == EVERY.keys()


@pytest.mark.parametrize("role", Role)
def test_whoever_lacks_the_role_is_refused_and_nobody_else(
    seen: ReportingService, role: Role
) -> None:
    for is_centre in (True, False):
        seen.runtime = replace(seen.runtime, is_centre=is_centre)
        for method, (asking, _) in EVERY.items():
            refused = asked(seen, method, an_actor(role))

            assert (refused is NotAuthorised) == (role not in ROLES[asking]), (method, is_centre)
            assert refused is not ValidationError, method


@pytest.mark.parametrize("method", EVERY)
def test_nobody_and_somebody_without_a_role_get_no_answer(
    seen: ReportingService, method: str
) -> None:
    assert asked(seen, method, an_actor()) is NotAuthorised
    assert asked(seen, method, None) is ValidationError
    assert asked(seen, method, {**an_actor(), "roles": ["owner"]}) is ValidationError
    members = {**EVERY[method][1]}
    members.pop("actor", None)
    with pytest.raises(ValidationError, match="actor"):
        getattr(seen, method)(members)


def test_a_coordinator_sees_the_figures_of_its_own_node_only(seen: ReportingService) -> None:
    coordinator = an_actor(Role.COORDINATOR)

    own = seen.figure({**HOURS, "actor": coordinator})

    assert (own["value"], own["filters"]) == (0, {"node": "cistor"})
    with pytest.raises(NotOfYourNode):
        seen.figure({**HOURS, "actor": coordinator, "filters": {"node": "zarska"}})
    with pytest.raises(NotOfYourNode):
        seen.domain_event({**PLACE, "actor": coordinator})


def test_the_ministry_gets_no_figure_of_now(seen: ReportingService) -> None:
    ministry = an_actor(Role.MINISTRY)

    for method in ("figure", "figure_rows", "domain_event"):
        assert asked(seen, method, ministry) is OnlySubmitted
