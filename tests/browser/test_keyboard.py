"""The commonest tasks without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from services.node.demo_accounts import PASSWORD
from shared.kernel.command import Role
from tests.browser.keyboard import Keyboard
from tests.browser.people import login_of
from tests.browser.surfing import Surfing


def log_in(page: Page, role: Role) -> Keyboard:
    keyboard = Keyboard(page)
    page.goto("/")
    keyboard.write("Adres e-mail", login_of(role))
    keyboard.write("Hasło", PASSWORD)
    keyboard.press("Zaloguj")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dziś")
    return keyboard


def test_from_the_new_client_to_the_approved_card(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.ADVISER)

    keyboard.press("Klienci")
    keyboard.press("Nowy klient")
    keyboard.choose("Rodzaj klienta", "grupa")
    keyboard.write("Nazwa lub imię i nazwisko", "Grupa inicjatywna „Biała Czapla”")
    keyboard.write("E-mail", "czapla@odbiorca.example")
    keyboard.press("Zapisz")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Biała Czapla")

    keyboard.press("Karty")
    keyboard.press("Nowa karta")
    keyboard.write("Znajdź klienta", "Biała Czapla")
    keyboard.press("Szukaj")
    keyboard.tick("Grupa inicjatywna „Biała Czapla”")
    keyboard.write_time("Od", "0700")
    keyboard.write_time("Do", "0730")
    keyboard.choose("Zakres", "doradztwo p")
    keyboard.choose("Forma", "osob")
    keyboard.write("Temat", "Założenie spółdzielni")
    keyboard.write("Udzielona porada", "Omówiono wzór statutu i kolejność kroków do rejestru.")
    keyboard.write("Ustalenia", "Grupa przeczyta wzór statutu.")
    keyboard.press("Zapisz")
    expect(page.get_by_role("status")).to_contain_text("Zapisano kartę")
    keyboard.press("Podpisz")
    expect(page.get_by_role("status")).to_contain_text("Karta podpisana")
    number = page.get_by_role("heading", level=1).inner_text().split()[-1]
    keyboard.press("Wyloguj")

    keyboard = log_in(page, Role.COORDINATOR)
    keyboard.press("Do zatwierdzenia")
    keyboard.press(number)
    keyboard.press("Zatwierdź")
    expect(page.get_by_role("status")).to_contain_text(f"Zatwierdzono kartę {number}")
