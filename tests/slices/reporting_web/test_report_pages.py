"""The report: written, checked, submitted, read by the Ministry, and compared with today."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from services.reporting.storage.reports import StoredReports
from shared.database import Database
from shared.kernel.command import Role
from tests.slices.reporting_web.conftest import Browser, Pages, pages_over
from tests.storage.reporting.advice_told import NOW, Node
from tests.storage.reporting.reading import Centre

REPORT = "/reports/owss-2009"


def words(text: str, version: int = 0) -> dict[str, str]:
    """Return what the form of a section sends."""
    return {"text": text, "expected_version": str(version)}


def test_the_preview_shows_the_form_with_links_to_figures(officer: Browser) -> None:
    page = officer.opens(f"{REPORT}/preview")

    assert "Część I. Sprawozdanie merytoryczne" in page
    assert "Sprawozdanie końcowe" in page
    assert 'href="/figures/unique_clients?' in page


def test_words_are_written_beside_those_made_from_facts(officer: Browser) -> None:
    page = officer.opens(f"{REPORT}/narrative")

    officer.sends(f"{REPORT}/narrative/goals", words("Nasze słowa."))
    after = officer.goes_on()

    assert "Nikt jeszcze niczego nie zmienił." in page
    assert "Zapisano: 7 lipca 2009 r., godz. 14:00" in after
    assert ">Nasze słowa.</textarea>" in after
    assert "Wartość docelową osiągnięto dla" in after
    assert "treść z danych" in after
    assert "Nasze słowa." in officer.opens(f"{REPORT}/preview")


def test_words_save_themselves_while_somebody_types(officer: Browser) -> None:
    officer.opens(f"{REPORT}/narrative")

    first = officer.sends_quietly(
        f"{REPORT}/narrative/goals", text="Pierwsze.", expected_version="0"
    )
    stale = officer.sends_quietly(
        f"{REPORT}/narrative/goals", text="Spóźnione.", expected_version="0"
    )
    wrong = officer.sends_quietly(f"{REPORT}/narrative/goals", text="x", expected_version="y")

    assert first.json is not None
    assert (first.status_code, first.json["version"]) == (200, 1)
    assert first.json["saved"].startswith("Zapisano: 7")
    assert stale.status_code == wrong.status_code == 409
    assert stale.json is not None
    assert wrong.json is not None
    assert "Ktoś inny zmienił tę część" in stale.json["problem"]
    assert wrong.json["problem"] == "Podaj wersję, którą widać na ekranie."


def test_a_stale_edit_keeps_what_was_typed_and_shows_what_stands_there(
    officer: Browser,
) -> None:
    officer.opens(f"{REPORT}/narrative")
    officer.sends(f"{REPORT}/narrative/goals", words("Pierwsze."))

    page = officer.sends(f"{REPORT}/narrative/goals", words("Drugie."), status=409)

    assert ">Drugie.</textarea>" in page
    assert "Teraz zapisane jest:" in page
    assert ">Pierwsze.</blockquote>" in page
    assert 'name="expected_version" value="1"' in page


def test_words_that_are_too_many_are_refused_with_a_sentence(officer: Browser) -> None:
    officer.opens(f"{REPORT}/narrative")

    page = officer.sends(f"{REPORT}/narrative/goals", words("x" * 20_001), status=409)

    assert "Tekst ma 20001 znaków" in page


def test_operations_read_the_words_and_do_not_write_them(pages: Pages) -> None:
    page = pages.as_(Role.OPERATIONS).opens(f"{REPORT}/narrative")

    assert "<textarea" not in page
    assert "Treść z danych" in page


def test_the_check_list_names_who_has_to_act(
    centre: Centre, nodes: dict[str, Node], pages: Pages
) -> None:
    nodes["zarska"].unreadable(8)
    centre.hear_again(nodes["zarska"])
    later = pages_over(centre.database, NOW + timedelta(hours=1))

    page = later.as_(Role.REPORTING_OFFICER).opens(f"{REPORT}/checklist")

    assert "Zdarzenia odłożone" in page
    assert "sprawozdanie można złożyć tylko tak, że je wymienia" in page
    assert "administrator węzła, swrgzs" in page
    assert "Przyczyna odchylenia: punkt konsultacyjny (06.2009)" in page
    assert "Przejdź do złożenia" in page
    assert "Przejdź do złożenia" not in pages.as_(Role.OPERATIONS).opens(f"{REPORT}/checklist")


def test_a_report_is_submitted_and_its_version_shown(officer: Browser) -> None:
    officer.opens(f"{REPORT}/submission")
    form = filled(officer)

    officer.sends(f"{REPORT}/submission", form)
    page = officer.goes_on()

    assert "Sprawozdanie złożone jako wersja 1." in page
    assert "Pliki zgadzają się ze skrótami z chwili złożenia." in page
    assert "wersja 1 a dziś" in officer.opens(f"{REPORT}/")


def filled(officer: Browser) -> dict[str, str]:
    """Return what stands in the form of the submission."""
    inputs = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]* value="([^"]*)"', officer.page))
    areas = dict(re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>([^<]*)<', officer.page))
    for name in ("csrf_token", "command_id", "naming_parked"):
        inputs.pop(name, None)
    return {"kind": "final", **inputs, **{name: unescape(text) for name, text in areas.items()}}


def test_what_is_wrong_with_a_submission_is_told_and_nothing_typed_is_lost(
    officer: Browser, centre: Centre, nodes: dict[str, Node]
) -> None:
    nodes["zarska"].unreadable(8)
    centre.hear_again(nodes["zarska"])
    officer.opens(f"{REPORT}/submission")
    form = filled(officer)

    unreadable = officer.sends(f"{REPORT}/submission", {**form, "dated": "jutro"}, status=422)
    unnamed = officer.sends(f"{REPORT}/submission", form, status=422)
    officer.sends(f"{REPORT}/submission", form, naming_parked="1")

    assert 'value="jutro"' in unreadable
    assert "Podaj datę sporządzenia" in unreadable
    assert "Nie ujęto zdarzeń odłożonych albo pominiętych (1)." in unnamed


def test_only_the_officer_submits(pages: Pages, ministry: Browser) -> None:
    operations, officer = pages.as_(Role.OPERATIONS), pages.as_(Role.REPORTING_OFFICER)
    officer.opens(f"{REPORT}/submission")
    operations.opens(f"{REPORT}/submission", status=403)

    operations.sends(f"{REPORT}/submission", filled(officer), status=403)
    for page in ("preview", "narrative", "checklist", "versions/1/changes"):
        ministry.opens(f"{REPORT}/{page}", status=403)


def test_the_ministry_reads_versions_and_the_figures_behind_them(
    centre: Centre, nodes: dict[str, Node], ministry: Browser
) -> None:
    empty = ministry.opens(f"{REPORT}/")
    centre.submit()
    nodes["zarska"].correct(2, minutes=30, clients=())
    centre.hear_again(nodes["zarska"])

    listed = ministry.opens(f"{REPORT}/")
    ministry.follows("wersja 1")
    figure = ministry.opens(
        "/figures/hours_of_advice?first=2009-06-01&last=2009-12-31"
        "&programme=owss-2009&report=owss-2009&version=1"
    )
    rows = ministry.follows("Otwórz wiersze (2)")
    event = ministry.follows("zarska 1/1")
    refused = ministry.opens(
        "/figures/hours_of_advice?first=2009-06-01&last=2009-12-31", status=403
    )

    assert "Nie złożono jeszcze żadnej wersji." in empty
    assert "lista kontrolna" not in listed.lower()
    assert "2,50 h" in figure
    assert "To jest stan z chwili złożenia sprawozdania." in figure
    assert "2/2009/zarska" in rows
    assert "Łańcuch sprawdzono" in event
    assert "Dane</h2>" not in event
    assert "te dane (hours_of_advice) nie pochodzą ze złożonego sprawozdania." in refused


def test_files_are_those_that_were_submitted(centre: Centre, ministry: Browser) -> None:
    centre.submit()

    ministry.opens(f"{REPORT}/versions/1/report.pdf")
    pdf = ministry.answers[-1]
    ministry.opens(f"{REPORT}/versions/1/report.xlsx")
    xlsx = ministry.answers[-1]

    with centre.database.read() as connection:
        drawn = StoredReports(connection).get("owss-2009").drawn
    assert (pdf.data, xlsx.data) == (drawn.pdf, drawn.xlsx)
    assert "sprawozdanie-owss-2009-wersja-1.xlsx" in xlsx.headers["Content-Disposition"]
    ministry.opens(f"{REPORT}/versions/1/report.exe", status=404)
    ministry.opens(f"{REPORT}/versions/2", status=404)


def test_what_changed_since_names_its_causes(
    centre: Centre, nodes: dict[str, Node], officer: Browser
) -> None:
    centre.submit()
    unchanged = officer.opens(f"{REPORT}/versions/1/changes")
    for _ in range(6):
        nodes["zarska"].correct(2, minutes=30)
    nodes["zarska"].approve(3, minutes=15)
    for number in range(4, 9):
        nodes["zarska"].approve(number, minutes=15)
    centre.hear_again(nodes["zarska"])

    page = officer.opens(f"{REPORT}/versions/1/changes")
    event = officer.follows("Skorygowano kartę doradztwa")

    assert "Od złożenia nic się nie zmieniło." in unchanged
    assert "Porady według zakresu" in page
    assert "innych" in page
    assert "Łańcuch sprawdzono" in event


def test_a_change_of_freshness_alone_has_no_cause(centre: Centre) -> None:
    centre.submit()
    later = pages_over(centre.database, NOW + timedelta(hours=2))

    page = later.as_(Role.REPORTING_OFFICER).opens(f"{REPORT}/versions/1/changes")

    assert "stan danych węzła, lista dopasowań albo sposób liczenia" in page


def test_a_version_whose_files_were_altered_says_so(
    centre: Centre, officer: Browser, database: Database
) -> None:
    centre.submit()
    with database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER report_version_refuses_UPDATE")
        connection.exec_driver_sql("UPDATE report_version SET pdf = x'00'")

    assert "Pliki nie zgadzają się" in officer.opens(f"{REPORT}/versions/1")


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.REPORTING_OFFICER, "Do uzupełnienia w sprawozdaniu"),
        (Role.OPERATIONS, "Węzły i zdarzenia do wyjaśnienia"),
        (Role.MINISTRY, "Sprawozdanie z programu owss-2009, wersja 1"),
    ],
)
def test_what_waits_is_told_to_whom_it_concerns(
    centre: Centre, nodes: dict[str, Node], pages: Pages, role: Role, told: str
) -> None:
    nodes["zarska"].unreadable(8)
    centre.hear_again(nodes["zarska"])
    centre.submit(naming_parked=True)

    fragment = pages.as_(role).opens("/waiting")

    assert told in fragment
    assert "<html" not in fragment
    assert pages.as_(Role.ADVISER).opens("/waiting").strip() == ""


def test_a_number_that_waits_leads_to_as_many_rows(
    centre: Centre, nodes: dict[str, Node], pages: Pages
) -> None:
    nodes["zarska"].unreadable(8)
    centre.hear_again(nodes["zarska"])
    officer, operations = pages.as_(Role.REPORTING_OFFICER), pages.as_(Role.OPERATIONS)

    officer.opens("/waiting")
    own = officer.follows("6")
    operations.opens("/waiting")
    theirs = operations.follows("1")

    assert "Otwarte punkty: 6" in own
    assert "Tylko to, co ma zrobić: sprawozdawca." in own
    assert "Otwarte punkty: 1" in theirs
    assert "Otwarte punkty: 9" in officer.follows("Pokaż wszystko")


def test_when_all_is_well_there_is_nothing_to_see_to(pages: Pages) -> None:
    page = pages.as_(Role.OPERATIONS).opens("/open")

    assert "Wszystkie węzły są na bieżąco i nic nie jest odłożone." in page


def test_a_check_list_without_points_says_so(pages: Pages) -> None:
    page = pages.as_(Role.REPORTING_OFFICER).opens(f"{REPORT}/checklist?who=node_administrator")
    unknown = pages.as_(Role.REPORTING_OFFICER).opens(f"{REPORT}/checklist?who=king")

    assert "Wszystko gotowe: nic nie jest otwarte." in page
    assert "Otwarte punkty" in unknown


def test_whoever_holds_a_printed_report_can_check_it(centre: Centre, pages: Pages) -> None:
    digest = centre.submit()["value_digest"]
    nobody = pages.as_nobody()

    asked = nobody.opens("/verification")
    found = nobody.opens(f"/verification?digest={digest[:32].upper()}%20{digest[32:]}")
    centre.submit()
    replaced = nobody.opens(f"/verification?digest={digest}")
    unknown = nobody.opens(f"/verification?digest={'0' * 64}", status=404)
    unreadable = nobody.opens("/verification?digest=sha", status=404)

    assert "Sprawdź sprawozdanie" in asked
    assert "To jest złożone sprawozdanie z programu owss-2009, wersja 1." in found
    assert "Później złożono nowszą wersję." not in found
    assert "Później złożono nowszą wersję." in replaced
    assert "Nie złożono tu sprawozdania o skrócie 0000" in unknown
    assert "64 cyfry i litery od a do f" in unreadable


def test_in_a_season_pages_and_the_report_say_that_time_is_played(centre: Centre) -> None:
    played = pages_over(centre.database, plays=True).as_(Role.REPORTING_OFFICER)
    played.opens(f"{REPORT}/submission")

    played.sends(f"{REPORT}/submission", filled(played))

    assert "Sezon pokazowy" in played.opens(f"{REPORT}/preview")
