"""What somebody typed into a long form is there again, and goes away when it should."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.consultations.storage.tables import unsent_form
from shared.kernel.command import Role
from tests.slices.pages_of_clients.browsing import Desk, Pages, filled_in
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    CLIENT_ID,
    to_change_client,
    to_draft,
    to_erase,
)

CARD_ID = UUID(int=41)
EDIT_CARD = f"/cards/{CARD_ID}/edit"
EDIT_CLIENT = f"/clients/{CLIENT_ID}/edit"
WISH = f"/appointments/new?client={CLIENT_ID}"
TAKES_WISH = f"/appointments/new/{CLIENT_ID}"
RESUMED = "draft=resume"
FOUND = "Znaleziono niezapisany szkic, ostatnio zmieniony o 14:00."
KEPT = "Zapisano szkic o 14:00."


def kept(node: Desk) -> list[str]:
    with node.database.read() as connection:
        return list(connection.execute(select(unsent_form.c.typed)).scalars())


@pytest.fixture
def drafted(node: Desk) -> Desk:
    do(node.database, to_draft(CARD_ID))
    return node


def typed(form: Pages, page: str, to: str = "", **typed: Any) -> str:
    """Fill in the form of a page and keep a draft of it, as the button does."""
    return form.send(page, to=to, draft_action="keep", **typed)


def test_a_new_card_is_found_again_in_another_browser(drafted: Desk) -> None:
    first = drafted.of(Role.ADVISER)
    page = f"/cards/new?client={CLIENT_ID}"
    leads = typed(first, page, subject="Statut", advice_given="Omówiono")

    second = drafted.of(Role.ADVISER)
    offered, resumed = second.get(page), second.get(leads)

    assert leads == f"{page}&{RESUMED}"
    assert FOUND in offered
    assert "Omówiono" not in offered
    assert KEPT in resumed
    assert filled_in(resumed)["advice_given"] == "Omówiono"
    assert drafted.of(Role.COORDINATOR).raw(page).status_code == 403


def test_a_card_that_is_saved_leaves_no_draft(drafted: Desk) -> None:
    adviser = drafted.of(Role.ADVISER)
    leads = typed(adviser, EDIT_CARD, agreed_steps="Wzór do piątku")

    fields = filled_in(adviser.get(leads))
    adviser.post(leads, **fields)

    assert leads == f"{EDIT_CARD}?{RESUMED}"
    assert fields["agreed_steps"] == "Wzór do piątku"
    assert kept(drafted) == []
    assert "Znaleziono" not in adviser.get(EDIT_CARD)


def test_a_draft_of_an_older_version_stands_beside_the_newer_one(drafted: Desk) -> None:
    adviser = drafted.of(Role.ADVISER)
    leads = typed(adviser, EDIT_CARD, subject="Ze szkicu")
    with drafted.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE advice_card SET version = version + 1, subject = 'Od kogoś'"
        )

    page = adviser.get(leads)

    assert "Ktoś inny zapisał tu tymczasem: Od kogoś" in page
    assert filled_in(page)["subject"] == "Ze szkicu"
    assert filled_in(page)["expected_version"] == "2"


def test_a_draft_that_another_window_replaced_is_not_replaced_in_silence(drafted: Desk) -> None:
    adviser = drafted.of(Role.ADVISER)
    old = filled_in(adviser.get(EDIT_CARD))
    typed(adviser, EDIT_CARD, subject="Nowszy")

    page = adviser.post(EDIT_CARD, 409, **{**old, "subject": "Starszy", "draft_action": "keep"})

    assert "innym oknie zapisano nowszy szkic" in page
    assert filled_in(page)["subject"] == "Starszy"
    assert "Nowszy" in kept(drafted)[0]


def test_looking_for_a_client_keeps_the_draft_known(drafted: Desk) -> None:
    adviser = drafted.of(Role.ADVISER)
    leads = typed(adviser, "/cards/new", subject="Statut")
    fields = filled_in(adviser.get(leads))

    page = adviser.post("/cards/new", 200, **{**fields, "find": "Żak", "action": "find"})

    assert KEPT in page
    assert filled_in(page)["draft_version"] == "1"


def test_a_new_client_is_kept_without_the_pesel_until_registered(node_with_pesel: Desk) -> None:
    adviser = node_with_pesel.of(Role.ADVISER)

    leads = typed(adviser, "/clients/new", name="Zofia Kot", pesel="44051401359")
    (draft,) = kept(node_with_pesel)
    adviser.post("/clients/new", **{**filled_in(adviser.get(leads)), "client_kind": "legal_person"})

    assert "Zofia Kot" in draft
    assert "44051401359" not in draft
    assert kept(node_with_pesel) == []


def test_a_new_client_whose_draft_is_newer_elsewhere_keeps_what_was_typed(node: Desk) -> None:
    adviser = node.of(Role.ADVISER)
    old = filled_in(adviser.get("/clients/new"))
    typed(adviser, "/clients/new", name="Zofia Kot")

    page = adviser.post("/clients/new", 409, **{**old, "name": "Ewa Lis", "draft_action": "keep"})

    assert filled_in(page)["name"] == "Ewa Lis"


def test_a_draft_of_a_file_that_was_changed_since_says_what_it_says_now(node: Desk) -> None:
    adviser = node.of(Role.ADVISER)
    leads = typed(adviser, EDIT_CLIENT, phone="600 700 800")
    do(node.database, to_change_client())

    page = adviser.get(leads)

    assert "Kartotekę zmieniono od czasu, gdy powstał ten szkic." in page
    assert "telefon: –" in page.lower()
    assert filled_in(page)["phone"] == "600 700 800"
    adviser.post(EDIT_CLIENT, **filled_in(page))
    assert kept(node) == []


def test_a_file_whose_draft_is_newer_elsewhere_keeps_what_was_typed(node: Desk) -> None:
    adviser = node.of(Role.ADVISER)
    old = filled_in(adviser.get(EDIT_CLIENT))
    typed(adviser, EDIT_CLIENT, phone="600 700 800")

    page = adviser.post(EDIT_CLIENT, 409, **{**old, "phone": "500", "draft_action": "keep"})

    assert filled_in(page)["phone"] == "500"


def test_a_wish_for_advice_is_found_again_on_its_own_page(node: Desk) -> None:
    adviser = node.of(Role.ADVISER)

    leads = typed(adviser, WISH, TAKES_WISH, wish="Chce założyć spółdzielnię")
    page = adviser.get(leads)

    assert leads == f"{WISH}&{RESUMED}"
    assert "Chce założyć spółdzielnię" in page
    adviser.post(TAKES_WISH, **filled_in(page, TAKES_WISH))
    assert kept(node) == []


def test_a_wish_whose_draft_is_newer_elsewhere_keeps_what_was_typed(node: Desk) -> None:
    adviser = node.of(Role.ADVISER)
    old = filled_in(adviser.get(WISH), TAKES_WISH)
    typed(adviser, WISH, TAKES_WISH, wish="Nowsze")

    page = adviser.post(TAKES_WISH, 409, **{**old, "wish": "Starsze", "draft_action": "keep"})

    assert filled_in(page, TAKES_WISH)["wish"] == "Starsze"


def test_a_draft_that_is_discarded_is_gone(node: Desk) -> None:
    adviser = node.of(Role.ADVISER)
    typed(adviser, WISH, TAKES_WISH, wish="Coś")

    adviser.post(TAKES_WISH, draft_action="discard", csrf_token=_mark(adviser))

    assert kept(node) == []
    assert "Odrzucono szkic." in adviser.get(WISH)


def test_an_erasure_takes_the_drafts_along(drafted: Desk) -> None:
    adviser = drafted.of(Role.ADVISER)
    typed(adviser, WISH, TAKES_WISH, wish="Coś")
    typed(adviser, EDIT_CLIENT, phone="600 700 800")
    typed(adviser, "/clients/new", name="Inny Klient")

    do(drafted.database, to_erase())

    (left,) = kept(drafted)
    assert "Inny Klient" in left


def test_drafts_are_of_real_days_and_end_after_thirty(node: Desk) -> None:
    typed(node.of(Role.ADVISER), "/clients/new", name="Zofia Kot")
    node.go_on(days=30, seconds=1)

    page = node.of(Role.ADVISER).get("/clients/new")

    assert "Znaleziono" not in page


def _mark(pages: Pages) -> str:
    return str(filled_in(pages.get("/clients/new"))["csrf_token"])
