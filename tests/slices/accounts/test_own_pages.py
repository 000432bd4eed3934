"""What everybody does about their own account on the pages."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask

from tests.slices.accounts.conftest import Browser, text_of
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.examples import (
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    PERSON_ID,
    code_at,
    to_log_in,
    to_read,
)
from tests.unit.web.site import SetClock

ME = "/accounts/me"
LATER = NOW + timedelta(minutes=2)


def switched_on(adam: Browser) -> tuple[str, list[str]]:
    """Switch the second factor on, page by page; return the secret and the codes for paper."""
    begun = text_of(adam.send(f"{ME}/factor", f"{ME}/factor/secret", password=PASSWORD))
    found = re.search(r'id="secret">(\S+)</span>', begun)
    assert found is not None
    secret = found[1]
    told = adam.send_from(begun, f"{ME}/factor/on", {"code": code_at(secret, NOW)})
    return secret, re.findall(r"<li>(\S+)</li>", text_of(told).split("<main")[1])


def test_a_person_sees_who_they_are_and_where_they_are_logged_in(adam: Browser) -> None:
    page = adam.get(ME)

    assert "adam@zarska.example" in page
    assert "doradca" in page
    assert "ta sesja" in page


def test_a_password_is_changed_and_other_sessions_end(app: Flask, adam: Browser) -> None:
    elsewhere = Browser(app.test_client())
    elsewhere.log_in("adam@zarska.example")

    answer = adam.send(
        f"{ME}/password",
        f"{ME}/password",
        password=PASSWORD,
        new_password=OTHER_PASSWORD,
        again=OTHER_PASSWORD,
    )

    assert answer.location == ME
    assert "Hasło zmienione" in adam.get(ME)
    assert "/accounts/login" in str(elsewhere.client.get("/accounts/renew?next=/").location)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "zgaduję"}, "To nie jest Twoje obecne hasło"),
        ({"again": "co innego"}, "To inne hasło niż wyżej"),
        ({"new_password": "krótkie", "again": "krótkie"}, "To hasło jest za krótkie"),
        ({"password": ""}, "Podaj obecne hasło"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_and_none_is_shown(
    adam: Browser, typed: dict[str, str], said: str
) -> None:
    right = {"password": PASSWORD, "new_password": OTHER_PASSWORD, "again": OTHER_PASSWORD}

    answer = adam.send(f"{ME}/password", f"{ME}/password", right | typed)

    page = text_of(answer)
    assert answer.status_code == 422
    assert said in page
    assert PASSWORD not in page
    assert OTHER_PASSWORD not in page


def test_a_second_factor_is_switched_on_page_by_page(
    app: Flask, adam: Browser, clock: SetClock
) -> None:
    secret, codes = switched_on(adam)

    clock.moment = LATER
    elsewhere = Browser(app.test_client())
    asked = text_of(elsewhere.log_in("adam@zarska.example"))
    entered = elsewhere.send_from(asked, "/accounts/login/code", {"code": code_at(secret, LATER)})

    assert len(codes) == 10
    assert "Kod z aplikacji albo kod zapasowy" in asked
    assert entered.location == "/"
    assert "Kodów zapasowych do użycia: 10" in elsewhere.get(ME)


def test_the_secret_is_a_picture_that_the_page_holds_itself(adam: Browser) -> None:
    begun = text_of(adam.send(f"{ME}/factor", f"{ME}/factor/secret", password=PASSWORD))

    picture = re.search(r'<img src="(data:image/svg\+xml[^"]+)" alt="[^"]+"', begun)

    assert picture is not None
    assert "<svg" in unquote(picture[1])


def test_a_wrong_code_leaves_the_picture_and_may_be_typed_again(
    adam: Browser, desk: StoredDesk
) -> None:
    begun = text_of(adam.send(f"{ME}/factor", f"{ME}/factor/secret", password=PASSWORD))

    wrong = adam.send_from(begun, f"{ME}/factor/on", {"code": "000000"})
    found = re.search(r'id="secret">(\S+)</span>', text_of(wrong))
    assert found is not None
    right = adam.send_from(text_of(wrong), f"{ME}/factor/on", {"code": code_at(found[1], NOW)})

    assert wrong.status_code == 422
    assert "Ten kod jest nieprawidłowy" in text_of(wrong)
    assert "<img src" in text_of(wrong)
    assert "Kody zapasowe" in text_of(right)
    assert desk.ask(to_read()).second_factor


def test_a_wrong_password_begins_nothing(adam: Browser) -> None:
    answer = adam.send(f"{ME}/factor", f"{ME}/factor/secret", password="zgaduję")

    assert answer.status_code == 422
    assert "To nie jest Twoje obecne hasło" in text_of(answer)


def test_codes_for_paper_are_made_anew_and_the_factor_is_switched_off(adam: Browser) -> None:
    _, old = switched_on(adam)

    wrong = adam.send(f"{ME}/factor", f"{ME}/factor/codes", password="zgaduję")
    new = adam.send(f"{ME}/factor", f"{ME}/factor/codes", password=PASSWORD)
    not_off = adam.send(f"{ME}/factor", f"{ME}/factor/off", password="zgaduję")
    off = adam.send(f"{ME}/factor", f"{ME}/factor/off", password=PASSWORD)

    assert (wrong.status_code, not_off.status_code) == (422, 422)
    codes = re.findall(r"<li>(\S+)</li>", text_of(new).split("<main")[1])
    assert len(codes) == 10
    assert set(codes).isdisjoint(old)
    assert off.location == ME
    assert "Drugi składnik jest wyłączony" in adam.get(ME)


def test_a_session_elsewhere_is_ended(adam: Browser, clock: SetClock, desk: StoredDesk) -> None:
    clock.go_on(timedelta(minutes=1))
    desk.do(to_log_in(address="198.51.100.7"), clock.now())
    addresses = re.findall(rf'action="({ME}/sessions/\w+/end)"', adam.get(ME))

    (address,) = addresses
    adam.send(ME, address)

    assert "198.51.100.7" not in adam.get(ME)
    again = adam.send(f"{ME}/password", address)
    assert again.location == ME
    assert "Ta sesja jest zakończona" in adam.get(ME)


def test_whoever_forgot_asks_for_a_link_and_learns_nothing(
    stranger: Browser, desk: StoredDesk
) -> None:
    pages = []
    for login in ("adam@zarska.example", "nikt@zarska.example"):
        stranger.send("/accounts/forgotten", "/accounts/forgotten", login=login)
        pages.append(stranger.get("/accounts/login").split("<main")[1].split("<form")[0])

    wrong = stranger.send("/accounts/forgotten", "/accounts/forgotten", login="")

    assert pages[0] == pages[1]
    assert "Jeśli jest takie konto" in pages[0]
    assert wrong.status_code == 422
    assert desk.ask(to_read()).reset_asked_at == NOW
    assert desk.ask(to_read(PERSON_ID)).staff_id == PERSON_ID


@pytest.mark.parametrize("purpose", ["invitation", "reset"])
def test_a_link_that_does_not_work_says_so(stranger: Browser, purpose: str) -> None:
    answer = stranger.client.get(f"/accounts/{purpose}/guessed")

    assert answer.status_code == 410
    assert "Ten odnośnik już nie działa" in text_of(answer)


def test_passwords_by_a_link_are_typed_twice_and_obey_the_rule(
    zaneta: Browser, stranger: Browser
) -> None:
    page = text_of(
        zaneta.send(f"/accounts/people/{PERSON_ID}", f"/accounts/people/{PERSON_ID}/link")
    )
    found = re.search(r'value="http://localhost(/accounts/reset/[^"]+)"', page)
    assert found is not None

    differ = stranger.send(found[1], found[1], password=OTHER_PASSWORD, again=PASSWORD)
    short = stranger.send(found[1], found[1], password="krótkie", again="krótkie")

    assert (differ.status_code, short.status_code) == (422, 422)
    assert "To inne hasło niż wyżej" in text_of(differ)
    assert "To hasło jest za krótkie" in text_of(short)


def test_pages_and_refusals_speak_english_once_it_was_chosen(adam: Browser) -> None:
    adam.client.get("/language/en?next=/")

    page = adam.get(ME)
    refused = adam.send(f"{ME}/factor", f"{ME}/factor/secret", password="zgaduję")

    assert "My account" in page
    assert "adviser" in page
    assert "This is not your present password." in text_of(refused)
