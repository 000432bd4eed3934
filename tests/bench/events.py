"""A journal as a node has it after years of work: approved advice cards, all of them invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from shared.contracts.consultations import AdviceCardApproved, AdviserTime, CardClient, ClientKind
from shared.database import Database
from shared.kernel.identifiers import new_id
from shared.messaging.rows import insert_many
from shared.messaging.tables import journal, pending
from shared.wire.envelope import Cause, compose
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS_OF_A_CARD = {"advice_fact": 1, "advice_client_fact": 1, "confirmation_fact": 0}
"""Rows that each of these domain events adds to each table of facts."""

_FIRST_DAY = date(2009, 6, 1)
_FIRST_MOMENT = datetime(2009, 6, 1, 12, tzinfo=UTC)
_DAYS = 180
_ROWS_AT_ONCE = 10_000


def fill_journal(database_url: str, source: str, count: int) -> int:
    """Append domain events as use cases would; return how many bytes their bodies have on average.

    The rows go in by COPY, because this is not what is measured.
    """
    database = Database(database_url)
    for first in range(1, count + 1, _ROWS_AT_ONCE):
        numbers = range(first, min(first + _ROWS_AT_ONCE, count + 1))
        with database.write() as connection:
            insert_many(connection, journal, list(_rows(source, numbers)))
    with database.write() as connection:
        connection.execute(
            pending.insert().from_select(["journal_id"], select(journal.c.journal_id))
        )
        # Autovacuum does this for a journal that fills up slowly.
        connection.exec_driver_sql("ANALYZE")
        average = connection.execute(select(func.avg(func.length(journal.c.body)))).scalar_one()
    database.close()
    return round(float(average))


def _rows(source: str, numbers: range) -> Iterator[dict[str, Any]]:
    node = source.split("/")[2]
    adviser, coordinator = new_id(), new_id()
    for number in numbers:
        event = AdviceCardApproved(
            occurred_at=_FIRST_MOMENT + timedelta(seconds=number),
            subject_version=1,
            card_id=new_id(),
            card_number=f"{number}/2009/{node}",
            held_on=_FIRST_DAY + timedelta(days=number % _DAYS),
            minutes=90,
            field_of_advice="legal",
            form_of_contact="in_person",
            clients=(
                CardClient(
                    client_id=new_id(),
                    client_kind=ClientKind.INDIVIDUAL,
                    sex="female",
                    age_band="25-34",
                    gmina="0811021",
                    status="unemployed",
                ),
            ),
            advisers=(AdviserTime(adviser_id=adviser, minutes=90),),
            approved_by=coordinator,
        )
        entry = CATALOGUE.of(event)
        event_id, command_id = new_id(), new_id()
        yield {
            "event_id": event_id,
            "type": entry.type,
            "subject": entry.subject(event),
            "subject_version": event.subject_version,
            "body": compose(
                event_id=event_id,
                source=source,
                event_type=entry.type,
                subject=entry.subject(event),
                subject_version=event.subject_version,
                occurred_at=event.occurred_at,
                dataschema=entry.dataschema,
                data=CATALOGUE.dump(event),
                programme="owss-2009/1",
                cause=Cause(causationid=command_id, correlationid=command_id),
            ),
        }
