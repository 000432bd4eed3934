"""What is found of reporting by a few letters, and who finds what."""

from __future__ import annotations

import re

from shared.kernel.command import Role
from tests.slices.reporting_web.conftest import Browser, Pages
from tests.storage.reporting.reading import PROGRAMME, Centre


def found(browser: Browser, words: str) -> dict[str, str]:
    page = browser.opens(f"/search?q={words}")
    return {words: path for path, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', page)}


def test_a_figure_is_found_by_its_words_without_polish_letters(officer: Browser) -> None:
    hits = found(officer, "niestawien")

    (path,) = hits.values()
    assert path.startswith("/figures/number_of_no_shows?first=")
    assert officer.opens(path)


def test_a_programme_is_found_by_its_code(officer: Browser, ministry: Browser) -> None:
    assert f"/dashboard/{PROGRAMME.code}" in found(officer, PROGRAMME.code).values()
    assert f"/reports/{PROGRAMME.code}/" in found(ministry, PROGRAMME.code).values()


def test_an_event_is_found_as_rows_name_it(officer: Browser) -> None:
    ((words, path),) = found(officer, "zarska 1/1").items()

    assert words == "zarska 1/1"
    assert "zarska" in officer.opens(path)
    assert found(officer, "zarska/consultations 1/1") != {}
    assert found(officer, "zarska 1/999") == {}


def test_the_ministry_finds_no_figures_as_of_now(ministry: Browser) -> None:
    assert found(ministry, "niestawien") == {}
    assert found(ministry, "zarska 1/1") == {}


def test_a_coordinator_finds_figures_and_no_reports(pages: Pages) -> None:
    coordinator = pages.as_(Role.COORDINATOR)

    assert all("/reports/" not in path for path in found(coordinator, PROGRAMME.code).values())


def test_nothing_asked_is_nothing_found(officer: Browser) -> None:
    assert found(officer, "") == {}


def test_a_submitted_report_is_found(pages: Pages, centre: Centre) -> None:
    centre.submit()

    hits = found(pages.as_(Role.MINISTRY), "sprawozdanie")

    assert list(hits.values()) == [f"/reports/{PROGRAMME.code}/versions/1"]


def test_the_rows_of_a_figure_have_views_of_their_own(officer: Browser) -> None:
    rows = "/figures/hours_of_advice/rows"

    page = officer.opens(f"{rows}?first=2009-06-01&last=2009-06-30&rows=20")

    assert "Zapisz ten widok" in page
    assert officer.opens(f"/views?path={rows}", base_url="http://localhost")
