"""People with browsers: each role logs in once and keeps its cookies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, expect

from services.node.demo_accounts import PASSWORD
from shared.kernel.command import Role
from tests.browser.people import login_of

WIDE: Final = 1280
NARROW: Final = 360
"""The widths of a window at which every page is looked at."""

HEIGHT: Final = 900
_PATIENCE: Final = 45_000.0
"""Milliseconds that a page is waited for; other tests run on the same machine."""


@dataclass
class Surfing:
    """Opens pages of one node as one person or another."""

    browser: Browser
    address: str
    _contexts: dict[Role | None, BrowserContext] = field(default_factory=dict)

    def page(self, role: Role | None = None) -> Page:
        """Return a new window of whoever holds the role, logged in; `None` is nobody."""
        if role not in self._contexts:
            self._contexts[role] = self._logged_in(role)
        return self._contexts[role].new_page()

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts.values():
            context.close()

    def _logged_in(self, role: Role | None) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": WIDE, "height": HEIGHT},
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
        )
        context.set_default_timeout(_PATIENCE)
        if role is not None:
            page = context.new_page()
            log_in(page, role)
            page.close()
        return context


def log_in(page: Page, role: Role) -> None:
    """Log in by the form, as a person would."""
    page.goto("/accounts/login")
    page.get_by_label("Adres e-mail").fill(login_of(role))
    page.get_by_label("Hasło").fill(PASSWORD)
    page.get_by_role("button", name="Zaloguj").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dziś")
