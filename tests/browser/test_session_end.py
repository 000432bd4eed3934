"""Before a session ends, whoever still works is asked, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from services.accounts.domain import session
from shared.kernel.command import Role
from tests.browser.surfing import Surfing
from tests.browser.test_keyboard import log_in


def test_whoever_still_works_is_asked_and_stays(
    working: Surfing, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = working.page()
    log_in(page, Role.ADVISER)
    monkeypatch.setattr(session, "IDLE_LIMIT", timedelta(seconds=8))
    page.context.clear_cookies(name="owss_token_cistor")
    page.goto("/consultations/clients/new")
    field = page.get_by_label("Nazwa lub imię i nazwisko")
    field.fill("Grupa „Biała Czapla”")
    dialog = page.get_by_role("dialog", name="Czy nadal pracujesz?")

    expect(dialog).to_contain_text("Za chwilę sesja się skończy", timeout=10_000)
    expect(dialog.get_by_role("button", name="Pracuję dalej")).to_be_focused()
    monkeypatch.setattr(session, "IDLE_LIMIT", timedelta(minutes=60))
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("Grupa „Biała Czapla”")


def test_a_session_that_ended_says_so_and_what_was_typed_is_still_there(
    working: Surfing, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = working.page()
    log_in(page, Role.ADVISER)
    monkeypatch.setattr(session, "IDLE_LIMIT", timedelta(seconds=3))
    page.context.clear_cookies(name="owss_token_cistor")
    page.goto("/consultations/clients/new")
    field = page.get_by_label("Nazwa lub imię i nazwisko")
    field.fill("Grupa „Biała Czapla”")
    dialog = page.get_by_role("dialog")

    expect(dialog).to_contain_text("Sesja się skończyła", timeout=15_000)
    dialog.get_by_role("button", name="Zamknij").click()

    expect(field).to_have_value("Grupa „Biała Czapla”")
