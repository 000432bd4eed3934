"""The start page's part about consultations: each number opens a list with as many rows."""

from __future__ import annotations

from datetime import time
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient

from shared.database import Database
from shared.kernel.command import Role
from tests.slices.pages_of_cards.browsing import (
    ADVISER,
    COORDINATOR,
    a_person,
    links,
    logged_in,
    send,
    text_of,
)
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    COORDINATOR_ID,
    NOW,
    to_draft,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.working_time_examples import to_request, to_schedule
from tests.unit.web.site import SetClock


def fill(database: Database) -> None:
    """Leave two drafts, one returned card, two signed ones, a wish and an appointment."""
    for hour in range(8, 13):
        card_id = uuid4()
        advice = told(started_at=time(hour), ended_at=time(hour, 30))
        do(database, to_draft(card_id, advice=advice))
        if hour > 9:
            do(database, to_sign(card_id))
        if hour == 12:
            do(database, to_return(card_id))
    agreed = uuid4()
    do(database, to_request(), to_request(agreed))
    do(
        database,
        to_schedule(agreed, started_at=time(14), ended_at=time(15), outside_hours=True),
    )


def test_nothing_waits_on_a_quiet_day(adviser: FlaskClient) -> None:
    page = adviser.get("/waiting")

    assert "Nic nie czeka." in text_of(page)
    assert "<html" not in page.get_data(as_text=True)
    assert links(page)["Nowa karta"] == "/cards/new"


def test_who_has_no_part_in_consultations_has_nothing_waiting(app: Flask, clock: SetClock) -> None:
    officer = a_person(COORDINATOR_ID, "Jan Lis", Role.REPORTING_OFFICER)

    assert logged_in(app, clock, officer).get("/waiting").status_code == 403


def test_each_number_opens_a_list_with_as_many_rows(
    adviser: FlaskClient, coordinator: FlaskClient, database: Database
) -> None:
    fill(database)

    for browser, words, count in (
        (adviser, "2 Moje karty do dokończenia", 2),
        (adviser, "1 Moje karty zwrócone do poprawy", 1),
        (adviser, "1 Moje wizyty dzisiaj", 1),
        (coordinator, "2 Karty do zatwierdzenia", 2),
        (coordinator, "1 Zgłoszenia do umówienia", 1),
    ):
        address = links(browser.get("/waiting"))[words]
        assert f"Wiersze 1–{count} z {count}" in text_of(browser.get(address))


def test_what_is_late_opens_a_list_of_its_own_with_as_many_rows(
    app: Flask, clock: SetClock, database: Database
) -> None:
    fill(database)
    clock.moment = NOW.replace(day=20)
    adviser, coordinator = (logged_in(app, clock, each) for each in (ADVISER, COORDINATOR))

    for browser, words, count in (
        (adviser, "Moje karty do dokończenia, po terminie: 2", 2),
        (adviser, "Moje karty zwrócone do poprawy, po terminie: 1", 1),
        (adviser, "Minione wizyty bez karty i bez niestawienia, po terminie: 1", 1),
        (coordinator, "Karty do zatwierdzenia, po terminie: 2", 2),
        (coordinator, "Zgłoszenia do umówienia, po terminie: 1", 1),
    ):
        address = links(browser.get("/waiting"))[words]
        assert f"Wiersze 1–{count} z {count}" in text_of(browser.get(address))


def test_sheets_and_follow_ups_open_their_lists(
    app: Flask, clock: SetClock, database: Database
) -> None:
    fill(database)
    clock.moment = NOW.replace(month=8)
    coordinator = logged_in(app, clock, COORDINATOR)
    for path in links(coordinator.get("/approvals")).values():
        if path.startswith("/approvals/"):
            send(coordinator, f"{path}/approval")

    in_august = links(coordinator.get("/waiting"))
    sheets = text_of(coordinator.get(in_august["1 Karty czasu pracy do zamknięcia"]))
    clock.moment = NOW.replace(year=2010)
    a_year_later = links(logged_in(app, clock, COORDINATOR).get("/waiting"))

    assert "Anna Zięba" in sheets
    assert "Ewa Łoś" not in sheets
    assert a_year_later["2 Klienci do zapytania o wynik porady"] == "/follow-ups"
    late = "Klienci do zapytania o wynik porady, po terminie: 1"
    assert a_year_later[late] == "/follow-ups"
