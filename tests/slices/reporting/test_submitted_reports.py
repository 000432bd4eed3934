"""Versions that can be defended: submitted, made again, and compared with today."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from services.reporting.domain.refusals import (
    NotNamed,
    NotWhereReportsAreSubmitted,
    UnknownProgramme,
    UnknownReportVersion,
)
from services.reporting.domain.report_version import ReportVersion
from services.reporting.projection.tables import advice_fact
from services.reporting.reports import drawing
from services.reporting.reports.basis import Basis
from services.reporting.reports.template_2005 import assemble, pdf
from services.reporting.reports.template_2005.counting import Counting
from services.reporting.reports.template_2005.indicators import Results, results
from services.reporting.service import ReportingService
from services.reporting.storage.kept_figures import StoredFigures
from services.reporting.storage.reports import StoredReports
from services.reporting.storage.tables import report_version
from shared.contracts.programme import Programme
from shared.kernel.command import NotAuthorised
from shared.kernel.period import Period
from shared.messaging.tables import journal, projection
from tests.slices.reporting.submitting import OFFICER, PROGRAMME, Officer, heard
from tests.storage.reporting.advice_told import Node, Reporting, a_card, a_client
from tests.storage.reporting.operations import Operations
from tests.storage.reporting.test_unique_people import LATER, tell
from tests.unit.reporting.report_sample import PROGRAMME_FILE

SAME = {
    "holds": True,
    "is_intact": True,
    **dict.fromkeys(("numbers", "value", "pdf", "xlsx"), "same"),
}


def reproduced(officer: Officer, version: int = 1) -> dict[str, Any]:
    found = officer.reproduce(version)
    return {name: found[name] for name in SAME}


def filed(reporting: Reporting, number: int = 1) -> ReportVersion:
    with reporting.reading() as connection:
        return StoredReports(connection).get(PROGRAMME, number)


def test_a_submitted_report_is_frozen_whole_and_told(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(minutes=90)
    heard(reporting, zarska)

    answer = officer.submit()

    version = filed(reporting)
    assert (answer["version"], answer["not_folded"], answer["incomplete"]) == (1, 0, [])
    assert answer["value_digest"] == version.told.value_digest
    assert version.drawn.pdf.startswith(b"%PDF")
    assert version.drawn.xlsx.startswith(b"PK")
    assert json.loads(version.drawn.value)["header"]["dated"] == "2010-01-20"
    assert Basis.from_json(version.drawn.basis).to_json() == version.drawn.basis
    with reporting.reading() as connection:
        told = connection.execute(
            select(journal.c.type).where(journal.c.subject == "report/owss-2009")
        ).scalar_one()
    assert told == "pl.owss.reporting.report_submitted.v1"


def test_its_pages_lead_to_the_check_at_the_centre_and_are_made_again_with_that(
    service: ReportingService, officer: Officer, reporting: Reporting, nodes: dict[str, Node]
) -> None:
    assert nodes
    service.runtime = replace(service.runtime, address="https://owss.example.org")

    officer.submit()

    basis = Basis.from_json(filed(reporting).drawn.basis)
    assert basis.order.verified_at == "https://owss.example.org/reporting/verification"
    service.runtime = replace(service.runtime, address="https://moved.example.org")
    assert reproduced(officer) == SAME


def test_versions_are_counted_and_listed(officer: Officer, nodes: dict[str, Node]) -> None:
    assert nodes
    officer.submit()

    again = officer.submit()

    assert again["version"] == 2
    assert [each["version"] for each in officer.listed()] == [1, 2]
    assert officer.listed()[0]["value_digest"] == again["value_digest"]


def test_a_report_asked_for_twice_is_filed_once(officer: Officer, nodes: dict[str, Node]) -> None:
    assert nodes
    command = uuid4()

    answers = [officer.submit(command), officer.submit(command)]

    assert answers[0] == answers[1]
    assert len(officer.listed()) == 1


def test_only_the_reporting_officer_submits_and_only_at_the_centre(
    service: ReportingService, officer: Officer, nodes: dict[str, Node]
) -> None:
    assert nodes
    adviser = replace(officer, actor={**OFFICER, "roles": ["adviser", "operations"]})

    with pytest.raises(NotAuthorised):
        adviser.submit()
    service.runtime = replace(service.runtime, is_centre=False)
    with pytest.raises(NotWhereReportsAreSubmitted):
        officer.submit()
    assert officer.listed() == []


def test_only_what_there_is_can_be_submitted_or_asked_for(
    officer: Officer, nodes: dict[str, Node]
) -> None:
    assert nodes

    with pytest.raises(UnknownProgramme):
        officer.submit(programme="owss-2010")
    with pytest.raises(UnknownReportVersion):
        officer.reproduce(1)


def test_a_silent_node_is_named_and_does_not_hold_up_the_others(
    officer: Officer, reporting: Reporting
) -> None:
    zarska = Node("zarska")
    reporting.expect(zarska)
    heard(reporting, zarska)

    answer = officer.submit()

    assert answer["incomplete"] == ["cistor", "mops-olsztyn", "swrgzs", "kis-swiecie"]
    assert reproduced(officer) == SAME


def test_what_is_parked_has_to_be_named_and_the_report_is_made_again_after_the_cure(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    """F14 of the list of faults: submitted meanwhile, it names it and is reproduced exactly."""
    zarska.approve(1, minutes=90)
    zarska.approve(2, minutes=40)
    reporting.faults.cards.add(a_card(2))
    heard(reporting, zarska)
    with pytest.raises(NotNamed):
        officer.submit()
    answer = officer.submit(naming_parked=True)

    reporting.cure()

    assert answer["not_folded"] == 1
    state = json.loads(filed(reporting).drawn.value)["data_state"]
    assert state["not_folded"]["rows"][0]["entries"][1:4] == [zarska.source, "1", "2"]
    assert "zdarzenia nieujęte" in state["summary"]
    assert reporting.value("hours_of_advice") == 130
    assert reproduced(officer) == SAME


def test_what_was_discarded_has_to_be_named_too(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    wrong = zarska.unreadable()
    heard(reporting, zarska)
    Operations(reporting).discard(wrong.source, wrong.position)

    with pytest.raises(NotNamed):
        officer.submit()

    officer.submit(naming_parked=True)
    (row,) = json.loads(filed(reporting).drawn.value)["data_state"]["not_folded"]["rows"]
    assert row["entries"][-1] == "pominięte decyzją operatora sieci"


def test_corrections_and_a_rebuild_leave_a_submitted_report_as_it_was(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1, minutes=90)
    heard(reporting, zarska)
    officer.submit()
    zarska.correct(1, minutes=30)
    zarska.approve(2, minutes=60)
    heard(reporting, zarska)

    assert reporting.rebuild().switched

    assert reproduced(officer) == SAME
    assert officer.submit()["version"] == 2
    assert officer.listed()[0]["value_digest"] != officer.listed()[1]["value_digest"]


def test_after_a_change_of_the_folds_only_the_files_are_proved_and_it_says_so(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1)
    heard(reporting, zarska)
    officer.submit()
    with reporting.database.write() as connection:
        connection.execute(update(projection).values(version=projection.c.version + 1))

    found = officer.reproduce()

    assert (found["holds"], found["is_intact"]) == (True, True)
    assert {found[name] for name in ("numbers", "value", "pdf", "xlsx")} == {"not_computed"}


def test_other_tools_are_named_where_the_bytes_differ(
    officer: Officer, nodes: dict[str, Node], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    assert nodes
    officer.submit()
    template = tmp_path / "report.typ"
    template.write_bytes(pdf._TEMPLATE.read_bytes() + b"\nDopisek.\n")
    monkeypatch.setattr(pdf, "_TEMPLATE", template)

    found = officer.reproduce()

    assert (found["value"], found["pdf"], found["xlsx"]) == ("same", "other_tools", "same")
    assert (found["other_tools"], found["holds"]) == (["template"], True)


def test_another_edition_of_the_form_is_named_and_every_number_stays(
    officer: Officer, reporting: Reporting, zarska: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    zarska.approve(1, minutes=90)
    heard(reporting, zarska)
    officer.submit()
    monkeypatch.setattr(drawing, "EDITION", assemble.EDITION + 1)
    monkeypatch.setattr(assemble, "results", changed_results)

    found = officer.reproduce()

    assert (found["holds"], found["numbers"], found["value"]) == (True, "same", "other_tools")
    assert (found["pdf"], found["other_tools"]) == ("other_tools", ["form", "layout"])


def changed_results(programme: Programme, period: Period, counting: Counting) -> Results:
    return replace(results(programme, period, counting), tables=())


def test_people_over_nodes_are_taken_as_filed_when_their_lists_are_gone(
    service: ReportingService, reporting: Reporting, nodes: dict[str, Node]
) -> None:
    officer = Officer(service, OFFICER)
    document = PROGRAMME_FILE.read_text(encoding="utf-8")
    officer.publish(document.replace("figure: unique_clients", "figure: unique_people"))
    for number, name in enumerate(("zarska", "cistor"), start=1):
        nodes[name].approve(number, clients=(a_client(number),))
        heard(reporting, nodes[name])
        tell(reporting, nodes[name], {number: ("nip", "a")})
    officer.submit()
    before = officer.changed()
    tell(reporting, nodes["cistor"], {}, LATER)

    found = officer.reproduce()

    assert before == []
    assert {name: found[name] for name in SAME} == SAME
    assert found["taken_as_filed"] > 0
    (clients,) = [each for each in officer.changed() if each["column"] == "Wykonanie"]
    assert (clients["before"], clients["after"], clients["causes"]) == ("1", "2", [])


def test_another_value_in_the_same_edition_is_a_contradiction(
    officer: Officer, reporting: Reporting, zarska: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    zarska.approve(1, minutes=90)
    heard(reporting, zarska)
    officer.submit()
    monkeypatch.setattr(assemble, "results", changed_results)

    found = officer.reproduce()

    assert (found["holds"], found["numbers"], found["value"]) == (False, "same", "different")


def test_a_fact_that_was_changed_behind_the_back_of_the_projector_is_a_contradiction(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1, minutes=90)
    heard(reporting, zarska)
    officer.submit()
    with reporting.database.write() as connection:
        connection.execute(update(advice_fact).values(minutes=900))

    found = officer.reproduce()

    assert (found["holds"], found["is_intact"]) == (False, True)
    assert {found[name] for name in ("numbers", "value", "pdf", "xlsx")} == {"different"}


@pytest.mark.parametrize("column", ["value", "pdf", "xlsx"])
def test_a_filed_report_that_was_changed_is_noticed(
    officer: Officer, nodes: dict[str, Node], reporting: Reporting, column: str
) -> None:
    assert nodes
    officer.submit()
    changed = getattr(filed(reporting).drawn, column) + b" "
    with reporting.database.write() as connection:
        if reporting.database.is_postgresql:
            connection.exec_driver_sql("ALTER TABLE report_version DISABLE TRIGGER USER")
        else:
            connection.exec_driver_sql("DROP TRIGGER report_version_refuses_UPDATE")
        connection.execute(update(report_version).values({column: changed}))

    found = officer.reproduce()

    assert (found["holds"], found["is_intact"]) == (False, False)
    assert found[column] == "different"


@pytest.mark.parametrize("attack", ["UPDATE report_version SET number = 9", "DELETE FROM {}"])
def test_a_submitted_report_is_neither_changed_nor_removed(
    officer: Officer, nodes: dict[str, Node], reporting: Reporting, attack: str
) -> None:
    assert nodes
    officer.submit()

    with (
        pytest.raises(Exception, match="report_version only grows"),
        reporting.database.write() as connection,
    ):
        connection.exec_driver_sql(attack.format(report_version.name))


def test_words_that_the_officer_wrote_stand_in_what_is_submitted(
    service: ReportingService, officer: Officer, zarska: Node, reporting: Reporting
) -> None:
    zarska.approve()
    heard(reporting, zarska)

    edited = service.edit_narrative(
        officer.by(programme=PROGRAMME, section="goals", text="Nasze słowa.", expected_version=0)
    )
    officer.submit()

    with service.database.read() as connection:
        filed = StoredReports(connection).get(PROGRAMME)
    assert (edited["section"], edited["version"]) == ("goals", 1)
    assert "Nasze słowa.".encode() in filed.drawn.value
    assert officer.reproduce()["holds"] is True


def test_figures_of_dashboards_are_kept_once_there_is_a_programme(
    service: ReportingService, officer: Officer, zarska: Node, reporting: Reporting
) -> None:
    zarska.approve()
    heard(reporting, zarska)
    assert officer.listed() == []

    service.keep_figures("tick")

    with service.database.read() as connection:
        kept = StoredFigures(connection).all()
    assert {reference.name for reference in kept} == {"unique_clients"}
    assert max(each.value.value for each in kept.values() if each.value.value) == 1
