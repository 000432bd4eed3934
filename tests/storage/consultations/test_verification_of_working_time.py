"""Whatever is changed by the side in records of working time is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

import services.consultations.storage.migrations
from services.consultations.domain.timesheet import Timesheet
from services.consultations.domain.working_hours import Hours, WorkingWeek
from services.consultations.storage.verification import compare_state_with_journal
from shared.contracts.consultations import DutyCorrectionReason, WorkingExceptionKind
from shared.database import Database
from shared.migrations import upgrade
from tests.storage.consultations.attacking import attacking
from tests.storage.consultations.node import do, furnish
from tests.unit.consultations.examples import ADVISER_ID
from tests.unit.consultations.working_time_examples import (
    APPOINTMENT_ID,
    AUGUST_BEGINS,
    DEPUTY_ID,
    DUTY_ID,
    JULY,
    to_annul_duty,
    to_appoint,
    to_cancel,
    to_close,
    to_correct_duty,
    to_recall,
    to_record_duty,
    to_record_held,
    to_record_no_show,
    to_reopen,
    to_request,
    to_schedule,
    to_set_exception,
    to_set_hours,
)

(MIGRATIONS,) = map(Path, services.consultations.storage.migrations.__path__)
DUTY, HOURS = f"duty/{DUTY_ID}", f"working-hours/{ADVISER_ID}"
HELD, OF_HELD = f"appointment/{APPOINTMENT_ID}", "WHERE state = 'held'"
SHEET = f"timesheet/{Timesheet(adviser_id=ADVISER_ID, month=JULY).id}"
DEPUTY, OF_DEPUTY = f"deputy/{DEPUTY_ID}", "WHERE recalled_on IS NOT NULL"
MISSED_ID, CANCELLED_ID = UUID(int=62), UUID(int=63)
EVENING = Hours(started_at=time(17), ended_at=time(19))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lived_at(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of a node where every kind of domain event about time has happened."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('lived') / 'consultations.db'}"
        live(url)
        yield url
    else:
        with request.getfixturevalue("postgresql_server").database() as url:
            live(url)
            yield url


def live(url: str) -> None:
    upgrade(url, MIGRATIONS)
    database = Database(url)
    furnish(database)
    do(
        database,
        to_record_duty(),
        to_correct_duty(),
        to_annul_duty(),
        to_correct_duty(reason=DutyCorrectionReason.OTHER),
        to_record_duty(UUID(int=52), started_at=time(14), ended_at=time(15)),
        to_set_hours(),
        to_set_exception(WorkingExceptionKind.ABSENT, day=date(2009, 8, 3)),
        to_set_exception(WorkingExceptionKind.ADDITIONAL, EVENING),
        to_set_hours(WorkingWeek(valid_from=date(2009, 9, 1), hours=())),
        to_request(),
        to_schedule(),
        to_schedule(started_at=time(10), ended_at=time(11)),
        to_record_held(),
        to_request(MISSED_ID),
        to_schedule(MISSED_ID, started_at=time(11), ended_at=time(12)),
        to_record_no_show(MISSED_ID),
        to_request(CANCELLED_ID),
        to_cancel(CANCELLED_ID),
        to_request(UUID(int=64)),
        to_appoint(),
        to_appoint(UUID(int=72)),
        to_recall(),
    )
    do(database, to_close(), to_reopen(), to_close(), now=AUGUST_BEGINS)
    database.close()


def found(connection: Connection) -> list[tuple[str, str]]:
    return [
        (difference.subject, difference.field)
        for difference in compare_state_with_journal(connection)
    ]


def test_what_use_cases_made_is_what_the_journal_tells(lived_at: str) -> None:
    database = Database(lived_at)

    with database.read() as connection:
        assert found(connection) == []

    database.close()


def test_words_may_be_changed_and_erased(lived_at: str) -> None:
    with attacking(lived_at) as attacked:
        attacked.execute(text("UPDATE duty_correction SET remarks = ''"))
        attacked.execute(text("UPDATE appointment SET wish = '', cancellation_remarks = NULL"))
        attacked.execute(text("UPDATE timesheet_closing SET reopening_remarks = ''"))
        attacked.execute(text("UPDATE deputy SET full_name = '', organisation = ''"))

        assert found(attacked) == []


@pytest.mark.parametrize(
    ("statement", "subject", "field"),
    [
        ("UPDATE duty SET version = 9 WHERE version > 1", DUTY, "version"),
        ("UPDATE duty SET programme = 'owss-2009/2' WHERE version > 1", DUTY, "programme"),
        ("UPDATE duty SET recorded_at = '2009-07-08' WHERE version > 1", DUTY, "recorded_at"),
        ("UPDATE duty SET counted = NOT counted WHERE version > 1", DUTY, "counted"),
        ("UPDATE duty SET held_on = '2009-07-06' WHERE version > 1", DUTY, "held_on"),
        ("UPDATE duty SET minutes = 181 WHERE version > 1", DUTY, "minutes"),
        ("UPDATE duty_correction SET reason = 'other'", DUTY, "corrections"),
        ("UPDATE duty_correction SET counted = NOT counted", DUTY, "corrections"),
        ("DELETE FROM duty_correction WHERE correction_number = 2", DUTY, "corrections"),
        ("UPDATE working_hours SET version = 5", HOURS, "version"),
        ("DELETE FROM working_week WHERE valid_from = '2009-09-01'", HOURS, "weeks"),
        ('UPDATE working_week SET hours = \'[[2,"09:00","10:00"]]\'', HOURS, "weeks"),
        ("UPDATE working_exception SET kind = 'absent'", HOURS, "exceptions"),
        ("UPDATE working_exception SET hours = '[]'", HOURS, "exceptions"),
        (f"UPDATE appointment SET version = 9 {OF_HELD}", HELD, "version"),
        (f"UPDATE appointment SET programme = 'x/1' {OF_HELD}", HELD, "programme"),
        (f"UPDATE appointment SET state = 'no_show' {OF_HELD}", HELD, "state"),
        (f"UPDATE appointment SET client_kind = 'legal_person' {OF_HELD}", HELD, "client_kind"),
        (f"UPDATE appointment SET field_of_advice = 'x' {OF_HELD}", HELD, "field_of_advice"),
        (f"UPDATE appointment SET form_of_contact = 'x' {OF_HELD}", HELD, "form_of_contact"),
        (f"UPDATE appointment SET requested_on = '2009-07-06' {OF_HELD}", HELD, "requested_on"),
        (f"UPDATE appointment SET held_on = '2009-07-06' {OF_HELD}", HELD, "held_on"),
        (f"UPDATE appointment SET adviser_id = NULL {OF_HELD}", HELD, "adviser_id"),
        ("UPDATE timesheet SET closed = NOT closed", SHEET, "closed"),
        ("UPDATE timesheet SET month = '2009-06-01'", SHEET, "month"),
        ("UPDATE timesheet_closing SET late_entries = 7", SHEET, "closings"),
        ("UPDATE timesheet_closing SET time = '[]'", SHEET, "closings"),
        ("UPDATE timesheet_closing SET reopening_reason = 'other'", SHEET, "closings"),
        ("DELETE FROM timesheet_closing WHERE closing_number = 1", SHEET, "closings"),
        (f"UPDATE deputy SET valid_to = '2009-12-31' {OF_DEPUTY}", DEPUTY, "valid_to"),
        (f"UPDATE deputy SET valid_from = '2009-07-01' {OF_DEPUTY}", DEPUTY, "valid_from"),
        (f"UPDATE deputy SET recalled_on = NULL {OF_DEPUTY}", DEPUTY, "recalled_on"),
        (
            "UPDATE appointment SET cancelled_by = 'centre' WHERE state = 'cancelled'",
            f"appointment/{CANCELLED_ID}",
            "cancelled_by",
        ),
    ],
)
def test_a_changed_value_is_found(lived_at: str, statement: str, subject: str, field: str) -> None:
    if lived_at.startswith("sqlite"):
        # There a moment is a text with its microseconds.
        statement = statement.replace("'2009-07-08'", "'2009-07-08 00:00:00.000000'")

    with attacking(lived_at) as attacked:
        attacked.execute(text(statement))

        assert found(attacked) == [(subject, field)]


def test_times_that_do_not_give_the_minutes_are_found(lived_at: str) -> None:
    with attacking(lived_at) as attacked:
        later = "'10:00:00'" if attacked.dialect.name == "postgresql" else "'10:00:00.000000'"
        attacked.execute(text(f"UPDATE duty SET started_at = {later} WHERE version > 1"))

        assert found(attacked) == [(DUTY, "minutes_from_times")]


def test_the_length_of_an_appointment_that_was_changed_is_found(lived_at: str) -> None:
    with attacking(lived_at) as attacked:
        later = "'10:10:00'" if attacked.dialect.name == "postgresql" else "'10:10:00.000000'"
        attacked.execute(text(f"UPDATE appointment SET started_at = {later} {OF_HELD}"))

        assert found(attacked) == [(HELD, "minutes")]


def test_a_record_that_is_gone_is_found_with_what_belonged_to_it(lived_at: str) -> None:
    with attacking(lived_at) as attacked:
        attacked.execute(text("DELETE FROM duty WHERE version > 1"))

        assert found(attacked) == [(DUTY, "row"), (DUTY, "duty_correction")]
