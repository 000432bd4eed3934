"""Who gives advice at a node, and who stands in for its coordinator."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.consultations.storage.deputies import StoredDeputies
from services.consultations.storage.people import StoredAdvisers
from shared.kernel.command import Role
from shared.kernel.polish import day
from shared.web.site import Colleague
from tests.slices.pages_of_clients.browsing import Desk, Pages
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import ADVISER_ID, TODAY
from tests.unit.consultations.working_time_examples import DEPUTY_ID, to_appoint, to_recall

ZOFIA = Colleague(staff_id=UUID(int=61), full_name="Zofia Łąk", roles=frozenset({Role.ADVISER}))
IDA = Colleague(
    staff_id=UUID(int=62), full_name="Ida Żuk", roles=frozenset({Role.DEPUTY_COORDINATOR})
)


@pytest.fixture
def colleagues() -> tuple[Colleague, ...]:
    return (ZOFIA, IDA)


def test_who_has_an_account_is_made_an_adviser(coordinator: Pages, node: Desk) -> None:
    assert "Zofia Łąk ma konto doradcy" in coordinator.get("/team")

    led_to = coordinator.send(f"/team/advisers/new?person={ZOFIA.staff_id}")

    page = coordinator.get(led_to)
    assert "Zofia Łąk może udzielać porad." in page
    assert "ma konto doradcy" not in page
    assert "Godziny przyjęć: Zofia Łąk" in page
    with node.database.read() as connection:
        assert StoredAdvisers(connection).get(ZOFIA.staff_id).full_name == "Zofia Łąk"


def test_a_stranger_is_not_made_an_adviser(coordinator: Pages) -> None:
    page = coordinator.send("/team/advisers/new", 422, adviser_id=str(UUID(int=99)))

    assert "Podaj imię i nazwisko doradcy" in page


def test_nobody_is_left_to_be_made_an_adviser(coordinator: Pages) -> None:
    coordinator.send(f"/team/advisers/new?person={ZOFIA.staff_id}")

    assert "jest już w zespole" in coordinator.get("/team/advisers/new")


def test_an_adviser_who_leaves_gets_a_last_day(coordinator: Pages) -> None:
    page = f"/team/advisers/{ADVISER_ID}"

    led_to = coordinator.send(page, active_to="2009-06-30")

    told = coordinator.get(led_to)
    assert "Zapisano zmiany." in told
    assert f"{day(date(2009, 6, 30))} (dziś nie)" in told


def test_two_who_change_an_adviser_at_once_do_not_overwrite_each_other(
    coordinator: Pages,
) -> None:
    page = f"/team/advisers/{ADVISER_ID}"
    coordinator.send(page, full_name="Anna Łoś")

    refused = coordinator.send(page, 422, full_name="Anna Sęk", expected_version="1")

    assert "Ktoś inny zmienił ten zapis" in refused
    assert "Anna Sęk" in refused


def test_nobody_changes_an_adviser_who_is_not_here(coordinator: Pages) -> None:
    coordinator.get(f"/team/advisers/{UUID(int=99)}", 404)


def test_an_administrator_sees_the_team_but_no_hours(node: Desk) -> None:
    page = node.of(Role.NODE_ADMINISTRATOR).get("/team")

    assert "Anna Zięba" in page
    assert "Godziny przyjęć" not in page


def test_a_deputy_is_appointed_and_recalled(coordinator: Pages, node: Desk) -> None:
    assert "Ida Żuk ma konto zastępcy" in coordinator.get("/team")

    coordinator.send(
        f"/team/deputies/new?person={IDA.staff_id}",
        organisation="MOPS w Olsztynie",
        valid_to="2009-07-31",
    )
    with node.database.read() as connection:
        (deputy,) = StoredDeputies(connection).known()
    led_to = coordinator.send(f"/team/deputies/{deputy.id}/recall")

    page = coordinator.get(led_to)
    assert "Zakończono zastępstwo." in page
    assert "MOPS w Olsztynie" in page
    assert f"odwołane {day(TODAY)}" in page


def test_a_term_that_ends_before_it_begins_is_refused(coordinator: Pages) -> None:
    page = coordinator.send(
        f"/team/deputies/new?person={IDA.staff_id}",
        422,
        organisation="MOPS w Olsztynie",
        valid_to="2009-07-01",
    )

    assert "Popraw formularz" in page
    assert "MOPS w Olsztynie" in page


def test_a_deputy_is_recalled_once(coordinator: Pages, node: Desk) -> None:
    do(node.database, to_appoint(), to_recall())

    page = coordinator.send(f"/team/deputies/{DEPUTY_ID}/recall", 422)

    assert "Popraw formularz" in page


def test_a_term_that_is_over_says_so(node: Desk) -> None:
    do(node.database, to_appoint())
    node.go_on(days=60)

    assert "zakończone" in node.of(Role.COORDINATOR).get("/team")


def test_nobody_recalls_a_deputy_who_is_not_here(coordinator: Pages) -> None:
    coordinator.get(f"/team/deputies/{UUID(int=99)}/recall", 404)


def test_the_start_page_counts_who_is_to_be_taken_in(coordinator: Pages) -> None:
    before = coordinator.get("/waiting")

    coordinator.send(f"/team/advisers/new?person={ZOFIA.staff_id}")

    assert "Osoby do przyjęcia do zespołu" in before
    assert '<span class="owss-count d-block">2</span>Osoby do przyjęcia' in before
    assert '<span class="owss-count d-block">1</span>Osoby do przyjęcia' in coordinator.get(
        "/waiting"
    )


def test_who_is_in_the_team_is_not_told_to_ask_for_it(adviser: Pages) -> None:
    assert "Nie ma Cię jeszcze w zespole" not in adviser.get("/waiting")


def test_an_adviser_who_is_in_no_team_is_told_whom_to_ask(node: Desk) -> None:
    page = node.of(Role.ADVISER, ZOFIA.staff_id).get("/waiting")

    assert "Nie ma Cię jeszcze w zespole" in page
    assert "Dobrego dnia" not in page
