"""What is found of consultations by a few letters, and what is not shown to whom."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest

from shared.kernel.command import Role
from tests.slices.pages_of_clients.browsing import PEOPLE, Desk, Pages
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    CLIENT_ID,
    GROUP_ID,
    to_change_client,
    to_draft,
)
from tests.unit.consultations.working_time_examples import to_request

CARD, WISH = UUID(int=41), UUID(int=61)


@pytest.fixture(autouse=True)
def lived(node: Desk) -> Desk:
    """Let there be a card and a wish of the person whose file is there."""
    do(node.database, to_draft(CARD), to_request(WISH))
    return node


def found(pages: Pages, words: str) -> dict[str, str]:
    """Return where what was found leads, by its words."""
    page = pages.get(f"/search?q={words}").replace("\N{NO-BREAK SPACE}", " ")
    return {words: path for path, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)}


@pytest.mark.parametrize("words", ["łąka", "laka", "GRUPA łąk", str(GROUP_ID)])
def test_a_client_is_found_by_parts_of_the_name_without_polish_letters(
    adviser: Pages, words: str
) -> None:
    assert found(adviser, words) == {"Grupa „Łąka”": f"/clients/{GROUP_ID}"}


def test_with_a_client_come_the_appointments(adviser: Pages) -> None:
    assert found(adviser, "żak") == {
        "Jan Żak": f"/clients/{CLIENT_ID}",
        "7 lipca 2009, Jan Żak": f"/appointments/{WISH}",
    }


def test_a_client_is_found_by_nip_and_not_by_pesel(adviser: Pages, lived: Desk) -> None:
    details = replace(to_change_client().details, name="Jan Żak", nip="5260250274")
    do(lived.database, to_change_client(details=details))

    assert "Jan Żak" in found(adviser, "526-025-02-74")
    assert found(adviser, "44051401359") == {}


def test_a_card_is_found_by_how_its_number_begins(adviser: Pages) -> None:
    assert found(adviser, "1/2009") == {"1/2009/zarska": f"/cards/{CARD}"}
    assert found(adviser, "2/2009") == {}


def test_an_adviser_is_found_and_leads_to_when_clients_are_received(adviser: Pages) -> None:
    ((name, path),) = found(adviser, "los").items()

    assert name == "Ewa Łoś"
    assert path.startswith("/working-hours/")


def test_nothing_asked_is_nothing_found(adviser: Pages) -> None:
    assert found(adviser, "") == {}
    assert found(adviser, "%25") == {}
    assert found(adviser, str(UUID(int=99))) == {}


def test_where_there_are_more_the_list_has_them(
    adviser: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.consultations.application.search_records.MOST_FOUND", 1)

    assert found(adviser, "a")["Pokaż wszystkie na liście"] == "/clients?words=a"


def test_who_may_not_see_clients_finds_cards_and_advisers(
    node: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEOPLE, Role.DEPUTY_COORDINATOR, (UUID(int=14), "Ewa Żyła"))
    deputy = node.of(Role.DEPUTY_COORDINATOR)

    assert found(deputy, "żak") == {}
    assert "1/2009/zarska" in found(deputy, "1/2009")
    assert found(deputy, "los")["Ewa Łoś"].startswith("/cards?adviser_id=")


def test_who_has_no_part_in_consultations_finds_nothing_there(node: Desk) -> None:
    node.of(Role.MINISTRY).get("/search?q=a", 403)
