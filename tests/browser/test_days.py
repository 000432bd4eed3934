"""A day of each who uses the pages most, with pictures of what they see in reports/screenshots."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from shared.kernel.command import Role
from tests.browser.surfing import HEIGHT, NARROW, WIDE, Surfing

PICTURES: Final = Path(__file__).parents[2] / "reports" / "screenshots"


@dataclass
class Album:
    """Pictures of one day, in the order in which they were taken."""

    page: Page
    whose: str
    taken: list[str] = field(default_factory=list)

    def take(self, name: str) -> None:
        """Picture the page as it is, in both widths."""
        self.taken.append(name)
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            file = f"{self.whose}-{len(self.taken):02}-{name}-{width}.png"
            self.page.screenshot(path=PICTURES / file, full_page=True)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").first).to_contain_text(words)


def menu(page: Page, title: str) -> None:
    main = page.get_by_role("navigation", name="Główne menu")
    main.get_by_role("link", name=title, exact=True).click()


def test_the_day_of_an_adviser(working: Surfing) -> None:
    page = working.page(Role.ADVISER)
    album = Album(page, "adviser")

    page.goto("/")
    heading(page, "Dziś, 14 lipca 2009")
    album.take("today")
    page.get_by_role("link", name="Moje karty zwrócone do poprawy").click()
    album.take("returned-cards")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Zmień").click()
    page.get_by_label("Ustalenia").fill("Grupa przeczyta wzór statutu do piątku.")
    album.take("card-to-change")
    page.get_by_role("button", name="Zapisz", exact=True).click()
    told(page, "Zapisano zmiany")
    page.get_by_role("button", name="Podpisz").click()
    told(page, "Karta podpisana")
    album.take("signed-card")

    menu(page, "Kalendarz")
    album.take("calendar")
    page.get_by_role("link", name=re.compile("^13:00")).first.click()
    album.take("appointment")
    page.get_by_role("link", name="Sporządź kartę").click()
    expect(page.get_by_label("Od (wymagane)")).to_have_value("13:00")
    page.get_by_label("Udzielona porada").fill(
        "Omówiono wzór statutu i kolejność kroków do rejestru."
    )
    page.get_by_role("button", name="Zapisz", exact=True).click()
    told(page, "Zapisano kartę")
    album.take("card-from-appointment")

    menu(page, "Klienci")
    album.take("clients")
    page.locator("tbody a").first.click()
    album.take("client")
    page.get_by_role("link", name="Przebieg").click()
    album.take("timeline")
    menu(page, "Czas pracy")
    album.take("timesheets")
    menu(page, "Rejestr porad")
    album.take("register")


def test_the_day_of_a_coordinator(working: Surfing) -> None:
    page = working.page(Role.COORDINATOR)
    album = Album(page, "coordinator")

    page.goto("/")
    album.take("today")
    page.get_by_role("link", name="Karty do zatwierdzenia").click()
    album.take("queue")
    page.locator("tbody a").first.click()
    album.take("card-to-approve")
    page.get_by_role("button", name="Zatwierdź").click()
    told(page, "Zatwierdzono kartę")
    page.get_by_label("Powód zwrotu").select_option(index=1)
    page.get_by_label("Uwagi dla doradcy").fill("Proszę dopisać ustalenia.")
    page.get_by_role("button", name="Zwróć do poprawy").click()
    told(page, "Zwrócono kartę")
    album.take("next-card")
    menu(page, "Klienci")
    page.get_by_role("link", name="Możliwe powtórzenia").click()
    album.take("duplicates")
    menu(page, "Czas pracy")
    page.locator("tbody a").first.click()
    album.take("timesheet")
    menu(page, "Wskaźniki")
    album.take("dashboard")
    page.goto("/consultations/import")
    album.take("import")


def test_the_day_of_a_reporting_officer(working: Surfing) -> None:
    page = working.page(Role.REPORTING_OFFICER)
    album = Album(page, "officer")

    page.goto("/")
    album.take("today")
    menu(page, "Wskaźniki")
    album.take("dashboard")
    # From a figure to its rows, and from a row to the domain event: three clicks.
    page.locator(".owss-tile .owss-count a").first.click()
    album.take("figure")
    page.get_by_role("link", name="Otwórz wiersze").click()
    album.take("rows")
    page.locator("tbody a").first.click()
    heading(page, "Zatwierdzono kartę doradztwa")
    album.take("event")
    page.goto("/reporting/reports/owss-2009/checklist")
    album.take("checklist")
    page.goto("/reporting/reports/owss-2009/narrative")
    album.take("narrative")
    page.goto("/reporting/reports/owss-2009/preview")
    album.take("preview")
    page.goto("/reporting/reports/owss-2009/submission")
    album.take("submission")
    page.goto("/reporting/reports/owss-2009/versions/1/changes")
    album.take("changes")


def test_the_day_of_the_ministry(working: Surfing) -> None:
    page = working.page(Role.MINISTRY)
    album = Album(page, "ministry")

    page.goto("/")
    album.take("today")
    menu(page, "Wskaźniki")
    album.take("reports")
    page.goto("/reporting/reports/owss-2009/versions/1")
    album.take("version")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.goto("/reporting/dashboard/owss-2009")
    expect(page.get_by_text("Twoja rola nie pozwala")).to_be_visible()
    album.take("refused")


@pytest.fixture(autouse=True, scope="module")
def pictures() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
