"""Versions of the programme: published in order, kept once, and told to whoever lacks them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.reporting.application.commands import PublishProgramme
from services.reporting.application.publish_programme import publish_programme
from services.reporting.domain.refusals import (
    NotTheCentre,
    NotTheNextVersion,
    ProgrammeAltered,
    UnknownMeasure,
    UnknownNarrowing,
    UnknownProgramme,
)
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.work import Desk
from shared.contracts.programme import Programme
from shared.database import Database
from shared.kernel.command import NotAuthorised, Role, StaleRecord
from shared.messaging.tables import journal
from shared.wire.envelope import read
from shared.wire.programme import document_digest, programme_document
from tests.storage.messaging.node_and_centre import until_somebody_waits
from tests.storage.reporting.advice_told import NOW, Node, Reporting
from tests.storage.reporting.operations import SOURCE, an_actor
from tests.unit.reporting.report_sample import the_programme

FIRST = the_programme()
SECOND = replace(FIRST, version=2)
THIRD = replace(FIRST, version=3)


def publish(
    database: Database,
    programme: Programme,
    *,
    role: Role = Role.REPORTING_OFFICER,
    is_centre: bool = True,
    command_id: UUID | None = None,
) -> dict[str, Any]:
    command = PublishProgramme(
        command_id=command_id or uuid4(), actor=an_actor(role), programme=programme
    )
    desk = Desk(database=database, source=SOURCE, is_centre=is_centre)
    return desk.perform(command, publish_programme, NOW)


def told(database: Database) -> list[Mapping[str, Any]]:
    """Return the data of what was recorded, in order."""
    with database.read() as connection:
        bodies = connection.execute(select(journal.c.body).order_by(journal.c.journal_id)).scalars()
        return [read(body).data for body in bodies]


def keep(database: Database, *programmes: Programme) -> None:
    with database.write() as connection:
        for programme in programmes:
            StoredProgrammes(connection).keep(programme, NOW)


def test_a_published_version_is_in_force_and_told(database: Database) -> None:
    answer = publish(database, FIRST)

    assert answer == {"programme": "owss-2009", "version": 1}
    with database.read() as connection:
        kept = StoredProgrammes(connection)
        assert kept.get("owss-2009") == kept.get("owss-2009", 1) == FIRST
        assert kept.newest() == {"owss-2009": 1}
    assert told(database) == [
        {
            "programme": "owss-2009",
            "programme_version": 1,
            "valid_from": FIRST.valid_from.isoformat(),
            "document_digest": document_digest(programme_document(FIRST)),
        }
    ]


def test_publishing_the_same_again_does_nothing(database: Database) -> None:
    publish(database, FIRST)
    publish(database, SECOND)

    answers = [publish(database, each) for each in (FIRST, SECOND)]

    assert answers == [{"programme": "owss-2009", "version": 2}] * 2
    assert len(told(database)) == 2


def test_a_repeated_command_gets_the_same_answer(database: Database) -> None:
    command_id = uuid4()
    first = publish(database, FIRST, command_id=command_id)
    publish(database, SECOND)

    assert publish(database, FIRST, command_id=command_id) == first


def test_a_version_in_force_is_not_altered(database: Database) -> None:
    publish(database, FIRST)

    with pytest.raises(ProgrammeAltered, match="owss-2009/1"):
        publish(database, replace(FIRST, valid_from=date(2009, 6, 2)))

    with database.read() as connection:
        assert StoredProgrammes(connection).get("owss-2009") == FIRST


def test_a_programme_promises_only_what_some_figure_counts(database: Database) -> None:
    hours, task = FIRST.indicators[1], FIRST.schedule[0]
    promises = replace(
        FIRST,
        indicators=(replace(hours, figure="hours_of_avice"),),
        schedule=(replace(task, done_when="meetings_held"),),
    )

    with pytest.raises(UnknownMeasure) as refused:
        publish(database, promises)

    assert refused.value.args[:2] == (
        "owss-2009/1",
        "hours_of_avice (hours), meetings_held (2009-06-consulting-point)",
    )
    assert "hours_of_advice" in refused.value.args[2]
    assert told(database) == []


def test_an_indicator_is_narrowed_only_by_what_its_figure_has(database: Database) -> None:
    narrowed = replace(FIRST.indicators[1], filters={"client_kind": "legal_person"})

    with pytest.raises(UnknownNarrowing) as refused:
        publish(database, replace(FIRST, indicators=(narrowed,)))

    assert refused.value.args == (
        "owss-2009/1",
        "hours",
        "client_kind",
        "field_of_advice, form_of_contact, node, programme",
    )


def test_a_version_in_force_stays_so_whatever_is_counted_today(database: Database) -> None:
    unmeasured = replace(FIRST, indicators=(replace(FIRST.indicators[0], figure="visits"),))
    keep(database, unmeasured)

    answer = publish(database, unmeasured)

    assert answer == {"programme": "owss-2009", "version": 1}


@pytest.mark.parametrize("published", [[], [FIRST]], ids=["none before", "one before"])
def test_a_version_follows_on_the_one_before(
    database: Database, published: list[Programme]
) -> None:
    for each in published:
        publish(database, each)

    with pytest.raises(NotTheNextVersion) as refused:
        publish(database, replace(FIRST, version=len(published) + 2))

    assert refused.value.args[1] == str(len(published))
    assert len(told(database)) == len(published)


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.REPORTING_OFFICER])
def test_only_the_reporting_officer_publishes(on_sqlite: Database, role: Role) -> None:
    with pytest.raises(NotAuthorised):
        publish(on_sqlite, FIRST, role=role)


def test_a_programme_is_published_at_the_centre_only(database: Database) -> None:
    with pytest.raises(NotTheCentre):
        publish(database, FIRST, is_centre=False)


def test_a_programme_that_never_came_is_not_known(database: Database) -> None:
    keep(database, FIRST)

    with database.read() as connection:
        programmes = StoredProgrammes(connection)
        for wanted in (("other",), ("owss-2009", 2)):
            with pytest.raises(UnknownProgramme):
                programmes.get(*wanted)


def test_a_version_that_came_before_its_predecessor_is_kept_and_not_yet_the_newest(
    database: Database,
) -> None:
    held = []

    for each in (THIRD, FIRST, FIRST, SECOND):
        keep(database, each)
        with database.read() as connection:
            held.append(StoredProgrammes(connection).newest())

    assert held == [{}, {"owss-2009": 1}, {"owss-2009": 1}, {"owss-2009": 3}]


def test_each_node_is_told_once_what_any_of_its_services_lacks(
    reporting: Reporting, node: Node
) -> None:
    keep(reporting.database, FIRST, SECOND)
    up_to_date, ahead = Node("cistor"), Node("kis")
    heartbeats = [
        (node, node.heartbeat(programmes={"owss-2009": 1})),
        (node, node.heartbeat(source="/nodes/zarska/reporting")),
        (up_to_date, up_to_date.heartbeat(programmes={"owss-2009": 2})),
        (ahead, ahead.heartbeat(programmes={"owss-2009": 3, "other": 1})),
    ]
    for each, heartbeat in heartbeats:
        reporting.receive(each, [heartbeat])

    with reporting.reading() as connection:
        lacked = StoredProgrammes(connection).lacked()

    assert [(name, message.version) for name, message in lacked] == [("zarska", 1), ("zarska", 2)]
    assert lacked[0][1].document == programme_document(FIRST).decode()
    assert lacked[0][1].digest == document_digest(programme_document(FIRST))


def test_of_two_who_publish_the_same_at_one_moment_one_is_told_to_ask_again(
    on_postgresql: Database,
) -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        with Desk(database=on_postgresql, source=SOURCE, is_centre=True).opened() as work:
            command = PublishProgramme(
                command_id=uuid4(), actor=an_actor(Role.REPORTING_OFFICER), programme=FIRST
            )
            publish_programme(command, work, NOW)
            second = pool.submit(publish, on_postgresql, FIRST)
            until_somebody_waits(on_postgresql)

        with pytest.raises(StaleRecord):
            second.result()

    assert len(told(on_postgresql)) == 1
