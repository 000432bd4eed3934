"""From the dashboard to a figure, its rows, and the domain event behind a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from services.reporting.domain import answered_figure
from services.reporting.figures.catalogue import FIGURES as DEFINITIONS
from services.reporting.web.wording import FIGURES
from shared.database import Database
from shared.kernel.command import Role
from tests.slices.reporting_web.conftest import Browser, Pages, pages_over
from tests.storage.reporting.advice_told import NOW, Node, a_client
from tests.storage.reporting.people_told import Desk
from tests.storage.reporting.reading import PROGRAMME, Centre

BOARD = "/dashboard/owss-2009"
HOURS = "/figures/hours_of_advice?first=2009-06-01&last=2009-12-31"
ROWS = "/figures/hours_of_advice/rows?first=2009-06-01&last=2009-12-31"


def test_with_one_programme_the_dashboard_is_the_first_page(officer: Browser) -> None:
    officer.opens("/", status=302)
    page = officer.goes_on()

    assert "Pulpit: Ośrodek Wsparcia Spółdzielczości Socjalnej" in page
    assert "plan: 600, wykonano 0,3%" in page
    assert "<strong>Żarska SS</strong>: dane kompletne do: 7 lipca 2009" in page
    assert "nie wykonano w terminie" in page
    assert page.count("<svg") == len(PROGRAMME.indicators) + 1


def test_three_clicks_lead_from_a_tile_to_the_domain_event(officer: Browser) -> None:
    officer.opens(BOARD)

    figure = officer.follows("2,50 h")
    rows = officer.follows("Otwórz wiersze (2)")
    event = officer.follows("cistor 1/1")

    assert "suma kolumny „Minuty”" in figure
    assert "Przeliczono wszystkie wiersze: suma kolumny „Minuty” daje 2,50 h" in rows
    assert "Łańcuch sprawdzono" in event
    assert "pl.owss.consultations.advice_card_approved.v1" in event


def test_what_was_kept_says_of_when_it_is(pages: Pages, centre: Centre) -> None:
    centre.keep_figures()

    page = pages.as_(Role.OPERATIONS).opens(BOARD)

    assert "Klientów policzono: 7 lipca 2009 r., godz. 14:00." in page


def test_a_coordinator_sees_the_own_node(pages: Pages) -> None:
    coordinator = pages.as_(Role.COORDINATOR)

    page = coordinator.opens(BOARD)
    assert "Sprawozdania</a>" not in page
    refused = coordinator.opens(f"{HOURS}&node=zarska", status=403)

    assert "węzeł cistor" in page
    assert "to nie są dane Twojego węzła (zarska)." in refused


def test_the_ministry_and_an_administrator_have_no_dashboard(
    pages: Pages, ministry: Browser
) -> None:
    ministry.opens(BOARD, status=403)
    pages.as_(Role.NODE_ADMINISTRATOR).opens("/", status=403)
    ministry.opens("/", status=302)

    assert ministry.answers[-1].headers["Location"].endswith("/reports/owss-2009/")


def test_a_figure_is_narrowed_in_its_address(officer: Browser) -> None:
    page = officer.opens(f"{HOURS}&node=zarska&field_of_advice=")

    assert "1,50 h" in page
    assert '<option value="zarska" selected>Żarska SS</option>' in page


def test_people_are_told_apart_by_what_they_were_recognised(officer: Browser) -> None:
    page = officer.opens("/figures/unique_people?first=2009-06-01&last=2009-12-31")

    assert "rozpoznano po kartotece jednego węzła: 7" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/figures/hours_of_advice", 400),
        ("/figures/hours_of_advice?first=2009-13-01&last=x", 400),
        (f"{HOURS}&colour=red", 422),
        (f"{HOURS}&report=owss-2009&version=x", 400),
        (f"{HOURS}&report=owss-2009&version=7", 404),
        ("/figures/poems?first=2009-06-01&last=2009-12-31", 404),
        (f"{ROWS}&sort=generation", 422),
        ("/event", 400),
        ("/event?source=/nodes/zarska/consultations&epoch=1&position=x", 400),
        ("/event?source=/nodes/zarska/consultations&position=77", 404),
        ("/dashboard/owss-1900", 404),
        ("/reports/owss-1900/preview", 404),
    ],
)
def test_an_address_that_leads_nowhere_says_so(officer: Browser, address: str, status: int) -> None:
    assert "Nie udało się" in officer.opens(address, status=status)


def test_rows_are_sorted_and_shown_in_pages(
    officer: Browser, centre: Centre, nodes: dict[str, Node]
) -> None:
    for number in range(10, 70):
        nodes["swrgzs"].approve(number, minutes=5, clients=(a_client(number),))
    centre.hear_again(nodes["swrgzs"])

    first = officer.opens(f"{ROWS}&sort=-minutes")
    second = officer.opens(f"{ROWS}&sort=-minutes&page=2")

    assert first.index("1/2009/cistor") > first.index("2/2009/zarska")
    assert "Wiersze 51–62 z 62" in second
    assert 'aria-sort="descending"' in first


def test_many_rows_are_proved_only_when_asked(
    officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.reporting.application.open_rows.PROVED_UNASKED", 1)

    unasked = officer.opens(ROWS)
    asked = officer.follows("Przelicz go ze wszystkich wierszy")

    assert answered_figure.PROVED_UNASKED > 1
    assert "Wskaźnik: 2,50 h." in unasked
    assert "tyle co wskaźnik" in asked


def test_rows_that_do_not_come_to_the_figure_are_told(officer: Browser, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE daily_total SET amount = amount + 1")

    page = officer.opens(ROWS)

    assert "z wierszy wychodzi 150, a wskaźnik wynosi 152" in page


def test_rows_are_kept_as_files_with_what_was_asked(officer: Browser) -> None:
    officer.opens(f"{ROWS}&node=zarska&format=xlsx")
    workbook = load_workbook(BytesIO(officer.answers[-1].data))
    csv = officer.opens(f"{ROWS}&node=zarska&format=csv")

    asked = {row[0].value: row[1].value for row in workbook["Parametry"].iter_rows(min_row=2)}
    assert asked["Wskaźnik"] == "Liczba godzin doradztwa"
    assert asked["Węzeł"] == "zarska" or asked["Liczba wierszy"] == "1"
    assert "2/2009/zarska" in csv


def test_a_list_without_rows_says_what_to_do(officer: Browser) -> None:
    page = officer.opens(f"{ROWS}&field_of_advice=audit_unions")

    assert "Nie ma wierszy. Zmień okres albo filtry." in page


def test_a_chain_that_does_not_hold_is_told(officer: Browser, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER inbox_refuses_UPDATE")
        connection.exec_driver_sql("UPDATE inbox SET digest = 'x' WHERE source LIKE '%zarska%'")

    page = officer.opens("/event?source=/nodes/zarska/consultations&position=1")

    assert "Łańcuch się nie zgadza" in page


def test_a_silent_node_and_one_never_heard_of_are_named(centre: Centre) -> None:
    centre.reporting.expect(Node("nowy"))
    later = pages_over(centre.database, NOW + timedelta(hours=2))

    page = later.as_(Role.REPORTING_OFFICER).opens(BOARD)

    assert "<strong>Żarska SS</strong>: węzeł milczy od: 7 lipca 2009" in page
    assert "<strong>nowy</strong>: węzeł nie przekazał jeszcze żadnych danych" in page


def test_before_any_programme_the_next_step_is_told(database: Database) -> None:
    page = pages_over(database).as_(Role.ADVISER).opens("/")

    assert "Nie ma jeszcze programu." in page


def test_of_several_programmes_one_is_chosen(centre: Centre, officer: Browser) -> None:
    centre.publish(replace(PROGRAMME, code="owss-2010", version=1))

    page = officer.opens("/")

    assert (page.count("Pulpit"), page.count("owss-2010")) == (2, 3)


def test_what_has_no_target_at_a_node_has_a_dash_instead(centre: Centre, officer: Browser) -> None:
    hours = replace(PROGRAMME.indicators[1], targets_by_node={})
    centre.publish(replace(PROGRAMME, version=2, indicators=(hours,)))

    page = officer.opens(BOARD)

    assert '<td class="text-end">–</td><td class="text-end">–</td>' in page


def test_a_halted_projection_is_told(officer: Browser, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE projection SET halted_because = 'zbyt wiele błędów'")

    assert "Wliczanie zdarzeń jest wstrzymane." in officer.opens(BOARD)


def test_each_figure_is_called_as_in_the_catalogue() -> None:
    assert {name: str(words) for name, words in FIGURES.items()} == {
        name: definition.label for name, definition in DEFINITIONS.items()
    }


def test_a_figure_says_what_it_is_and_what_it_is_made_of(officer: Browser) -> None:
    page = officer.opens(f"{HOURS}&field_of_advice=legal")

    assert "Karta liczy się raz" in page
    assert "Zakres porady: doradztwo prawne" in page
    assert "Części sumują się do całości." in page
    assert "Według organizacji" in page
    part = officer.opens(f"{HOURS}&node=zarska&first=2009-07-01&last=2009-07-31")
    assert "Z czego się składa" in part
    clients = officer.opens(HOURS.replace("hours_of_advice", "unique_clients"))
    assert "Jeden klient może być w kilku częściach" in clients


def test_an_event_is_told_in_words_with_its_record_below(
    centre: Centre, nodes: dict[str, Node], officer: Browser
) -> None:
    Desk(nodes["zarska"]).path_opened(7)
    centre.hear_again(nodes["zarska"])

    card = officer.opens("/event?source=/nodes/cistor/consultations&position=1")
    path = officer.opens(
        f"/event?source=/nodes/zarska/consultations&position={len(nodes['zarska'].links)}"
    )

    assert "Zatwierdzono kartę doradztwa" in card
    assert "karta doradztwa 1/2009/cistor" in card
    assert "7 lipca 2009" in card
    assert "osoba fizyczna" in card
    assert "Zapis oryginalny" in card
    assert '"held_on": "2009-07-07"' in card
    assert "Rozpoczęto ścieżkę wsparcia" in path


def test_no_view_can_be_what_rows_open_with(officer: Browser) -> None:
    page = officer.opens(ROWS)

    assert "Zapisz widok" in page
    assert "otwieraj listę z tym widokiem" not in page
