"""What is done with many appointments, and said of many pairs of files, at once."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from services.consultations.application.paper_commands import TakeBackTellingApart
from tests.slices.pages_of_clients.browsing import Desk, Pages, filled_in
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    to_register_client,
)
from tests.unit.consultations.working_time_examples import to_request, to_schedule

WISH, EARLY, LATE = UUID(int=61), UUID(int=62), UUID(int=63)
SECOND_ID = UUID(int=29)
LIST = "/appointments"


@pytest.fixture
def booked(node: Desk) -> Desk:
    """Let there be a wish, and two appointments of one day with the adviser."""
    for number in (WISH, EARLY, LATE):
        do(node.database, to_request(number))
    for number, hour in ((EARLY, 13), (LATE, 15)):
        agreed = to_schedule(
            number, started_at=time(hour), ended_at=time(hour + 1), outside_hours=True
        )
        do(node.database, agreed)
    return node


def send(pages: Pages, path: str, answered: int = 302, **fields: Any) -> str:
    """Send a form from the list; its token holds on every page."""
    token = filled_in(pages.get(LIST))["csrf_token"]
    return pages.post(path, answered, csrf_token=token, **fields)


def begun(pages: Pages, action: str, **fields: Any) -> str:
    return send(pages, f"/batches/start/{action}", **fields)


def told(node: Desk, what: str) -> dict[UUID, Any]:
    with node.database.read() as connection:
        rows = connection.execute(text(f"SELECT appointment_id, {what} AS said FROM appointment"))
        return {UUID(row.appointment_id): row.said for row in rows}


def advisers(node: Desk) -> set[str]:
    found = told(node, "adviser_id")
    return {str(UUID(found[each])) for each in (EARLY, LATE)}


def test_appointments_are_cancelled_for_one_reason(booked: Desk, adviser: Pages) -> None:
    where = begun(adviser, "cancel_appointments", all="1")
    send(adviser, f"{where}/answers", cancelled_by="centre", remarks="Choroba doradcy.")
    preview = adviser.get(where)

    send(adviser, f"{where}/run")

    assert "Odwołania nie można cofnąć" in preview
    assert "Do wykonania: 3." in preview
    assert set(told(booked, "state").values()) == {"cancelled"}
    assert set(told(booked, "cancellation_remarks").values()) == {"Choroba doradcy."}


def test_a_label_in_a_batch_names_no_client(booked: Desk, adviser: Pages) -> None:
    begun(adviser, "cancel_appointments", all="1")

    with booked.database.read() as connection:
        labels = connection.execute(text("SELECT label FROM batch_row ORDER BY place")).scalars()
        assert not [label for label in labels if "Żak" in label]


def test_another_adviser_takes_appointments_over_and_they_come_back(
    booked: Desk, adviser: Pages
) -> None:
    where = begun(adviser, "assign_adviser", rows=[str(WISH), str(EARLY), str(LATE)])
    send(adviser, f"{where}/answers", adviser_id=str(COLLEAGUE_ID))
    preview = adviser.get(where)
    send(adviser, f"{where}/run")
    taken = advisers(booked)

    send(adviser, f"{where}/undo")

    assert "Do wykonania: 2. Pominięte: 1." in preview
    assert "Można to potem cofnąć" in preview
    assert taken == {str(COLLEAGUE_ID)}
    assert advisers(booked) == {str(ADVISER_ID)}
    assert "Cofnięto: 2." in adviser.get(where)


def test_two_at_one_time_are_not_promised_to_one_adviser(booked: Desk, adviser: Pages) -> None:
    same_time = to_schedule(
        WISH,
        adviser_id=COLLEAGUE_ID,
        started_at=time(13),
        ended_at=time(14),
        outside_hours=True,
    )
    do(booked.database, same_time)
    where = begun(adviser, "assign_adviser", rows=[str(EARLY), str(LATE)])

    send(adviser, f"{where}/answers", adviser_id=str(COLLEAGUE_ID))

    assert "Do wykonania: 1. Pominięte: 1." in adviser.get(where)


@pytest.mark.parametrize(
    ("action", "state"), [("record_held", "held"), ("record_no_show", "no_show")]
)
def test_what_became_of_appointments_is_recorded_together(
    booked: Desk, adviser: Pages, action: str, state: str
) -> None:
    where = begun(adviser, action, all="1")

    send(adviser, f"{where}/run")

    states = told(booked, "state")
    assert (states[EARLY], states[LATE], states[WISH]) == (state, state, "requested")


def test_only_the_filter_of_the_address_is_meant_by_all(booked: Desk, adviser: Pages) -> None:
    where = begun(adviser, "record_no_show?state=requested", all="1")

    assert "Wybrano wierszy: 1." in adviser.get(where)
    assert told(booked, "state")[WISH] == "requested"


@pytest.fixture
def alike(node: Desk) -> Desk:
    """Let two files look alike."""
    again = to_register_client(client_id=SECOND_ID, although_duplicate=True)
    on_second_thought = TakeBackTellingApart(
        command_id=uuid4(), actor=COORDINATOR, one_id=CLIENT_ID, other_id=SECOND_ID
    )
    do(node.database, again, on_second_thought)
    return node


@pytest.mark.usefixtures("alike")
def test_pairs_that_only_look_alike_are_told_apart_and_brought_back(coordinator: Pages) -> None:
    where = begun(coordinator, "tell_apart", all="1")
    preview = coordinator.get(where)

    send(coordinator, f"{where}/run")
    without = coordinator.get("/clients/duplicates")
    send(coordinator, f"{where}/undo")

    assert "Para zniknie z listy" in preview
    assert "Jan Żak – Jan Żak" in preview
    assert "Nie ma kartotek" in without
    assert "Uznane za różnych klientów" in without
    assert "Porównaj" in coordinator.get("/clients/duplicates")


@pytest.mark.usefixtures("alike")
def test_the_list_of_possible_duplicates_is_kept_as_a_file(coordinator: Pages) -> None:
    answer = coordinator.raw("/clients/duplicates?format=csv")

    assert "Jan Żak" in answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv"


@pytest.mark.usefixtures("alike")
def test_who_may_not_tell_clients_apart_is_not_asked_to(adviser: Pages) -> None:
    send(adviser, "/batches/start/tell_apart", 403, all="1")
