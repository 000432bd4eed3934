"""Support paths, referrals and follow-up of a client."""

from __future__ import annotations

from uuid import UUID, uuid4

from shared.kernel.command import Role
from tests.slices.pages_of_clients.browsing import Desk, Pages
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    CLIENT_ID,
    to_approve,
    to_draft,
    to_open_path,
    to_refer,
    to_sign,
)

FILE = f"/clients/{CLIENT_ID}"


def test_a_path_is_opened_and_closed(adviser: Pages) -> None:
    led_to = adviser.send(f"{FILE}/path", aim="Założyć spółdzielnię.")

    assert "Otwarto ścieżkę wsparcia" in adviser.get(led_to)
    page = adviser.get(FILE)
    assert "Założyć spółdzielnię." in page
    close = page[page.index(f"{FILE}/path/") :].split('"')[0]
    adviser.send(close, outcome="goal_reached")
    assert "cel osiągnięty" in adviser.get(f"{FILE}/timeline")


def test_a_path_without_an_aim_is_not_opened(adviser: Pages) -> None:
    page = adviser.send(f"{FILE}/path", 422, aim=" ")

    assert "Podaj cel ścieżki." in page


def test_a_path_is_closed_once(adviser: Pages, node: Desk) -> None:
    path_id = uuid4()
    do(node.database, to_open_path(path_id))
    close = f"{FILE}/path/{path_id}/close"
    adviser.send(close)

    page = adviser.send(close, 422)

    assert "Popraw formularz" in page


def test_a_client_is_referred_with_a_slip_to_print(adviser: Pages) -> None:
    led_to = adviser.send(f"{FILE}/referral")

    page = adviser.get(led_to)
    slip = page[page.index("/referrals/") :].split('"')[0]
    answer = adviser.raw(slip)
    assert answer.data.startswith(b"%PDF")
    assert "skierowanie-SK-1-2009-zarska.pdf" in answer.headers["Content-Disposition"]


def test_a_referred_client_is_received_by_the_number_of_the_slip(adviser: Pages) -> None:
    wrong = adviser.send(f"{FILE}/received", 422, referral_id="SK/1")
    assert "Podaj identyfikator skierowania (UUID)." in wrong

    led_to = adviser.send(f"{FILE}/received", referral_id=str(UUID(int=77)))

    assert "Przyjęto z innego węzła" in adviser.get(led_to)


def test_a_slip_that_is_not_there_is_not_found(adviser: Pages, node: Desk) -> None:
    do(node.database, to_refer(UUID(int=71)))

    adviser.get(f"/referrals/{UUID(int=72)}/slip.pdf", 404)


def test_what_came_of_the_advice_is_recorded_from_the_list_of_who_is_due(
    adviser: Pages, node: Desk
) -> None:
    card_id = uuid4()
    do(node.database, to_draft(card_id), to_sign(card_id), to_approve(card_id))
    assert "Nie ma kogo pytać." in adviser.get("/follow-ups")
    early = adviser.send(f"{FILE}/follow-up", 422)
    assert "Popraw formularz" in early
    node.go_on(days=184)
    later = node.of(Role.ADVISER)
    link = f"{FILE}/follow-up?months=6"
    assert link in later.get("/follow-ups")

    led_to = later.send(link, outcome="employed")

    assert "zatrudnienie" in later.get(led_to)
    assert "Nie ma kogo pytać." in later.get("/follow-ups")
