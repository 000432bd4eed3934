"""What people write into the report, with every change of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.reporting.application.preview_report import preview_report
from services.reporting.application.queries import OpenReport, PreviewReport, ReadNarrative
from services.reporting.application.read_narrative import Narrative, read_narrative
from services.reporting.application.read_reports import open_report
from services.reporting.domain.narrative import LONGEST_TEXT, Section, deviation_of
from services.reporting.domain.refusals import (
    NarrativeIsOfTheCentre,
    TextTooLong,
    UnknownSection,
)
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.reports.reproducing import reproduce
from services.reporting.reports.template_2005.value import Report2005
from services.reporting.storage.narratives import StoredNarratives
from services.reporting.storage.reports import StoredReports
from shared.database import Database
from shared.kernel.command import NotAuthorised, StaleRecord
from tests.storage.messaging.node_and_centre import until_somebody_waits
from tests.storage.reporting.advice_told import Node
from tests.storage.reporting.reading import CODE, COORDINATOR, OFFICER, Centre
from tests.unit.reporting.report_sample import an_order

GOALS = Section.GOALS.value


@pytest.fixture
def centre(database: Database) -> Centre:
    centre = Centre(database)
    centre.publish()
    node = Node()
    node.approve()
    centre.hear(node)
    return centre


def narrative(centre: Centre) -> Narrative:
    return centre.ask_now(ReadNarrative(actor=OFFICER, programme=CODE), read_narrative)


def preview(centre: Centre) -> Report2005:
    query = PreviewReport(actor=OFFICER, programme=CODE, order=an_order())
    with centre.reading() as records:
        return preview_report(query, records, records.previewing)


def texts(centre: Centre) -> dict[str, Any]:
    return {each.section: each.text for each in narrative(centre).sections if each.version}


def test_words_are_kept_with_who_wrote_them_and_what_stood_there_before(centre: Centre) -> None:
    first = centre.write(GOALS, "Cele osiągnięto.")
    second = centre.write(GOALS, "Cele osiągnięto w całości.", 1)

    found = narrative(centre)
    goals = next(each for each in found.sections if each.section == GOALS)
    assert (first["version"], second["version"], goals.version) == (1, 2, 2)
    assert (goals.text, goals.edited_by, goals.edited_at) == (
        "Cele osiągnięto w całości.",
        OFFICER.staff_id,
        centre.now,
    )
    assert [(each.version, each.before, each.after) for each in found.history] == [
        (2, "Cele osiągnięto.", "Cele osiągnięto w całości."),
        (1, None, "Cele osiągnięto."),
    ]


def test_the_same_words_once_more_are_no_change(centre: Centre) -> None:
    centre.write(GOALS, "Cele osiągnięto.")

    again = centre.write(GOALS, "  Cele osiągnięto.\r\n", 0)

    assert again["version"] == 1
    assert len(narrative(centre).history) == 1


def test_blank_words_bring_back_what_is_prefilled(centre: Centre) -> None:
    prefilled = preview(centre).merit.goals
    assert narrative(centre).prefilled[GOALS] == prefilled
    centre.write(GOALS, "Nasze słowa.")
    ours = preview(centre).merit.goals

    centre.write(GOALS, " \n ", 1)

    assert ours == ("Nasze słowa.",)
    assert preview(centre).merit.goals == prefilled
    assert texts(centre) == {GOALS: None}


def test_words_that_somebody_else_changed_are_not_overwritten(centre: Centre) -> None:
    centre.write(GOALS, "Pierwsze.")

    with pytest.raises(StaleRecord):
        centre.write(GOALS, "Drugie.", 0)

    assert texts(centre) == {GOALS: "Pierwsze."}


def test_of_two_who_write_at_one_moment_one_is_told_to_read_again(on_postgresql: Database) -> None:
    centre = Centre(on_postgresql)
    centre.publish()
    centre.write(Section.RECIPIENTS.value, "Odbiorcy.")
    for section, version in ((GOALS, 0), (Section.RECIPIENTS.value, 1)):
        with ThreadPoolExecutor(max_workers=1) as pool:
            with on_postgresql.write() as connection:
                stored = StoredNarratives(connection)
                edited, change = stored.get(CODE, section).edit(
                    "Szybsze.", version, by=UUID(int=9), now=centre.now
                )
                assert change is not None
                stored.keep(edited, change)
                second = pool.submit(centre.write, section, "Wolniejsze.", version)
                until_somebody_waits(on_postgresql)

            with pytest.raises(StaleRecord):
                second.result()


def test_every_section_of_the_form_takes_words(centre: Centre) -> None:
    task = "2009-09-seminar"
    written = {
        Section.PERFORMANCE.value: "Pierwszy akapit\nw dwóch wierszach.\n\nDrugi akapit.",
        Section.RECIPIENTS.value: "Odbiorcy.",
        Section.ROLE_OF_PARTNERS.value: "Rola.\n\nPartnerzy.",
        Section.ADDITIONAL_INFORMATION.value: "Dodatkowo.",
        deviation_of(task): "Brak sali.",
    }
    for section, text in written.items():
        centre.write(section, text)

    report = preview(centre)

    assert report.merit.performance == ("Pierwszy akapit w dwóch wierszach.", "Drugi akapit.")
    assert report.merit.recipients == ("Odbiorcy.",)
    assert report.merit.role_of_partners == "Rola.\n\nPartnerzy."
    assert report.further.additional[0] == "Dodatkowo."
    assert any(row.entries[-1] == "Brak sali." for row in report.merit.schedule.rows)


def test_a_submitted_report_keeps_the_words_it_had(centre: Centre) -> None:
    centre.write(GOALS, "Słowa złożone.")
    centre.submit()

    centre.write(GOALS, "Słowa późniejsze.", 1)

    filed = centre.ask(OpenReport(actor=OFFICER, submitted=SubmittedVersion(CODE, 1)), open_report)
    assert "Słowa złożone.".encode() in filed.version.drawn.value
    with centre.database.read() as connection:
        found = reproduce(connection, StoredReports(connection).filed(CODE, 1))
    assert found.holds


def test_what_no_report_has_or_nobody_would_read_is_refused(centre: Centre) -> None:
    with pytest.raises(UnknownSection):
        centre.write("poem", "Litwo!")
    with pytest.raises(TextTooLong):
        centre.write(GOALS, "x" * (LONGEST_TEXT + 1))


def test_only_the_officer_writes_and_only_at_the_centre(centre: Centre) -> None:
    with pytest.raises(NotAuthorised):
        centre.write(GOALS, "Nie moje.", actor=COORDINATOR)
    with pytest.raises(NarrativeIsOfTheCentre):
        replace(centre, is_centre=False).write(GOALS, "Nie tutaj.")


def test_a_command_sent_twice_writes_once(centre: Centre) -> None:
    command_id = uuid4()

    answers = [centre.write(GOALS, "Raz.", command_id=command_id) for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(narrative(centre).history) == 1
