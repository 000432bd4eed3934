"""The second computation, on a few cards that can be counted on one's fingers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Table, insert, update

from services.consultations.storage.path_tables import (
    follow_up,
    referral,
    referral_receipt,
    support_path,
)
from services.consultations.storage.tables import (
    advice_card,
    adviser,
    card_adviser,
    card_client,
    client,
    metadata,
)
from services.consultations.storage.working_time_tables import appointment, duty
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

    def has_rows(self, table: Table, *rows: Mapping[str, object]) -> None:
        with self.database.write() as connection:
            known = [
                {column.name: row[column.name] for column in table.c if column.name in row}
                for row in rows
            ]
            connection.execute(insert(table), known)

    def has_merged(self, file: int, *, into: int) -> None:
        with self.database.write() as connection:
            connection.execute(
                update(client)
                .where(client.c.client_id == UUID(int=file))
                .values(merged_into=UUID(int=into), merged_on=JULY, merged_by=ADVISERS[0])
            )

    def has_address(self, file: int, email: str) -> None:
        with self.database.write() as connection:
            connection.execute(
                update(client)
                .where(client.c.client_id == UUID(int=file))
                .values(email=email, email_spelled=email)
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


def test_a_client_with_two_files_that_were_merged_is_one_client(zarska: FakeNode) -> None:
    zarska.kinds = {1: ("individual", "female"), 3: ("individual", "female"), 4: ("individual", "")}
    zarska.has(Card(), Card(clients=(3,)), Card(clients=(4,)))
    zarska.has_merged(3, into=1)
    zarska.has_merged(4, into=3)

    figures = figures_of({"zarska": zarska.database})

    assert figures["client_places", ()] == 3
    assert figures["unique_clients", ()] == 1


def test_a_client_of_two_nodes_with_the_same_name_and_address_is_one_person(
    zarska: FakeNode, cistor: FakeNode
) -> None:
    zarska.has(Card(), Card(clients=(2,)))
    cistor.has(Card(), first_client=100)
    zarska.has_address(1, "anna@odbiorca.example")
    cistor.has_address(101, "anna@odbiorca.example")

    figures = figures_of({"zarska": zarska.database, "cistor": cistor.database})

    assert figures["unique_clients", ()] == 3
    assert figures["unique_people", ()] == 2
    assert figures["unique_people", (("client_kind", "individual"),)] == 1


def test_an_annulled_duty_does_not_count(zarska: FakeNode) -> None:
    zarska.has()
    zarska.has_rows(duty, _duty(1, minutes=240), _duty(2, minutes=180, counted=False))

    figures = figures_of({"zarska": zarska.database})

    assert figures["hours_of_duty", (("month", "2009-06"),)] == 240
    assert figures["number_of_duties", (("node", "zarska"),)] == 1


@pytest.mark.parametrize(
    ("state", "month"),
    [
        ("requested", "2009-06"),
        ("scheduled", "2009-08"),
        ("held", "2009-08"),
        ("no_show", "2009-08"),
        ("cancelled", "2009-07"),
    ],
)
def test_an_appointment_counts_in_its_state_on_the_day_of_that_state(
    zarska: FakeNode, state: str, month: str
) -> None:
    zarska.has()
    zarska.has_rows(
        appointment,
        {
            **_of_client(),
            "appointment_id": UUID(int=1),
            "state": state,
            "field_of_advice": "legal",
            "form_of_contact": "phone",
            "wish": "",
            "requested_on": JUNE,
            "held_on": date(2009, 8, 3),
            "cancelled_on": JULY,
        },
    )

    figures = figures_of({"zarska": zarska.database})

    assert figures["number_of_appointments", (("month", month),)] == 1
    assert figures["number_of_appointments", (("state", state),)] == 1
    assert figures.get(("number_of_no_shows", ()), 0) == (state == "no_show")


def test_a_referral_is_completed_once_the_client_came_to_that_node(
    zarska: FakeNode, cistor: FakeNode
) -> None:
    zarska.has()
    cistor.has()
    zarska.has_rows(
        referral, _referral(1, "cistor"), _referral(2, "cistor"), _referral(3, "swrgzs")
    )
    cistor.has_rows(referral_receipt, _receipt(1), _receipt(3))

    figures = figures_of({"zarska": zarska.database, "cistor": cistor.database})

    assert figures["number_of_referrals", ()] == 3
    assert figures["number_of_completed_referrals", ()] == 1
    assert figures["number_of_completed_referrals", (("to_node", "cistor"),)] == 1
    assert figures["number_of_received_referrals", (("from_node", "zarska"),)] == 2


def test_paths_count_when_they_begin_and_when_they_end(zarska: FakeNode) -> None:
    zarska.has()
    path = {"version": 1, "aim": "", "opened_on": JUNE, "closed_on": None, "outcome": None}
    ended = {**path, "closed_on": JULY, "outcome": "goal_reached"}
    zarska.has_rows(
        support_path,
        {"support_path_id": UUID(int=1), **path},
        {"support_path_id": UUID(int=2), **ended},
    )

    figures = figures_of({"zarska": zarska.database})

    assert figures["number_of_support_paths", (("month", "2009-06"),)] == 2
    assert figures["number_of_closed_support_paths", (("month", "2009-07"),)] == 1
    assert figures["number_of_closed_support_paths", (("outcome", "goal_reached"),)] == 1


def test_a_follow_up_counts_on_the_day_of_the_answer(zarska: FakeNode) -> None:
    zarska.has()
    told = {"follow_up_id": UUID(int=1), "months": 6, "outcome": "employed"}
    days = {"due_on": JUNE, "recorded_on": JULY}
    zarska.has_rows(follow_up, {**_of_client(), **told, **days})

    figures = figures_of({"zarska": zarska.database})

    assert figures["number_of_follow_ups", (("month", "2009-07"),)] == 1
    assert figures["number_of_follow_ups", (("months", "6"),)] == 1
    assert figures["number_of_follow_ups", (("client_kind", "individual"), ("months", "6"))] == 1


def _of_client() -> dict[str, object]:
    return {
        "version": 1,
        "programme": "owss-2009/1",
        "client_id": UUID(int=1),
        "client_kind": "individual",
    }


def _duty(number: int, *, minutes: int, counted: bool = True) -> dict[str, object]:
    return {
        "duty_id": UUID(int=number),
        "version": 1,
        "adviser_id": ADVISERS[0],
        "programme": "owss-2009/1",
        "recorded_at": datetime(2009, 7, 2, tzinfo=UTC),
        "counted": counted,
        "held_on": JUNE,
        "started_at": time(8),
        "ended_at": time(8 + minutes // 60),
        "minutes": minutes,
    }


def _referral(number: int, to_node: str) -> dict[str, object]:
    return {
        **_of_client(),
        "referral_id": UUID(int=number),
        "referral_number": str(number),
        "field_of_advice": "legal",
        "to_node": to_node,
        "made_on": JUNE,
    }


def _receipt(number: int) -> dict[str, object]:
    return {
        **_of_client(),
        "referral_id": UUID(int=number),
        "from_node": "zarska",
        "received_on": JULY,
    }
