"""A list as somebody wants to see it again, under a name."""

from __future__ import annotations

import re
from uuid import UUID

from flask.testing import FlaskClient

from tests.slices.pages_of_cards.browsing import links, send, text_of

CARDS = "/cards"
QUERY = "columns=card_number&columns=held_on&rows=20&sort=minutes&states=draft"


def save(browser: FlaskClient, name: str = "Szkice", query: str = QUERY, **more: str) -> str:
    """Save a view; return what the page says then."""
    return text_of(send(browser, "/views", {"path": CARDS, "query": query, "name": name, **more}))


def only_view(browser: FlaskClient, path: str = CARDS) -> str:
    """Return the id of the first view on the page of views."""
    page = browser.get(f"/views?path={path}").get_data(as_text=True)
    found = re.search(r"/views/([0-9a-f-]{36})/", page)
    assert found is not None
    return found[1]


def change(browser: FlaskClient, step: str, **fields: str) -> str:
    return text_of(send(browser, f"/views/{only_view(browser)}/{step}", fields))


def test_the_present_address_is_saved_under_a_name_and_opened_again(adviser: FlaskClient) -> None:
    said = save(adviser)

    leads_to = links(adviser.get(CARDS))["Szkice"]

    assert "Zapisano widok „Szkice”." in said
    assert leads_to == f"{CARDS}?{QUERY}"
    assert 'aria-current="page">Szkice' in adviser.get(leads_to).get_data(as_text=True)


def test_page_and_file_are_no_part_of_a_view(adviser: FlaskClient) -> None:
    save(adviser, query="page=3&format=xlsx&view=none&states=draft&first=")

    assert links(adviser.get(CARDS))["Szkice"] == f"{CARDS}?states=draft"


def test_the_columns_and_rows_that_are_chosen_are_shown(adviser: FlaskClient) -> None:
    page = adviser.get(f"{CARDS}?{QUERY}").get_data(as_text=True)

    assert 'value="card_number" id="column-card_number" checked' in page
    assert 'value="minutes" id="column-minutes">' in page
    assert '<option value="20" selected>' in page
    assert 'type="hidden" name="sort" value="minutes"' in page


def test_a_view_is_ones_own_until_it_is_shared(
    adviser: FlaskClient, coordinator: FlaskClient
) -> None:
    save(adviser)
    before = links(coordinator.get(CARDS))

    told = change(adviser, "share")
    shared = text_of(coordinator.get(f"/views?path={CARDS}"))
    change(adviser, "unshare")

    assert "Szkice" not in before
    assert "widzi odtąd każdy" in told
    assert "Udostępnia: ktoś z węzła." in shared
    assert "Zmień nazwę" not in shared
    assert "Szkice" not in links(coordinator.get(CARDS))


def test_a_view_is_saved_as_shared_at_once(adviser: FlaskClient, coordinator: FlaskClient) -> None:
    save(adviser, is_shared="1")

    assert "Szkice" in links(coordinator.get(CARDS))
    assert "widzą go wszyscy" in text_of(adviser.get(f"/views?path={CARDS}"))


def test_a_default_view_opens_by_the_bare_address(adviser: FlaskClient) -> None:
    save(adviser, makes_default="1")

    opened = adviser.get(CARDS)
    plain = adviser.get(f"{CARDS}?view=none")

    assert (opened.status_code, opened.location) == (302, f"{CARDS}?{QUERY}")
    assert plain.status_code == 200
    assert links(plain)["Bez widoku"] == f"{CARDS}?view=none"


def test_somebody_elses_shared_view_opens_first_for_who_wants_it(
    adviser: FlaskClient, coordinator: FlaskClient
) -> None:
    save(adviser, is_shared="1")

    told = change(coordinator, "default")
    opened = coordinator.get(CARDS)
    change(coordinator, "plain")

    assert "Lista będzie się otwierać z widokiem „Szkice”." in told
    assert opened.status_code == 302
    assert coordinator.get(CARDS).status_code == 200
    assert adviser.get(CARDS).status_code == 200


def test_a_view_of_everything_does_not_lead_in_a_circle(adviser: FlaskClient) -> None:
    save(adviser, query="", makes_default="1")

    assert adviser.get(CARDS).status_code == 200


def test_a_view_is_renamed_overwritten_and_removed(adviser: FlaskClient) -> None:
    save(adviser)

    renamed = change(adviser, "rename", name="  Moje   szkice ")
    overwritten = change(adviser, "overwrite", query="states=returned")
    leads_to = links(adviser.get(CARDS))["Moje szkice"]
    removed = change(adviser, "remove")

    assert "Zmieniono nazwę widoku." in renamed
    assert "pokazuje odtąd" in overwritten
    assert leads_to == f"{CARDS}?states=returned"
    assert "Usunięto widok „Moje szkice”." in removed
    assert "Ta lista nie ma zapisanych widoków." in removed


def test_names_are_told_apart(adviser: FlaskClient) -> None:
    save(adviser)
    save(adviser, name="Inny", query="sort=state")

    taken = save(adviser, query="sort=state")
    missing = save(adviser, name="   ")
    renamed = change(adviser, "rename", name="Szkice")

    assert "Masz już widok tej listy o takiej nazwie." in taken
    assert "Nazwij widok" in missing
    assert "Masz już widok" in renamed


def test_a_view_is_changed_only_by_whoever_saved_it(
    adviser: FlaskClient, coordinator: FlaskClient
) -> None:
    save(adviser, is_shared="1")
    view = only_view(adviser)

    answers = [
        send(coordinator, f"/views/{view}/{step}").status_code
        for step in ("rename", "overwrite", "share", "unshare", "remove", "fly")
    ]

    assert answers == [404] * 6
    assert send(coordinator, f"/views/{UUID(int=5)}/default").status_code == 404


def test_only_a_list_that_the_person_may_open_has_views(
    adviser: FlaskClient, deputy: FlaskClient
) -> None:
    assert adviser.get("/views?path=/approvals").status_code == 403
    assert deputy.get("/views?path=/approvals").status_code == 200
    assert adviser.get("/views?path=/nowhere").status_code == 403
    assert adviser.get("/views?path=/cards/new").status_code == 403
    assert send(adviser, "/views", {"path": "//evil.example", "name": "a"}).status_code == 403


def test_an_address_that_nobody_chose_is_not_kept(adviser: FlaskClient) -> None:
    answer = send(adviser, "/views", {"path": CARDS, "query": "a=" + "b" * 3000, "name": "a"})

    assert answer.status_code == 400
