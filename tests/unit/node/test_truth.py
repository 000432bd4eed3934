"""The second computation, on a few cards that can be counted on one's fingers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert

from services.consultations.storage.tables import (
    advice_card,
    adviser,
    card_adviser,
    card_client,
    client,
    metadata,
)
from services.node.truth import figures_of
from shared.database import Database

ADVISERS = (UUID(int=901), UUID(int=902))
JUNE, JULY = date(2009, 6, 30), date(2009, 7, 1)


@dataclass(frozen=True, kw_only=True)
class Card:
    minutes: int = 60
    held_on: date = JUNE
    state: str = "approved"
    counted: bool = True
    field_of_advice: str = "legal"
    form_of_contact: str = "phone"
    clients: tuple[int, ...] = (1,)


@dataclass
class FakeNode:
    """A node's database, written by hand."""

    database: Database
    kinds: Mapping[int, tuple[str, str | None]] = field(
        default_factory=lambda: {1: ("individual", "female"), 2: ("social_cooperative", None)}
    )

    def has(self, *cards: Card, first_client: int = 0) -> None:
        with self.database.write() as connection:
            metadata.create_all(connection)
            for number, (kind, sex) in self.kinds.items():
                connection.execute(
                    insert(client).values(
                        client_id=UUID(int=first_client + number),
                        version=1,
                        client_kind=kind,
                        name="x",
                        sex=sex,
                        registered_on=JUNE,
                    )
                )
            for adviser_id in ADVISERS:
                connection.execute(
                    insert(adviser).values(
                        adviser_id=adviser_id,
                        version=1,
                        full_name="x",
                        staff_role="expert",
                        active_from=JUNE,
                    )
                )
            for number, card in enumerate(cards):
                connection.execute(
                    insert(advice_card).values(
                        card_id=UUID(int=number),
                        version=1,
                        card_number=str(number),
                        programme="owss-2009/1",
                        state=card.state,
                        counted=card.counted,
                        drafted_at=datetime(2009, 7, 2, tzinfo=UTC),
                        held_on=card.held_on,
                        started_at=time(8),
                        ended_at=time(8 + card.minutes // 60, card.minutes % 60),
                        minutes=card.minutes,
                        field_of_advice=card.field_of_advice,
                        form_of_contact=card.form_of_contact,
                        subject="",
                        advice_given="",
                        agreed_steps="",
                        persons_present="",
                    )
                )
                for place, one in enumerate(card.clients):
                    kind, sex = self.kinds[one]
                    connection.execute(
                        insert(card_client).values(
                            card_id=UUID(int=number),
                            client_id=UUID(int=first_client + one),
                            place=place,
                            client_kind=kind,
                            sex=sex,
                        )
                    )
                for place, adviser_id in enumerate(ADVISERS):
                    connection.execute(
                        insert(card_adviser).values(
                            card_id=UUID(int=number), adviser_id=adviser_id, place=place
                        )
                    )


@pytest.fixture
def zarska(tmp_path: Path) -> Iterator[FakeNode]:
    node = FakeNode(Database(f"sqlite:///{tmp_path / 'zarska.db'}"))
    yield node
    node.database.close()


@pytest.fixture
def cistor(tmp_path: Path) -> Iterator[FakeNode]:
    node = FakeNode(Database(f"sqlite:///{tmp_path / 'cistor.db'}"))
    yield node
    node.database.close()


def test_a_card_counts_once_whatever_the_number_of_clients_and_advisers(zarska: FakeNode) -> None:
    zarska.has(Card(minutes=90, clients=(1, 2)))

    figures = figures_of({"zarska": zarska.database})

    assert figures["hours_of_advice", ()] == 90
    assert figures["number_of_advices", ()] == 1
    assert figures["client_places", ()] == 2
    assert figures["unique_clients", ()] == 2


@pytest.mark.parametrize("state", ["drafted", "documented", "returned"])
def test_a_card_that_is_not_approved_does_not_count(zarska: FakeNode, state: str) -> None:
    zarska.has(Card(state=state))

    assert figures_of({"zarska": zarska.database}) == {}


def test_an_annulled_card_does_not_count(zarska: FakeNode) -> None:
    zarska.has(Card(), Card(counted=False, minutes=120))

    figures = figures_of({"zarska": zarska.database})

    assert figures["hours_of_advice", ()] == 60


def test_a_client_who_comes_twice_is_one_client_in_two_places(zarska: FakeNode) -> None:
    zarska.has(Card(), Card(held_on=JULY))

    figures = figures_of({"zarska": zarska.database})

    assert figures["client_places", ()] == 2
    assert figures["unique_clients", ()] == 1
    assert figures["unique_clients", (("month", "2009-06"),)] == 1
    assert figures["unique_clients", (("month", "2009-07"),)] == 1


def test_figures_are_narrowed_by_field_form_month_and_kind(zarska: FakeNode) -> None:
    zarska.has(
        Card(minutes=30),
        Card(minutes=45, field_of_advice="restructuring", form_of_contact="online", clients=(2,)),
        Card(minutes=15, held_on=JULY, clients=(1, 2)),
    )

    figures = figures_of({"zarska": zarska.database})

    assert figures["hours_of_advice", (("field_of_advice", "legal"),)] == 45
    assert figures["hours_of_advice", (("form_of_contact", "online"),)] == 45
    assert figures["number_of_advices", (("month", "2009-06"),)] == 2
    assert figures["client_places", (("client_kind", "social_cooperative"),)] == 2
    assert figures["client_places", (("client_kind", "individual"), ("month", "2009-07"))] == 1
    assert figures["unique_clients", (("client_kind", "individual"), ("sex", "female"))] == 1


def test_nobody_is_counted_under_an_answer_that_was_not_asked_for(zarska: FakeNode) -> None:
    zarska.has(Card(clients=(2,)))

    figures = figures_of({"zarska": zarska.database})

    assert not [filters for _, filters in figures if "sex" in dict(filters)]
    assert None not in {value for _, filters in figures for _, value in filters}


def test_nodes_are_added_up_and_kept_apart(zarska: FakeNode, cistor: FakeNode) -> None:
    zarska.has(Card(minutes=30))
    cistor.has(Card(minutes=45), Card(minutes=60), first_client=100)

    figures = figures_of({"zarska": zarska.database, "cistor": cistor.database})

    assert figures["hours_of_advice", ()] == 135
    assert figures["hours_of_advice", (("node", "cistor"),)] == 105
    assert figures["unique_clients", ()] == 2
    assert figures["number_of_advices", (("month", "2009-06"), ("node", "zarska"))] == 1
