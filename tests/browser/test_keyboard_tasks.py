"""More of the commonest tasks without a mouse: those that decide, and those that log in twice."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pyotp
from playwright.sync_api import expect

from services.node.clocks import WallClock
from services.node.demo_accounts import PASSWORD
from shared.kernel.command import Role
from tests.browser.people import login_of
from tests.browser.surfing import Surfing
from tests.browser.test_keyboard import log_in

HALF_A_MINUTE = timedelta(seconds=30)
"""A code of the moment is taken once, and the next one is taken already."""


def test_with_a_second_factor_one_logs_in_twice(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.ADVISER)
    page.goto("/accounts/me/factor")
    keyboard.write("Obecne hasło", PASSWORD)
    keyboard.press("Dalej")
    codes = pyotp.TOTP(page.locator("#secret").inner_text())
    keyboard.write("Kod z aplikacji", codes.now())
    keyboard.press("Włącz drugi składnik")
    keyboard.press("Mam je, wróć do konta")
    keyboard.press("Wyloguj")

    keyboard.write("Adres e-mail", login_of(Role.ADVISER))
    keyboard.write("Hasło", PASSWORD)
    keyboard.press("Zaloguj")
    keyboard.write("Kod z aplikacji", codes.at(WallClock().now() + HALF_A_MINUTE))
    keyboard.press("Zaloguj")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Dziś")


def test_from_the_appointment_to_its_card(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.ADVISER)

    keyboard.press("Kalendarz")
    keyboard.press("13:00–14:00")
    keyboard.press("Sporządź kartę")
    expect(page.get_by_label("Od")).to_have_value("13:00")
    keyboard.write("Temat", ": porada ze zgłoszenia")
    keyboard.write("Udzielona porada", "Omówiono wzór statutu i kolejność kroków do rejestru.")
    keyboard.press("Zapisz")

    expect(page.get_by_role("status")).to_contain_text("Zapisano kartę")


def test_a_register_is_checked_and_then_imported(working: Surfing, tmp_path: Path) -> None:
    page = working.page()
    keyboard = log_in(page, Role.COORDINATOR)
    keyboard.press("Klienci")
    keyboard.press("Import rejestrów z Excela")
    template = page.request.get("/consultations/import/template/klienci.xlsx")
    register = tmp_path / "klienci.xlsx"
    register.write_bytes(_with_a_client(template.body()))

    keyboard.choose("Co jest w pliku", "Klienci")
    keyboard.choose_file("Plik XLSX", register)
    keyboard.press("Sprawdź")
    expect(page.get_by_role("main")).to_contain_text("Sprawdzono, nic nie zapisano")
    keyboard.press("Zapisz wszystkie wiersze")

    expect(page.get_by_role("main")).to_contain_text("Zaimportowano: klienci.xlsx")


def test_two_files_of_one_client_become_one(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.COORDINATOR)

    keyboard.press("Klienci")
    keyboard.press("Możliwe powtórzenia")
    keyboard.press("Porównaj: ")
    keyboard.press("Połącz")

    expect(page.get_by_role("status")).to_contain_text("Połączono kartoteki")


def test_a_month_is_closed(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.COORDINATOR)
    keyboard.press("Czas pracy")
    keyboard.press("Beata Bąk")
    keyboard.choose("Powód", "inn")
    keyboard.write("Uzasadnienie", "Doradca wpisze zapomniany dyżur.")
    keyboard.press("Otwórz ponownie")

    keyboard.press("Zamknij miesiąc")

    expect(page.get_by_role("status")).to_contain_text("Karta czasu pracy zamknięta")


def test_a_figure_opens_its_rows_and_a_row_its_event(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.REPORTING_OFFICER)

    keyboard.press("Wskaźniki")
    keyboard.press(page.locator(".owss-count a").first.inner_text())
    keyboard.press("Otwórz wiersze")
    keyboard.press(page.get_by_role("main").locator("tbody a").first.inner_text())

    expect(page).to_have_url(re.compile("/reporting/event"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("kart")


def test_a_report_is_submitted(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.REPORTING_OFFICER)

    keyboard.press("Wskaźniki")
    keyboard.press("Sprawozdania")
    keyboard.press("Lista kontrolna")
    keyboard.press("Przejdź do złożenia")
    keyboard.choose("Rodzaj sprawozdania", "częś")
    keyboard.press("Złóż sprawozdanie")

    expect(page.get_by_role("status")).to_contain_text("Sprawozdanie złożone jako wersja 2")


def _with_a_client(template: bytes) -> bytes:
    """Write one client into an empty register."""
    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book["Klienci"]
    headings = [cell.value for cell in sheet[1]]
    client = {
        "Nr": "1",
        "Rodzaj klienta": "osoba prawna",
        "Nazwa lub imię i nazwisko": "Stowarzyszenie „Źródło”",
    }
    for heading, value in client.items():
        sheet.cell(2, headings.index(heading) + 1, value)
    filled = BytesIO()
    book.save(filled)
    return filled.getvalue()
