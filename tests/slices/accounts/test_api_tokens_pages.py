"""What everybody does about the tokens of their programs on the pages."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from services.accounts.domain.refusals import ApiTokenNotValid
from tests.slices.accounts.conftest import Browser, text_of
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.examples import NOW, PASSWORD, to_note_token_used, to_use_token
from tests.unit.web.site import SetClock

TOKENS = "/accounts/me/tokens"
WANTED = {
    "name": "arkusz",
    "scopes": ["consultations:read", "reporting:read"],
    "days": "30",
    "password": PASSWORD,
}


def made(browser: Browser) -> str:
    """Make a token on the page, and return its text."""
    page = text_of(browser.send(TOKENS, TOKENS, WANTED))
    found = re.search(r'value="(owss_[^"]+)"', page)
    assert found is not None, page
    return found[1]


def answers_mark(page: str) -> str:
    """Return the mark of a page's forms against forgery."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_token_is_shown_once_and_listed_then(adam: Browser, desk: StoredDesk) -> None:
    text = made(adam)

    page = adam.get(TOKENS)

    assert text not in page
    assert "arkusz" in page
    assert "doradztwo: odczyt, sprawozdania: odczyt" in page
    assert "<td>nigdy</td>" in page
    holder = desk.ask(to_use_token(text))
    assert holder.full_name == "Adam Ćwiek"
    desk.do(to_note_token_used(holder.token_id))
    assert "<td>nigdy</td>" not in adam.get(TOKENS)


def test_what_was_typed_stays_when_something_is_wrong(adam: Browser) -> None:
    answer = adam.send(TOKENS, TOKENS, {**WANTED, "password": "wrong", "scopes": []})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "To nie jest Twoje obecne hasło" in page
    assert 'value="arkusz"' in page


def test_a_revoked_token_opens_nothing_and_says_so(adam: Browser, desk: StoredDesk) -> None:
    text = made(adam)
    address = re.search(rf'action="({TOKENS}/[^"]+/revoke)"', adam.get(TOKENS))
    assert address is not None
    page = adam.get(TOKENS)

    answers = [adam.send_from(page, address[1], {}) for _ in range(2)]
    again = adam.client.post(
        address[1],
        data={"csrf_token": answers_mark(page), "command_id": str(uuid4())},
        follow_redirects=True,
    )

    assert [answer.location for answer in answers] == [TOKENS, TOKENS]
    assert "Ten token nie działa" in text_of(again)
    assert "cofnięty: " in adam.get(TOKENS)
    with pytest.raises(ApiTokenNotValid):
        desk.ask(to_use_token(text))


def test_a_token_whose_time_has_passed_is_said_to_have_expired(
    adam: Browser, clock: SetClock
) -> None:
    made(adam)
    clock.moment = NOW + timedelta(days=30)
    adam.log_in("adam@zarska.example")

    assert "wygasł" in adam.get(TOKENS)


def test_the_own_account_leads_to_the_tokens(adam: Browser) -> None:
    assert f'href="{TOKENS}"' in adam.get("/accounts/me")
