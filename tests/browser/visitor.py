"""Somebody who asks for pages without a browser: quick, and sees what the server really answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from werkzeug.test import Client, TestResponse

from services.node.demo_accounts import PASSWORD
from shared.kernel.command import Role
from tests.browser.people import login_of

REFUSED = "Twoja rola nie pozwala na tę czynność"
"""How the page begins that tells somebody that their role may not."""

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Visitor:
    """Keeps cookies, follows only where it is told to."""

    client: Client

    @classmethod
    def nobody(cls, pages: Callable[..., Any]) -> Visitor:
        return cls(Client(pages))

    @classmethod
    def logged_in(cls, pages: Callable[..., Any], role: Role) -> Visitor:
        visitor = cls.nobody(pages)
        form = {"login": login_of(role), "password": PASSWORD}
        answer = visitor.send("/accounts/login", form)
        assert answer.status_code == 302, seen(answer)
        return visitor

    def open(self, address: str, *, follow: bool = False) -> TestResponse:
        return self.client.get(address, follow_redirects=follow)

    def send(self, address: str, form: dict[str, str]) -> TestResponse:
        """Send a form of the page at this address, with the mark that the page gave."""
        return self.client.post(address, data={**form, "csrf_token": self.mark(address)})

    def mark(self, address: str) -> str:
        """Return the mark that forms of the page at this address carry against forgery."""
        page = self.open(address).get_data(as_text=True)
        token = _CSRF.search(page)
        assert token is not None, page
        return token[1]


def seen(answer: TestResponse) -> str:
    """Return the words of a page."""
    text = unescape(_TAG.sub(" ", answer.get_data(as_text=True)))
    return " ".join(text.split())
