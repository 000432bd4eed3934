"""The dashboard, the figures that are kept for it, the check list, and what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.reporting.application.queries import (
    CompareReport,
    ListReports,
    ReadDashboard,
    ReadSubmissionChecklist,
    ReadWaiting,
)
from services.reporting.application.read_dashboard import read_dashboard
from services.reporting.application.read_reports import compare_report, list_reports
from services.reporting.application.read_submission_checklist import read_submission_checklist
from services.reporting.application.read_waiting import Waiting, read_waiting
from services.reporting.domain.cell import Standing
from services.reporting.domain.checklist import CheckPoint, PointKind
from services.reporting.domain.dashboard import Dashboard, TaskState
from services.reporting.domain.narrative import Section, deviation_of
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.storage.kept_figures import StoredFigures
from shared.database import Database
from shared.kernel.command import Actor, NotAuthorised, Role
from shared.messaging.folding import FAILURES_IN_A_ROW
from tests.storage.reporting.advice_told import NOW, Node, a_client
from tests.storage.reporting.people_told import Desk
from tests.storage.reporting.reading import (
    CODE,
    COORDINATOR,
    MINISTRY,
    NETWORK_OPERATOR,
    OFFICER,
    PROGRAMME,
    Centre,
)

NODES = tuple(partner.node for partner in PROGRAMME.partners)
AUGUST = datetime(2009, 8, 15, 12, tzinfo=UTC)


@pytest.fixture
def nodes() -> dict[str, Node]:
    nodes = {name: Node(name) for name in NODES}
    nodes["zarska"].approve(1, minutes=90, clients=(a_client(1), a_client(2)))
    nodes["cistor"].approve(2, minutes=60, clients=(a_client(3),))
    nodes["cistor"].confirm(2)
    return nodes


@pytest.fixture
def centre(database: Database, nodes: dict[str, Node]) -> Centre:
    centre = Centre(database)
    centre.publish()
    centre.hear(*nodes.values())
    return centre


def dashboard(centre: Centre, actor: Actor = OFFICER) -> Dashboard:
    return centre.ask_now(ReadDashboard(actor=actor, programme=CODE), read_dashboard)


def values(found: Dashboard) -> dict[str, Any]:
    return {tile.code: tile.whole.achieved.value for tile in found.tiles}


def points(centre: Centre) -> tuple[CheckPoint, ...]:
    query = ReadSubmissionChecklist(actor=OFFICER, programme=CODE)
    return centre.ask_now(query, read_submission_checklist).points


def waiting(centre: Centre, *roles: Role) -> Waiting:
    actor = replace(OFFICER, roles=frozenset(roles))
    return centre.ask_now(ReadWaiting(actor=actor), read_waiting)


def test_indicators_stand_against_their_targets_by_month_and_by_node(centre: Centre) -> None:
    found = dashboard(centre)

    advices, hours, clients, *_ = found.tiles
    assert (advices.whole.achieved.value, advices.whole.target) == (2, 600)
    assert [(each.month.first.month, each.achieved.value) for each in advices.months] == [
        (6, 0),
        (7, 2),
    ]
    assert [(each.label, each.achieved.value, each.target) for each in hours.nodes][:2] == [
        ("CIS CISTOR", 60, 13200),
        ("Żarska SS", 90, 6000),
    ]
    assert clients.whole.achieved.value == 3
    assert str(advices.whole.percentage) == "0.3"
    assert [(each.label, each.advices.value, each.hours.value) for each in found.fields][1] == (
        "doradztwo prawne",
        2,
        150,
    )
    assert (found.node, found.kept_at, found.programme) == (None, None, CODE)


def test_a_coordinator_sees_the_own_node_against_its_own_targets(centre: Centre) -> None:
    found = dashboard(centre, COORDINATOR)

    assert (found.node, found.tiles[1].whole.target, found.tiles[1].nodes) == ("cistor", 13200, ())
    assert values(found)["hours"] == 60


def test_the_schedule_says_how_each_task_stands(centre: Centre) -> None:
    def states(on: Centre) -> dict[str, TaskState]:
        return {task.code: task.state for task in dashboard(on).schedule}

    in_july, in_august = states(centre), states(replace(centre, now=AUGUST))

    point = "-consulting-point"
    assert in_july[f"2009-06{point}"] is TaskState.OVERDUE
    assert in_july[f"2009-07{point}"] is TaskState.UNDER_WAY
    assert in_july[f"2009-08{point}"] is TaskState.AHEAD
    assert in_july["2009-07-training"] is TaskState.NOT_RECORDED
    # The nodes are silent by then.
    assert in_august[f"2009-06{point}"] is TaskState.NO_DATA
    assert in_august[f"2009-07{point}"] is TaskState.DONE


def test_what_a_silent_node_may_lack_is_no_zero(centre: Centre) -> None:
    found = dashboard(replace(centre, now=NOW + timedelta(hours=1)))

    advices = found.tiles[0]
    assert advices.whole.achieved.standing is Standing.PROVISIONAL
    assert advices.months[0].achieved.standing is Standing.NO_DATA
    assert replace(advices.whole, achieved=advices.months[0].achieved).percentage is None
    assert replace(advices.whole, target=None).percentage is None
    assert not found.freshness.is_complete


def test_figures_that_do_not_add_up_are_shown_as_they_were_kept(
    centre: Centre, nodes: dict[str, Node]
) -> None:
    computed = centre.keep_figures()
    nodes["zarska"].approve(3, minutes=30, clients=(a_client(4),))
    centre.hear_again(nodes["zarska"])

    found = dashboard(replace(centre, now=NOW + timedelta(seconds=1)))

    assert computed
    assert (values(found)["advices"], values(found)["clients"]) == (3, 3)
    assert found.kept_at == NOW


def test_kept_figures_are_computed_again_once_something_was_folded_and_not_too_often(
    centre: Centre, nodes: dict[str, Node]
) -> None:
    computed = centre.keep_figures()
    unchanged = centre.keep_figures()
    nodes["zarska"].approve(3, minutes=30, clients=(a_client(4),))
    centre.hear_again(nodes["zarska"])

    too_soon = centre.keep_figures()
    later = replace(centre, now=NOW + timedelta(hours=1))

    assert computed
    assert (unchanged, too_soon, later.keep_figures()) == (0, 0, computed)
    assert values(dashboard(later))["clients"] == 4


def test_nothing_is_kept_of_nothing(database: Database) -> None:
    empty = Centre(database)

    before_any = empty.keep_figures()
    empty.hear(Node())

    assert (before_any, empty.keep_figures()) == (0, 0)


def test_what_is_kept_is_replaced_as_a_whole(centre: Centre) -> None:
    centre.keep_figures()

    with centre.database.write() as connection:
        StoredFigures(connection).replace({})

    with centre.database.read() as connection:
        assert StoredFigures(connection).all() == {}


def test_a_partners_dashboard_is_of_its_node(centre: Centre) -> None:
    partner = replace(centre, node="zarska", is_centre=False)

    partner.keep_figures()

    assert dashboard(partner, COORDINATOR).kept_at == NOW
    assert values(dashboard(partner, OFFICER))["clients"] == 2


@pytest.mark.parametrize("use_case", [read_dashboard, read_waiting, read_submission_checklist])
def test_who_may_not_see_them_does_not(centre: Centre, use_case: Any) -> None:
    query = {
        read_dashboard: ReadDashboard(actor=MINISTRY, programme=CODE),
        read_waiting: ReadWaiting(actor=replace(OFFICER, roles=frozenset())),
        read_submission_checklist: ReadSubmissionChecklist(actor=COORDINATOR, programme=CODE),
    }[use_case]

    with pytest.raises(NotAuthorised):
        centre.ask_now(query, use_case)


def test_before_submitting_everything_open_is_named_with_who_has_to_act(
    centre: Centre, nodes: dict[str, Node]
) -> None:
    late = nodes["zarska"]
    late.unreadable(8)
    Desk(late).scheduled(scheduled_on=date(2009, 7, 1))
    centre.hear_again(late)
    later = replace(centre, now=NOW + timedelta(hours=1))

    found = {(each.kind, each.node): each for each in points(later)}

    assert found[PointKind.PARKED, "zarska"].count == 1
    assert found[PointKind.PARKED, "zarska"].who is Role.OPERATIONS
    assert found[PointKind.PARKED, "zarska"].stops
    assert found[PointKind.UNCONFIRMED, "zarska"].count == 1
    assert found[PointKind.UNCONFIRMED, "zarska"].who is Role.COORDINATOR
    assert (PointKind.UNCONFIRMED, "cistor") not in found
    assert found[PointKind.APPOINTMENTS_OPEN, "zarska"].count == 1
    assert found[PointKind.NODE_SILENT, "swrgzs"].since == NOW
    assert (PointKind.CONTRACT_MISSING, None) in found


def test_a_gap_a_fork_a_halt_and_a_node_nobody_knows_are_open_too(database: Database) -> None:
    centre = Centre(database)
    centre.publish()
    node, other = Node("zarska"), Node("zarska")
    for number in range(1, FAILURES_IN_A_ROW + 2):
        node.unreadable(number)
    other.approve(99)
    centre.reporting.expect(node)
    centre.reporting.receive(node, [*node.deliveries(), node.heartbeat(position=200)])
    centre.reporting.receive(other)
    centre.reporting.fold(node)

    kinds = {(each.kind, each.node) for each in points(centre)}

    assert {
        (PointKind.HALTED, None),
        (PointKind.NODE_BEHIND, "zarska"),
        (PointKind.DISPUTED, "zarska"),
        (PointKind.NODE_SILENT, "kis-swiecie"),
    } <= kinds


def test_words_that_nobody_read_and_reasons_that_nobody_gave_are_open(centre: Centre) -> None:
    later = replace(centre, now=NOW + timedelta(days=90))
    before = {each.section for each in points(later)}
    later.write(Section.GOALS.value, "Cele osiągnięto.")
    june = deviation_of("2009-06-consulting-point")
    later.write(june, "Punkt otwarto w lipcu.")

    after = {each.section for each in points(later)}

    assert before - after == {"goals", june}
    assert {"performance", "recipients", "role_of_partners"} <= after


def test_what_waits_depends_on_who_asks(centre: Centre, nodes: dict[str, Node]) -> None:
    nodes["zarska"].unreadable(8)
    centre.hear_again(nodes["zarska"])
    centre.submit(naming_parked=True)

    officer = waiting(centre, Role.REPORTING_OFFICER)
    operations = waiting(centre, Role.OPERATIONS)
    ministry = waiting(centre, Role.MINISTRY)

    # Four sections, the reason for June, and the number of the contract.
    assert [(each.programme, each.points) for each in officer.reports] == [(CODE, 6)]
    assert (officer.to_be_cured, operations.to_be_cured, operations.reports) == (None, 1, ())
    assert [each.number for each in ministry.newest] == [1]
    assert waiting(centre, Role.ADVISER) == Waiting()


def test_versions_are_listed_and_compared_with_today(
    centre: Centre, nodes: dict[str, Node]
) -> None:
    centre.submit()
    nodes["zarska"].correct(1, minutes=30)
    centre.hear_again(nodes["zarska"])

    listed = centre.ask(ListReports(actor=MINISTRY, programme=CODE), list_reports)
    compared = centre.ask(
        CompareReport(actor=OFFICER, submitted=SubmittedVersion(CODE, 1)), compare_report
    )

    assert [version.number for version in listed] == [1]
    assert compared.filed.version.number == 1
    causes = {cause.position for cell in compared.changed for cause in cell.causes}
    assert causes == {2}


@pytest.mark.parametrize("actor", [MINISTRY, COORDINATOR])
def test_today_is_not_compared_for_those_outside(centre: Centre, actor: Actor) -> None:
    query = CompareReport(actor=actor, submitted=SubmittedVersion(CODE, 1))

    with pytest.raises(NotAuthorised):
        centre.ask(query, compare_report)


def test_operations_see_what_an_officer_sees(centre: Centre) -> None:
    assert values(dashboard(centre, NETWORK_OPERATOR)) == values(dashboard(centre))
