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


def test_a_card_goes_back_and_a_month_is_opened_again(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.COORDINATOR)

    keyboard.press("Do zatwierdzenia")
    keyboard.press("36/2009")
    keyboard.choose("Powód zwrotu", "karta")
    keyboard.write("Uwagi dla doradcy", "Proszę dopisać ustalenia.")
    keyboard.press("Zwróć do poprawy")
    expect(page.get_by_role("status")).to_contain_text("Zwrócono kartę 36/2009")

    keyboard.press("Czas pracy")
    keyboard.press("Beata Bąk")
    keyboard.choose("Powód", "inn")
    keyboard.write("Uzasadnienie", "Doradca wpisze zapomniany dyżur.")
    keyboard.press("Otwórz ponownie")
    expect(page.get_by_role("status")).to_be_visible()


def test_a_client_is_found_and_comes_again(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.ADVISER)

    keyboard.press("Klienci")
    keyboard.write("Szukaj:", "Górski")
    keyboard.press("Szukaj")
    keyboard.press("Krzysztof Górski")
    keyboard.press("Przebieg")
    expect(page.get_by_role("main")).to_contain_text("Otwarto kartotekę")
    keyboard.press("Dane")
    keyboard.press("Umów poradę")
    keyboard.choose("Zakres", "doradztwo p")
    keyboard.choose("Forma", "tel")
    keyboard.press("Zapisz")
    expect(page.get_by_role("status")).to_contain_text("Zapisano zgłoszenie")


def test_from_the_start_page_to_the_words_of_the_report(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.REPORTING_OFFICER)

    keyboard.press("Wskaźniki")
    keyboard.press("Sprawozdania")
    keyboard.press("Lista kontrolna")
    keyboard.press("Treść")
    keyboard.write("Własna treść", "Cele osiągnięto przed czasem.")
    keyboard.press("Zapisz: ")
    expect(page.get_by_label("Własna treść").first).to_have_value("Cele osiągnięto przed czasem.")


def test_many_cards_are_decided_about_at_once(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.COORDINATOR)

    keyboard.press("Do zatwierdzenia")
    before = page.locator("input[name=rows]").count()
    keyboard.tick("Zaznacz wszystkie na tej stronie")
    expect(page.locator("[data-bulk-count]")).to_have_text(f"Zaznaczono: {before}")
    keyboard.back_to("Zwróć karty do poprawy")
    keyboard.choose("Powód zwrotu", "karta")
    keyboard.press("Pokaż, co się stanie")
    expect(page.get_by_text("Jeszcze nic się nie stało.")).to_be_visible()
    keyboard.press("Wykonaj dla wierszy")

    expect(page.get_by_role("status")).to_contain_text("Wykonano: ")
    keyboard.press("Do zatwierdzenia")
    expect(page.locator("input[name=rows]")).to_have_count(0)


def test_a_list_is_saved_as_it_stands_and_found_again(working: Surfing) -> None:
    page = working.page()
    keyboard = log_in(page, Role.COORDINATOR)

    page.goto("/consultations/cards?states=returned")
    keyboard.to("Zapisz ten widok")
    page.keyboard.press("Enter")
    keyboard.write("Nazwa widoku", "Zwrócone")
    keyboard.press("Zapisz widok")
    keyboard.press("Zwrócone")

    assert page.url.endswith("/consultations/cards?states=returned")
    expect(page.get_by_role("link", name="Zwrócone")).to_have_attribute("aria-current", "page")


def test_a_slash_leads_to_what_looks_in_everything(working: Surfing) -> None:
    page = working.page()
    log_in(page, Role.COORDINATOR)

    page.keyboard.press("/")
    page.keyboard.type("gorski")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Krzysztof Górski", exact=True).first).to_be_visible()
