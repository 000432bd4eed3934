"""Whoever may open a page finds the way to it: from the start page, by links alone."""

from __future__ import annotations

import re
from collections import Counter, deque
from html import unescape
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import pytest

from shared.kernel.command import Role
from tests.browser.conftest import Pages
from tests.browser.routes import rule_of
from tests.browser.visitor import Visitor
from tests.browser.who_opens import WHO_OPENS, may_open

ENOUGH: Final = 3
"""Pages of one kind that are opened: their links lead to the same kinds of pages."""

MORE: Final = {
    "/consultations/approvals/<uuid:card_id>": 50,
    "/consultations/calendar": 10,
    "/consultations/cards/<uuid:card_id>": 50,
    "/consultations/clients/<uuid:client_id>": 50,
    "/consultations/clients/<uuid:client_id>/timeline": 50,
}
"""But what can be done with a record depends on its state, and not every week has a duty."""

NEED_NO_LINK: Final = frozenset(
    {
        # What other programs ask for, and what is for whoever is not logged in.
        *("/consultations/waiting", "/reporting/waiting", "/accounts/renew", "/accounts/login"),
        *("/accounts/forgotten", "/accounts/invitation/<token>", "/accounts/reset/<token>"),
        # The field on every page leads there, and the page asks each service for its part.
        *("/search", "/accounts/search", "/consultations/search", "/reporting/search"),
        # A list leads there once it has a view, or once something was begun with its rows.
        *("/accounts/views", "/consultations/views", "/reporting/views"),
        *("/accounts/batches/<uuid:batch_id>", "/consultations/batches/<uuid:batch_id>"),
        # Its card leads there, which is one of some hundred; tests/slices asks that it does.
        "/consultations/cards/<uuid:card_id>/scans/<uuid:scan_id>",
        # The mark on each page of a printed report leads there.
        "/reporting/verification",
        # The start page leads there when there is something to do.
        *("/consultations/follow-ups", "/reporting/open"),
    }
)

_LINK: Final = re.compile(r'<a\s[^>]*href="([^"#][^"]*)"')


@pytest.mark.parametrize("role", Role)
def test_every_page_of_a_role_is_reached_by_links(role: Role, pages: Pages) -> None:
    visitor = Visitor.logged_in(pages, role)

    reached, dead = _reached(visitor, pages)

    own = {rule for rule in WHO_OPENS if may_open(role, rule)} - NEED_NO_LINK
    assert not dead, "\n".join(dead)
    assert not own - reached, "\n".join(sorted(own - reached))


def _reached(visitor: Visitor, pages: Pages) -> tuple[set[str], list[str]]:
    """Return the rules of all pages that links lead to, and the links that lead to none."""
    opened: Counter[str] = Counter()
    waiting, known, dead = deque(["/"]), {"/"}, []
    while waiting:
        address = waiting.popleft()
        rule = rule_of(pages, urlsplit(address).path)
        if rule is None:
            dead.append(address)
            continue
        opened[rule] += 1
        if opened[rule] > MORE.get(rule, ENOUGH):
            continue
        answer = visitor.open(address, follow=True)
        if answer.status_code != HTTPStatus.OK:
            dead.append(f"{address}: {answer.status}")
            continue
        opened[str(rule_of(pages, answer.request.path))] += 1
        if answer.mimetype == "text/html":
            for href in _LINK.findall(answer.get_data(as_text=True)):
                link = unescape(href)
                if link.startswith("/") and link not in known:
                    known.add(link)
                    waiting.append(link)
    return set(opened), dead
