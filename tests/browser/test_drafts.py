"""What somebody types is kept by itself, survives the window, and is taken up again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from shared.kernel.command import Role
from tests.browser.surfing import Surfing

TEXT = "Omówiono pierwszy krok i wzór statutu; okno zniknie, zanim ktokolwiek to zapisze."


def test_what_was_typed_into_a_card_comes_back_after_a_crash(working: Surfing) -> None:
    page = working.page(Role.ADVISER)
    page.goto("/consultations/cards/new")
    page.get_by_label("Udzielona porada").fill(TEXT)
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"Zapisano szkic o \d\d:\d\d\."))
    page.get_by_label("Temat").fill("Rejestr")
    expect(page.locator("[name=draft_version]")).to_have_value("2")
    page.close()

    again = working.page(Role.ADVISER)
    again.goto("/consultations/cards/new")
    expect(again.get_by_text("Znaleziono niezapisany szkic")).to_be_visible()
    again.get_by_role("link", name="Wróć do niego").click()

    expect(again.get_by_label("Udzielona porada")).to_have_value(TEXT)
    expect(again.get_by_label("Temat")).to_have_value("Rejestr")
    again.get_by_role("button", name="Odrzuć szkic").click()
    expect(again.get_by_text("Odrzucono szkic.")).to_be_visible()
    expect(again.get_by_label("Udzielona porada")).to_have_value("")


def test_a_second_window_does_not_replace_the_draft_in_silence(working: Surfing) -> None:
    first, second = working.page(Role.ADVISER), working.page(Role.ADVISER)
    for page in (first, second):
        page.goto("/consultations/clients/new")
    first.get_by_label("Nazwa").first.fill("Spółdzielnia Świt")
    expect(first.locator("[data-saved]")).to_contain_text("Zapisano szkic o")

    second.get_by_label("Nazwa").first.fill("Spółdzielnia Zmierzch")

    expect(second.locator("[data-saved]")).to_contain_text("innym oknie zapisano nowszy szkic")
