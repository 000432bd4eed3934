"""A client is registered, changed, merged and erased."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.consultations.domain.client import ClientDetails
from services.consultations.storage.clients import StoredClients
from shared.contracts.consultations import ClientKind, Recipient
from shared.kernel.command import Role
from tests.slices.pages_of_clients.browsing import Desk, Pages, filled_in
from tests.slices.pages_of_clients.test_clients import SECOND_ID, second_file
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    CLIENT_ID,
    GROUP_ID,
    to_change_client,
    to_erase,
    to_merge,
    to_register_client,
)

FILE = f"/clients/{CLIENT_ID}"
DUPLICATES = "/clients/duplicates"
APART = f"{FILE}/apart/{SECOND_ID}"
NEW: dict[str, Any] = {
    "name": "Ewa Nowa",
    "email": "ewa@example.org",
    "sex": "female",
    "age_band": "25-34",
    "gmina": "zary",
    "status": "refused",
}
LIKE_JAN = {**NEW, "name": "Jan Żak", "email": "JAN@example.org"}


def test_a_new_client_has_a_file(adviser: Pages) -> None:
    led_to = adviser.send("/clients/new", **NEW)

    page = adviser.get(led_to)
    assert "Zarejestrowano klienta." in page
    assert "ewa@example.org" in page


def test_a_form_that_is_sent_twice_registers_once(adviser: Pages) -> None:
    values = {**filled_in(adviser.get("/clients/new")), **NEW}

    first = adviser.post("/clients/new", **values)
    second = adviser.post("/clients/new", **values)

    assert first == second
    assert "Wiersze 1–1 z 1" in adviser.get("/clients?words=Nowa")


def test_what_was_typed_stays_and_messages_stand_at_their_fields(adviser: Pages) -> None:
    wrong: dict[str, Any] = {**NEW, "nip": "526-025-02-75"}

    page = adviser.send("/clients/new", 422, **wrong)

    assert 'id="nip-error">Sprawdź NIP: ten numer nie jest poprawny.' in page
    assert 'value="Ewa Nowa"' in page
    assert '<option value="zary" selected>' in page


def test_a_program_that_asks_a_person_gets_an_answer(adviser: Pages) -> None:
    page = adviser.send("/clients/new", 422, **{**NEW, "sex": ""})

    assert "pyta o\N{NO-BREAK SPACE}„płeć”." in page


def test_somebody_alike_is_shown_before_a_second_file_is_opened(adviser: Pages) -> None:
    page = adviser.send("/clients/new", 422, **LIKE_JAN)

    assert "może już mieć kartotekę" in page
    assert f'href="{FILE}">Jan Żak</a>' in page
    again = {**filled_in(page), "although_duplicate": "1"}
    assert adviser.post("/clients/new", **again).startswith("/clients/")


def test_somebody_alike_is_shown_while_somebody_types(adviser: Pages) -> None:
    token = filled_in(adviser.get("/clients/new"))["csrf_token"]

    answer = adviser.client.post(
        "/clients/alike", data={"csrf_token": token, "name": "jan zak", "email": "jan@example.org"}
    )

    assert answer.json == [
        {
            "name": "Jan Żak",
            "agrees": "nazwa i adres e-mail",
            "address": FILE,
            "client_id": str(CLIENT_ID),
        }
    ]


def test_nobody_is_alike_as_long_as_what_is_typed_cannot_be_read(adviser: Pages) -> None:
    token = filled_in(adviser.get("/clients/new"))["csrf_token"]

    answer = adviser.client.post("/clients/alike", data={"csrf_token": token, "nip": "5"})

    assert answer.json == []


def test_a_group_lives_on_as_another_client(adviser: Pages) -> None:
    assert "Grupa stała się innym klientem" in adviser.get(f"/clients/{GROUP_ID}")
    form = f"/clients/new?predecessor={GROUP_ID}"
    typed: dict[str, Any] = {"client_kind": "social_cooperative", "name": "Spółdzielnia „Łąka”"}

    led_to = adviser.send(form, to="/clients/new", **typed)

    assert f'href="/clients/{GROUP_ID}"' in adviser.get(led_to)


def test_pesel_is_asked_only_where_the_node_keeps_it(adviser: Pages, node_with_pesel: Desk) -> None:
    keeps = node_with_pesel.of(Role.ADVISER)
    assert 'name="pesel"' not in adviser.get("/clients/new")

    led_to = keeps.send("/clients/new", **NEW, pesel="44051401359")

    assert "44051401359" in keeps.get(led_to)


def test_a_change_is_written_and_told(adviser: Pages) -> None:
    adviser.send(f"{FILE}/edit", phone="501 502 503")

    assert "501 502 503" in adviser.get(FILE)


def test_a_stale_change_is_not_written_and_stays_in_the_form(adviser: Pages, node: Desk) -> None:
    values = filled_in(adviser.get(f"{FILE}/edit"))
    details = ClientDetails(name="Jan Żak", email="jan@example.org", phone="111 222 333")
    do(node.database, to_change_client(details=details))

    page = adviser.post(f"{FILE}/edit", 422, **{**values, "phone": "501 502 503"})

    assert "Ktoś inny zmienił ten zapis" in page
    assert 'value="501 502 503"' in page
    assert f'href="{FILE}/edit"' in page
    assert "111 222 333" in adviser.get(FILE)


def test_a_change_to_somebody_elses_identifier_warns_of_the_other_file(
    adviser: Pages, node: Desk
) -> None:
    other = ClientDetails(name="Firma", nip="5260250274")
    do(
        node.database,
        to_register_client(
            client_id=SECOND_ID,
            client_kind=ClientKind.LEGAL_PERSON,
            details=other,
            recipient=Recipient(),
        ),
    )

    page = adviser.send(f"{FILE}/edit", 422, nip="526 025 02 74")

    assert f'href="/clients/{SECOND_ID}">Firma</a>' in page
    assert f'href="{FILE}">Jan Żak</a> (' not in page


def test_pairs_are_compared_and_put_together(coordinator: Pages, node: Desk) -> None:
    second_file(node)
    apart = coordinator.get(DUPLICATES)
    assert "nazwa i adres e-mail" not in apart
    assert "Cofnij: Jan Żak" in apart
    coordinator.send(DUPLICATES, to=f"{APART}/taken-back")
    pairs = coordinator.get(DUPLICATES)
    assert "nazwa i adres e-mail" in pairs
    preview = f"{FILE}/merge?other={SECOND_ID}"
    assert preview.replace("&", "&amp;") in pairs

    led_to = coordinator.send(preview, to=f"{FILE}/merge/{SECOND_ID}")

    assert led_to == FILE
    assert "Połączono kartoteki." in coordinator.get(FILE)
    assert "Nie ma kartotek" in coordinator.get("/clients/duplicates")


def test_a_pair_that_is_told_apart_leaves_the_list_and_comes_back(
    coordinator: Pages, node: Desk
) -> None:
    second_file(node)
    coordinator.send(DUPLICATES, to=f"{APART}/taken-back")

    coordinator.send(f"{FILE}/merge?other={SECOND_ID}", to=APART)

    page = coordinator.get(DUPLICATES)
    assert "Nie ma kartotek, które mogłyby się powtarzać." in page
    assert "Uznane za różnych klientów" in page
    assert "Olga Mróz" in page


def test_what_nobody_said_cannot_be_taken_back(coordinator: Pages) -> None:
    token = filled_in(coordinator.get("/clients/new"))["csrf_token"]

    coordinator.post(
        f"{APART}/taken-back", csrf_token=token, command_id="00000000-0000-0000-0000-000000000003"
    )
    coordinator.post(f"{APART}/taken-back", csrf_token=token, command_id="none")

    page = coordinator.get(DUPLICATES)
    assert "Nikt nie zapisał, że to dwaj różni klienci." in page
    assert "Otwórz listę ponownie i powtórz." in page.replace("\N{NO-BREAK SPACE}", " ")


def test_either_file_may_stay(coordinator: Pages, node: Desk) -> None:
    second_file(node)
    preview = f"{FILE}/merge?other={SECOND_ID}"

    led_to = coordinator.send(
        preview, to=f"{FILE}/merge/{SECOND_ID}", into_client_id=str(SECOND_ID)
    )

    assert led_to == f"/clients/{SECOND_ID}"
    with node.database.read() as connection:
        assert StoredClients(connection).kept(CLIENT_ID).id == SECOND_ID


def test_what_cannot_be_merged_says_why(coordinator: Pages, node: Desk) -> None:
    second_file(node)
    preview = f"{FILE}/merge?other={SECOND_ID}"
    values = filled_in(coordinator.get(preview))
    do(node.database, to_merge(SECOND_ID, CLIENT_ID))

    page = coordinator.post(f"{FILE}/merge/{SECOND_ID}", 422, **values)

    assert "Popraw formularz" in page


def test_the_second_file_is_looked_for(coordinator: Pages) -> None:
    found = coordinator.get(f"{FILE}/merge?words=%C5%82%C4%85ka")
    nobody = coordinator.get(f"{FILE}/merge?words=nikt")

    assert f"other={GROUP_ID}" in found
    assert "Nikogo nie znaleziono" in nobody


def test_only_a_coordinator_merges(adviser: Pages) -> None:
    adviser.get("/clients/duplicates", 403)


def test_data_are_erased_once_the_name_was_typed(coordinator: Pages, node: Desk) -> None:
    refused = coordinator.send(f"{FILE}/erase", 422, typed_name="Jan Zak")
    assert "Przepisz nazwę klienta dokładnie tak" in refused

    led_to = coordinator.send(f"{FILE}/erase", typed_name=" Jan Żak ")

    page = coordinator.get(led_to)
    assert "Usunięto dane osobowe klienta." in page
    assert "jan@example.org" not in page
    with node.database.read() as connection:
        assert StoredClients(connection).get(CLIENT_ID).erasure is not None


def test_data_are_not_erased_without_a_ground(coordinator: Pages) -> None:
    page = coordinator.send(f"{FILE}/erase", 422, typed_name="Jan Żak", ground="kaprys")

    assert "Wybierz podstawę usunięcia danych z listy" in page


def test_an_adviser_erases_nothing(adviser: Pages) -> None:
    values = filled_in(adviser.get(f"{FILE}/edit"))

    adviser.post(
        f"{FILE}/erase",
        403,
        csrf_token=values["csrf_token"],
        command_id=values["command_id"],
        ground="requested",
        typed_name="Jan Żak",
    )


def test_a_stale_erasure_of_an_erased_client_changes_nothing(
    coordinator: Pages, node: Desk
) -> None:
    do(node.database, to_erase())

    page = coordinator.get(f"{FILE}/edit")

    assert UUID(int=0).hex not in page
    assert "Jan Żak" not in page
