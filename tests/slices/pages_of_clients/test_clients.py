"""The list of clients, and one client's file."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import openpyxl
import pytest

import services.consultations.web
from services.consultations.documents import wording_of_clients
from services.consultations.storage.views import StoredViews
from shared.kernel.command import Role
from shared.web.language import read_catalogues
from tests.slices.pages_of_clients.browsing import Desk, Pages
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COORDINATOR_ID,
    GROUP_ID,
    to_approve,
    to_change_client,
    to_close_path,
    to_draft,
    to_erase,
    to_follow_up,
    to_merge,
    to_open_path,
    to_receive,
    to_refer,
    to_register_client,
    to_sign,
)
from tests.unit.consultations.working_time_examples import to_request

FILE = f"/clients/{CLIENT_ID}"
SECOND_ID = UUID(int=23)


def views_of(node: Desk, client_id: UUID = CLIENT_ID) -> list[tuple[UUID, str]]:
    with node.database.read() as connection:
        found = StoredViews(connection).of([client_id])
    return [(view.viewed_by, view.occasion) for view in found]


def second_file(node: Desk) -> None:
    do(node.database, to_register_client(client_id=SECOND_ID, although_duplicate=True))


def test_the_list_stands_in_the_order_of_the_address(adviser: Pages) -> None:
    rising = adviser.get("/clients")
    falling = adviser.get("/clients?sort=-name")

    assert rising.index("Łąka") < rising.index("Jan Żak") or rising.index("Grupa") < rising.index(
        "Jan Żak"
    )
    assert falling.index("Jan Żak") < falling.index("Grupa")
    assert "Wiersze 1–2 z 2" in rising


def test_a_filter_of_the_address_narrows_the_list_and_stays_in_its_form(adviser: Pages) -> None:
    page = adviser.get("/clients?words=%C5%81%C4%85ka&kind=initiative_group&with_merged=1")

    assert "Grupa „Łąka”" in page
    assert "Jan Żak" not in page
    assert 'value="Łąka"' in page


def test_a_sort_that_makes_no_sense_is_as_usual(adviser: Pages) -> None:
    assert "Jan Żak" in adviser.get("/clients?sort=phone")


def test_a_filter_that_cannot_be_read_is_complained_of_at_its_field(adviser: Pages) -> None:
    page = adviser.get("/clients?registered_from=wczoraj")

    assert "Podaj pierwszy dzień rejestracji (RRRR-MM-DD) albo nic." in page
    assert 'id="registered_from-error"' in page


def test_a_list_without_anybody_says_the_next_step(adviser: Pages) -> None:
    assert "Nikogo nie znaleziono" in adviser.get("/clients?words=nikt")


def test_the_list_as_a_file_is_what_the_address_asks_for_and_is_noted(
    adviser: Pages, node: Desk
) -> None:
    answer = adviser.raw("/clients?words=%C5%BBak&format=xlsx")

    workbook = openpyxl.load_workbook(BytesIO(answer.data))
    names = [row[0].value for row in workbook["Lista"].iter_rows(min_row=2)]
    asked = {row[0].value: row[1].value for row in workbook["Parametry"].iter_rows(min_row=2)}
    assert names == ["Jan Żak"]
    assert (asked["Szukane słowa"], asked["Rodzaj"]) == ("Żak", "wszystkie")
    assert views_of(node) == [(ADVISER_ID, "list_export")]
    assert views_of(node, GROUP_ID) == []


def test_the_list_says_what_became_of_a_file(coordinator: Pages, node: Desk) -> None:
    second_file(node)
    do(node.database, to_merge(SECOND_ID, CLIENT_ID), to_erase(GROUP_ID))

    page = coordinator.get("/clients?with_merged=1&with_erased=1")

    assert "połączona z inną" in page
    assert "usunięto dane" in page


@pytest.mark.parametrize("path", ["/appointments/new?client=nobody", f"{FILE}/merge?other=nobody"])
def test_an_address_without_an_id_asks_who_is_meant(coordinator: Pages, path: str) -> None:
    assert 'role="search"' in coordinator.get(path)


def test_who_opens_a_file_is_noted_and_seen_by_the_coordinator(
    adviser: Pages, coordinator: Pages, node: Desk
) -> None:
    assert "jan@example.org" in adviser.get(FILE)

    page = coordinator.get(f"{FILE}/views")

    assert views_of(node) == [(ADVISER_ID, "page")]
    assert "Anna Zięba" in page
    assert "strona klienta" in page


def test_nobody_else_sees_who_looked(adviser: Pages, node: Desk) -> None:
    adviser.get(f"{FILE}/views", 403)

    for path in (FILE, f"{FILE}/views", f"{FILE}/person.json", f"{FILE}/erase"):
        node.of(Role.NODE_ADMINISTRATOR).get(path, 403)
    assert views_of(node) == []


def test_a_role_without_clients_sees_none(node: Desk) -> None:
    ministry = node.of(Role.MINISTRY)

    for path in ("/clients", FILE, "/calendar", "/appointments", "/clients/duplicates", "/import"):
        ministry.get(path, 403)
    assert views_of(node) == []


def test_a_file_that_is_not_there_is_not_found(adviser: Pages) -> None:
    assert "nie ma takiego klienta" in adviser.get(f"/clients/{uuid4()}", 404)


def test_a_merged_file_leads_to_the_one_that_goes_on(coordinator: Pages, node: Desk) -> None:
    second_file(node)
    do(node.database, to_merge(SECOND_ID, CLIENT_ID))

    answer = coordinator.raw(f"/clients/{SECOND_ID}")

    assert (answer.status_code, answer.headers["Location"]) == (302, FILE)


def test_the_file_shows_answers_in_the_words_of_the_programme(adviser: Pages) -> None:
    page = adviser.get(FILE)

    assert "słowa o torun" in page
    assert "PESEL" not in page


def test_buttons_are_those_of_the_role(adviser: Pages, coordinator: Pages) -> None:
    assert "Usuń dane osobowe" not in adviser.get(FILE)
    assert "Usuń dane osobowe" in coordinator.get(FILE)


def test_an_erased_client_has_no_buttons(coordinator: Pages, node: Desk) -> None:
    do(node.database, to_erase())

    page = coordinator.get(FILE)

    assert "Dane osobowe usunięto" in page
    assert "Zmień dane" not in page


def test_the_timeline_tells_of_everything_the_latest_first(adviser: Pages, node: Desk) -> None:
    path_id, card_id, referral_id = uuid4(), uuid4(), uuid4()
    do(
        node.database,
        to_open_path(path_id),
        to_close_path(path_id),
        to_refer(referral_id),
        to_receive(uuid4()),
        to_request(),
        to_draft(card_id),
        to_sign(card_id),
        to_approve(card_id),
    )
    node.go_on(days=184)
    do(node.database, to_follow_up(uuid4()), now=node.clock.now())
    adviser = node.of(Role.ADVISER)

    page = adviser.get(f"{FILE}/timeline")

    for words in (
        "Otwarto kartotekę",
        f'href="/cards/{card_id}"',
        "Statut spółdzielni",
        "cel osiągnięty",
        "Przyjęto z innego węzła",
        "Zgłoszenie po poradę",
        "6 miesięcy po poradzie: zatrudnienie",
        f'href="/referrals/{referral_id}/slip.pdf"',
    ):
        assert words in page, words
    assert page.index("Badanie losów</p>") < page.index("Otwarto kartotekę")


def test_the_history_tells_of_words_and_of_the_journal(adviser: Pages, node: Desk) -> None:
    second_file(node)
    do(node.database, to_change_client(actor=to_erase().actor), to_merge(SECOND_ID, CLIENT_ID))

    page = adviser.get(f"{FILE}/history")

    assert "otwarto kartotekę" in page
    assert "połączono z inną kartoteką" in page
    assert "jan@example.org" in page


def test_a_person_gets_everything_as_two_files_and_that_is_noted(
    coordinator: Pages, node: Desk
) -> None:
    workbook = coordinator.raw(f"{FILE}/person.xlsx")
    told = json.loads(coordinator.raw(f"{FILE}/person.json").text)

    assert "Kartoteki" in openpyxl.load_workbook(BytesIO(workbook.data)).sheetnames
    assert told["files"][0]["name"] == "Jan Żak"
    assert views_of(node) == [(COORDINATOR_ID, "person_export")] * 2


def test_a_person_gets_it_in_no_other_form(coordinator: Pages) -> None:
    coordinator.get(f"{FILE}/person.pdf", 404)


def test_an_adviser_hands_nothing_over(adviser: Pages, node: Desk) -> None:
    adviser.get(f"{FILE}/person.json", 403)

    assert views_of(node) == []


@pytest.mark.parametrize(
    "words",
    [
        wording_of_clients.APPOINTMENT_STATES,
        wording_of_clients.PATH_OUTCOMES,
        wording_of_clients.FOLLOW_UP_OUTCOMES,
        wording_of_clients.VIEW_OCCASIONS,
    ],
)
def test_codes_have_english_words_too(words: dict[object, str]) -> None:
    folder = Path(services.consultations.web.__file__).parent / "translations"

    english = read_catalogues((folder,), "en")

    assert [word for word in words.values() if english.gettext(word) == word] == []


@pytest.mark.parametrize("path", ["/clients", FILE, f"{FILE}/timeline", "/calendar", "/import"])
def test_pages_speak_english_too(coordinator: Pages, path: str) -> None:
    with coordinator.client.session_transaction() as session:
        session["language"] = "en"

    page = coordinator.get(path)

    assert '<html lang="en">' in page
    assert "Klienci" not in page
