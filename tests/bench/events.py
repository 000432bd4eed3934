"""What a node has told after years of work: approved advice cards, all of them invented.

A client comes three times, and cards come in the order of their days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from shared.contracts.consultations import AdviceCardApproved, AdviserTime, CardClient, ClientKind
from shared.database import Database
from shared.kernel.identifiers import new_id
from shared.messaging.chain import first_prevdigest, seal
from shared.messaging.rows import insert_many
from shared.messaging.tables import journal, pending
from shared.wire.envelope import Cause, compose
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.messaging.chain import Link

FACTS_OF_A_CARD = {"advice_fact": 1, "advice_client_fact": 1}
"""Rows that each of these domain events adds to each table of facts; none to others."""

PROGRAMME = "owss-2009/1"
FIRST_DAY = date(2009, 6, 1)
DAYS = 3 * 365
"""As long as a programme runs."""
CARDS_A_DAY = 25_000 / 365
"""At a large node."""

_FIRST_MOMENT = datetime(2009, 6, 1, 12, tzinfo=UTC)
_ADVISER, _COORDINATOR = UUID(int=1), UUID(int=2)
_FIELDS = ("legal", "accounting", "marketing", "tax", "social_economy")
_FORMS = ("in_person", "phone", "online")
_KINDS = tuple(ClientKind)
_AGES = ("15-24", "25-34", "35-44", "45-54", "55-64", "65-plus")
_STATUSES = ("unemployed", "employed", "inactive", "self_employed")
_VISITS = 3
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Node:
    """A node's consultations, and the people there."""

    source: str
    cards_a_day: float = CARDS_A_DAY

    @property
    def name(self) -> str:
        return self.source.split("/")[2]

    def card(self, number: int) -> AdviceCardApproved:
        """Return the approval of a card; numbers count from 1."""
        return AdviceCardApproved(
            occurred_at=_FIRST_MOMENT + timedelta(seconds=number),
            subject_version=1,
            card_id=new_id(),
            card_number=f"{number}/2009/{self.name}",
            held_on=FIRST_DAY + timedelta(days=int(number / self.cards_a_day) % DAYS),
            minutes=90,
            field_of_advice=_FIELDS[number % len(_FIELDS)],
            form_of_contact=_FORMS[number % len(_FORMS)],
            clients=(self._client(number // _VISITS),),
            advisers=(AdviserTime(adviser_id=_ADVISER, minutes=90),),
            approved_by=_COORDINATOR,
        )

    def body(self, number: int) -> dict[str, Any]:
        """Return the row of the journal for a card, as its use case would have written it."""
        event = self.card(number)
        entry = CATALOGUE.of(event)
        event_id, command_id = new_id(), new_id()
        return {
            "event_id": event_id,
            "type": entry.type,
            "subject": entry.subject(event),
            "subject_version": event.subject_version,
            "body": compose(
                event_id=event_id,
                source=self.source,
                event_type=entry.type,
                subject=entry.subject(event),
                subject_version=event.subject_version,
                occurred_at=event.occurred_at,
                dataschema=entry.dataschema,
                data=CATALOGUE.dump(event),
                programme=PROGRAMME,
                cause=Cause(causationid=command_id, correlationid=command_id),
            ),
        }

    def links(self, count: int) -> Iterator[Link]:
        """Yield cards sealed one after the other, as a relay sends them."""
        prevdigest = first_prevdigest(self.source)
        for position in range(1, count + 1):
            body = self.body(position)["body"]
            link = seal(body, epoch=1, position=position, prevdigest=prevdigest)
            prevdigest = link.digest
            yield link

    def _client(self, number: int) -> CardClient:
        return CardClient(
            client_id=UUID(int=(sum(self.name.encode()) << 64) + number),
            client_kind=_KINDS[number % len(_KINDS)],
            sex=("female", "male")[number % 2],
            age_band=_AGES[number % len(_AGES)],
            gmina=f"0811{number % 20:02}1",
            status=_STATUSES[number % len(_STATUSES)],
        )


def fill_journal(database_url: str, source: str, count: int) -> int:
    """Append domain events as use cases would; return how many bytes their bodies have on average.

    The rows go in by COPY, because this is not what is measured.
    """
    node = Node(source)
    database = Database(database_url)
    for first in range(1, count + 1, _ROWS_AT_ONCE):
        numbers = range(first, min(first + _ROWS_AT_ONCE, count + 1))
        with database.write() as connection:
            insert_many(connection, journal, [node.body(number) for number in numbers])
    with database.write() as connection:
        connection.execute(
            pending.insert().from_select(["journal_id"], select(journal.c.journal_id))
        )
        # Autovacuum does this for a journal that fills up slowly.
        connection.exec_driver_sql("ANALYZE")
        average = connection.execute(select(func.avg(func.length(journal.c.body)))).scalar_one()
    database.close()
    return round(float(average or 0))
