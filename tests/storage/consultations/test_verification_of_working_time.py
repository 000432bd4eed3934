"""Whatever is changed by the side in records of working time is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

import services.consultations.storage.migrations
from services.consultations.storage.verification import compare_state_with_journal
from shared.contracts.consultations import DutyCorrectionReason
from shared.database import Database
from shared.migrations import upgrade
from tests.storage.consultations.attacking import attacking
from tests.storage.consultations.node import do, furnish
from tests.unit.consultations.working_time_examples import (
    DUTY_ID,
    to_annul_duty,
    to_correct_duty,
    to_record_duty,
)

(MIGRATIONS,) = map(Path, services.consultations.storage.migrations.__path__)
DUTY = f"duty/{DUTY_ID}"


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
    )
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


def test_a_record_that_is_gone_is_found_with_what_belonged_to_it(lived_at: str) -> None:
    with attacking(lived_at) as attacked:
        attacked.execute(text("DELETE FROM duty WHERE version > 1"))

        assert found(attacked) == [(DUTY, "row"), (DUTY, "duty_correction")]
