"""Real workbooks are imported into a real database, through the service's own method."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete

from services.consultations.application.accept_programme import accept_programme
from services.consultations.registers import importing
from services.consultations.registers.advice_cards import CARDS
from services.consultations.registers.clients import CLIENTS
from services.consultations.registers.columns import layout_of
from services.consultations.registers.duties import DUTIES
from services.consultations.registers.kind import RegisterKind
from services.consultations.registers.result import ImportResult, Status, write_result
from services.consultations.registers.workbook import RegisterUnreadable, read_register
from services.consultations.service import ConsultationsService
from services.consultations.storage import tables
from services.consultations.storage.unit_of_work import unit_of_work
from services.consultations.storage.verification import compare_state_with_journal
from services.node.runtime import MIGRATIONS
from shared.database import Database
from shared.kernel.command import StaleRecord
from shared.messaging.runtime import Runtime
from shared.messaging.tables import command_log
from shared.wire.programme import read_programme
from shared.wire.published import CATALOGUE
from tests.bus.owss import PROJECT
from tests.slices.node.registers import (
    KOWALSKA,
    NODE,
    NOWAK,
    Node,
    StoppedClock,
    moment,
)

PROGRAMME = PROJECT / "deploy" / "programmes" / "owss-2009.yaml"
SOURCE = f"/nodes/{NODE}/consultations"

CLIENT_HEADINGS = (
    *("Uwagi", "Lp.", "Rodzaj klienta", "Nazwa", "E-mail", "Telefon", "NIP", "KRS"),
    *("Płeć", "Wiek", "Gmina", "Status", "Inny klient"),
)
COOPERATIVE = (
    *("stały klient", 1, "Spółdzielnia socjalna", "Spółdzielnia „Wspólny Stół”", None),
    *("+48 600 100 200", "526-025-02-74", 12345),
)
PERSON = (
    *(None, 2.0, "osoba fizyczna", "Jan Żak", "jan@example.org", None, None, None),
    *("mężczyzna", "25-34 lata", "Toruń", "osoba bezrobotna"),
)
CARD_HEADINGS = (
    *("Lp", "Data", "Od", "Do", "Liczba godzin", "Doradca", "Nr klienta", "NIP klienta"),
    "KRS klienta",
    *("Klient", "E-mail klienta", "Zakres", "Forma", "Temat", "Udzielona porada"),
    *("Podpis doradcy", "Podpis klienta"),
)
ADVICE = "Omówiono procedurę zmiany statutu spółdzielni i wpisu w KRS."


def a_card(number: int, **changes: object) -> list[object]:
    """Return a row of the register of advice, an hour and a half of each number's own day."""
    values: dict[str, object] = {
        "Lp": number,
        "Data": date(2009, 7, number),
        "Od": time(9, 30),
        "Do": "11:00",
        "Liczba godzin": "1,5",
        "Doradca": "Kowalska Anna",
        "Nr klienta": 1,
        "Zakres": "doradztwo prawne",
        "Forma": "Osobiście",
        "Temat": "Zmiana statutu spółdzielni",
        "Udzielona porada": ADVICE,
        **changes,
    }
    return [values.get(heading) for heading in CARD_HEADINGS]


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["consultations"]


@pytest.fixture
def node(migrated_url: str, tmp_path: Path) -> Iterator[Node]:
    """Give a node with the programme of 2009 and two advisers, and nobody else."""
    database = Database(migrated_url)
    service: Any = ConsultationsService()
    service.database, service.clock, service.source = database, StoppedClock(), SOURCE
    service.runtime = Runtime(
        node=NODE,
        is_centre=False,
        installation=uuid4(),
        broker_url="amqp://nobody@127.0.0.1:1/zarska",
        databases={"consultations": database},
        clock=StoppedClock(),
        wall_clock=StoppedClock(),
        catalogue=CATALOGUE,
        say=print,
    )
    with unit_of_work(database, SOURCE, CATALOGUE) as work:
        accept_programme(read_programme(PROGRAMME.read_text(encoding="utf-8")), work)
    for adviser_id, name in ((KOWALSKA, "Anna Kowalska"), (NOWAK, "Jan Nowak-Łoś")):
        service.register_adviser(
            {
                "command_id": str(uuid4()),
                "actor": {"staff_id": str(uuid4()), "roles": ["coordinator"]},
                "adviser_id": str(adviser_id),
                "full_name": name,
                "staff_role": "consultant",
                "active_from": "2009-06-01",
            }
        )
    yield Node(service, database, tmp_path)
    database.close()


@pytest.fixture
def with_clients(node: Node) -> Node:
    node.imports(CLIENTS, CLIENT_HEADINGS, COOPERATIVE, PERSON)
    return node


def statuses(result: ImportResult) -> list[Status]:
    return [row.status for row in result.rows]


def test_clients_of_a_register_in_its_own_order_get_files(node: Node) -> None:
    result = node.imports(
        CLIENTS, ("Rejestr klientów 2009",), (), CLIENT_HEADINGS, COOPERATIVE, (), PERSON
    )

    assert result.sentences() == ()
    assert statuses(result) == [Status.IMPORTED, Status.IMPORTED]
    cooperative, person = sorted(node.rows("client"), key=lambda row: row.client_kind, reverse=True)
    assert (cooperative.nip, cooperative.krs) == ("5260250274", "0000012345")
    assert cooperative.phone == "+48 600 100 200"
    assert (person.name, person.sex, person.age_band) == ("Jan Żak", "male", "25-34")
    assert (person.gmina, person.status) == ("0463011", "unemployed")


def test_the_same_register_again_changes_nothing(with_clients: Node) -> None:
    before = with_clients.count("journal")

    again = with_clients.imports(CLIENTS, CLIENT_HEADINGS, PERSON, COOPERATIVE)

    assert statuses(again) == [Status.KNOWN, Status.KNOWN]
    assert with_clients.count("journal") == before


def test_an_amended_row_is_told_and_neither_changed_nor_doubled(with_clients: Node) -> None:
    before = with_clients.count("journal")
    amended = (*COOPERATIVE[:5], "600 000 000", *COOPERATIVE[6:])

    again = with_clients.imports(CLIENTS, CLIENT_HEADINGS, amended, PERSON)

    assert statuses(again) == [Status.FAULTY, Status.KNOWN]
    (told,) = again.sentences()
    assert told.startswith("arkusz „Rejestr”, wiersz 2, ten numer zaimportowano wcześniej")
    assert with_clients.count("journal") == before
    assert "600 000 000" not in {row.phone for row in with_clients.rows("client")}


def test_a_dry_run_finds_what_the_import_would_and_writes_nothing(node: Node) -> None:
    twin = (None, 3, "osoba prawna", "Stowarzyszenie", None, None, "5260250274")

    tried = node.imports(CLIENTS, CLIENT_HEADINGS, COOPERATIVE, PERSON, twin, dry_run=True)

    assert statuses(tried) == [Status.CORRECT, Status.CORRECT, Status.FAULTY]
    (told,) = tried.sentences()
    assert "zgadza się NIP" in told
    assert "wpisz „tak” w kolumnie „Inny klient”" in told
    assert node.count("client") == 0
    assert node.asked[0]["dry_run"] is True


def test_a_client_alike_is_imported_once_somebody_says_that_it_is_another(
    with_clients: Node,
) -> None:
    twin = (None, 3, "osoba prawna", "Stowarzyszenie", None, None, "5260250274")

    refused = with_clients.imports(CLIENTS, CLIENT_HEADINGS, twin)
    confirmed = with_clients.imports(CLIENTS, CLIENT_HEADINGS, (*twin, *[None] * 5, "tak"))

    assert statuses(refused) == [Status.FAULTY]
    assert statuses(confirmed) == [Status.IMPORTED]
    assert with_clients.count("client") == 3


def test_all_answers_that_a_person_still_owes_are_told_at_once(node: Node) -> None:
    told = node.imports(CLIENTS, CLIENT_HEADINGS, PERSON[:8]).sentences()

    assert [sentence.split("„")[2].split("”")[0] for sentence in told] == [
        *("Płeć", "Wiek", "Gmina", "Status")
    ]
    assert told[0].endswith(
        "puste pole: wybierz odpowiedź z listy; jeśli osoba jej nie udziela, wybierz odmowę."
    )


def test_an_answer_that_only_a_person_has_is_told_at_its_column(node: Node) -> None:
    answered = [*COOPERATIVE[:8], "kobieta"]

    (told,) = node.imports(CLIENTS, CLIENT_HEADINGS, answered).sentences()

    assert "kolumna „Płeć”, „kobieta”: Pole „płeć” dotyczy tylko osób fizycznych." in told


def test_a_long_cell_is_repeated_in_short_and_on_one_line(node: Node) -> None:
    duty = (1, "początek\n" + "x" * 100, time(9), time(13), "Anna Kowalska")

    (told,) = node.imports(DUTIES, ("Nr", "Data", "Od", "Do", "Doradca"), duty).sentences()

    assert f"„początek {'x' * 51}…”" in told


def test_times_in_one_column_are_told_at_that_column(node: Node) -> None:
    duty = (1, "6.07.2009", "13:00–9:00", "Anna Kowalska")

    (told,) = node.imports(DUTIES, ("Nr", "Data", "Godziny", "Doradca"), duty).sentences()

    assert "kolumna „Godziny”, „13:00–9:00”: Koniec o" in told


def test_nothing_is_kept_if_one_row_is_faulty(node: Node) -> None:
    wrong = (None, 3, "spółdzielnia", "Spółdzielnia „B”", None, None, "526-025-02-75")

    result = node.imports(CLIENTS, CLIENT_HEADINGS, COOPERATIVE, wrong)

    assert statuses(result) == [Status.CORRECT, Status.FAULTY]
    assert not result.kept
    assert node.count("client") == 0


def test_faulty_rows_are_left_out_where_that_is_asked_for(node: Node) -> None:
    wrong_number = (None, 3, "osoba prawna", "Stowarzyszenie", None, None, "526-025-02-75")
    wrong_kind = (None, 4, "spółka", "Spółka", None, None, None)

    result = node.imports(
        CLIENTS, CLIENT_HEADINGS, wrong_number, COOPERATIVE, wrong_kind, skip_faulty=True
    )

    assert statuses(result) == [Status.FAULTY, Status.IMPORTED, Status.FAULTY]
    assert result.sentences() == (
        (
            "arkusz „Rejestr”, wiersz 2, kolumna „NIP”, „526-025-02-75”: "
            "Sprawdź NIP: ten numer nie jest poprawny."
        ),
        (
            "arkusz „Rejestr”, wiersz 4, kolumna „Rodzaj klienta”, „spółka”: "
            "nie ma tego na liście – wybierz: „osoba fizyczna”, „grupa inicjatywna”, "
            "„spółdzielnia socjalna”, „osoba prawna”."
        ),
    )
    assert [row.name for row in node.rows("client")] == ["Spółdzielnia „Wspólny Stół”"]


def test_a_number_used_twice_in_one_register_is_a_fault(node: Node) -> None:
    result = node.imports(CLIENTS, CLIENT_HEADINGS, COOPERATIVE, (None, "1.", *PERSON[2:]))

    assert statuses(result) == [Status.CORRECT, Status.FAULTY]
    assert "kolumna „Lp.”, „1.”: ten numer jest już w wierszu 2" in result.sentences()[0]


def test_registers_that_number_anew_are_told_apart_by_name(node: Node) -> None:
    july = node.imports(CLIENTS, CLIENT_HEADINGS, COOPERATIVE, register="2009-07")
    august = node.imports(CLIENTS, CLIENT_HEADINGS, (None, 1, *PERSON[2:]), register="2009-08")

    assert statuses(july) == statuses(august) == [Status.IMPORTED]
    assert node.count("client") == 2


def test_a_cooperative_is_linked_with_the_group_above_it(node: Node) -> None:
    headings = ("Nr", "Rodzaj klienta", "Nazwa", "Powstał z grupy nr")

    result = node.imports(
        CLIENTS,
        headings,
        (7, "grupa inicjatywna", "Grupa „Razem”", None),
        (8, "spółdzielnia socjalna", "Spółdzielnia „Razem”", 7),
    )

    assert statuses(result) == [Status.IMPORTED, Status.IMPORTED]
    group, cooperative = sorted(node.rows("client"), key=lambda row: row.client_kind)
    assert cooperative.predecessor_id == group.client_id


def test_names_may_stand_in_two_columns(node: Node) -> None:
    headings = ("Nr", "Rodzaj klienta", "Nazwisko", "Imię")

    named = node.imports(CLIENTS, headings, (1, "grupa inicjatywna", "Żak", "Jan"))
    nameless = node.imports(CLIENTS, headings, (2, "grupa inicjatywna", None, None))

    assert statuses(named) == [Status.IMPORTED]
    assert [row.name for row in node.rows("client")] == ["Jan Żak"]
    assert "wpisz nazwę albo imię i nazwisko klienta" in nameless.sentences()[0]


def test_a_number_that_two_files_share_asks_for_a_surer_one(with_clients: Node) -> None:
    twin = (None, 3, "osoba prawna", "Stowarzyszenie", None, None, "5260250274")
    with_clients.imports(CLIENTS, CLIENT_HEADINGS, (*twin, *[None] * 5, "tak"))

    result = with_clients.imports(
        CARDS, CARD_HEADINGS, a_card(1, **{"Nr klienta": None, "NIP klienta": 5260250274})
    )

    assert "pasuje do 2 kartotek – wpisz numer klienta" in result.sentences()[0]


def test_a_name_without_an_address_does_not_identify_a_client(with_clients: Node) -> None:
    result = with_clients.imports(
        CARDS, CARD_HEADINGS, a_card(1, **{"Nr klienta": None, "Klient": "Jan Żak"})
    )

    assert "wpisz numer, NIP, KRS albo nazwę i e-mail" in result.sentences()[0]


def test_a_register_is_given_up_as_a_whole_where_somebody_else_was_faster(node: Node) -> None:
    node.imports(CLIENTS, CLIENT_HEADINGS, COOPERATIVE)
    with node.database.write() as connection:
        # As it looks to whoever read before the other one wrote: the journal alone knows.
        connection.execute(delete(tables.client))
        connection.execute(delete(command_log))

    with pytest.raises(StaleRecord):
        node.imports(CLIENTS, CLIENT_HEADINGS, PERSON, COOPERATIVE, skip_faulty=True)

    assert node.count("client") == 0


def test_cards_become_drafts_and_are_signed_where_the_register_says_so(
    with_clients: Node,
) -> None:
    result = with_clients.imports(
        CARDS,
        CARD_HEADINGS,
        a_card(1),
        a_card(2, **{"Podpis doradcy": "tak"}),
        a_card(3, **{"Podpis doradcy": "TAK", "Podpis klienta": "3.07.2009"}),
    )

    assert result.sentences() == ()
    states = {row.held_on.day: row for row in with_clients.rows("advice_card")}
    assert [states[day].state for day in (1, 2, 3)] == ["drafted", "documented", "documented"]
    assert states[3].confirmed_on == date(2009, 7, 3)
    assert {row.minutes for row in states.values()} == {90}
    assert {row.approved_by for row in states.values()} == {None}
    assert {row.signed_by for row in states.values()} == {None, KOWALSKA}


def test_cards_imported_again_are_what_they_were(with_clients: Node) -> None:
    rows = [a_card(1), a_card(2, **{"Podpis doradcy": "tak"})]
    with_clients.imports(CARDS, CARD_HEADINGS, *rows)
    before = with_clients.count("journal")

    again = with_clients.imports(CARDS, CARD_HEADINGS, *rows)

    assert statuses(again) == [Status.KNOWN, Status.KNOWN]
    assert with_clients.count("journal") == before


@pytest.mark.parametrize(
    "told",
    [
        {"Nr klienta": "1."},
        {"Nr klienta": None, "NIP klienta": "526 025 02 74"},
        {"Nr klienta": None, "Klient": "jan żak", "E-mail klienta": "JAN@example.org"},
        {"Nr klienta": "1; 2"},
        {"Nr klienta": ";", "KRS klienta": 12345},
        {"Nr klienta": None, "KRS klienta": "0000012345"},
        {"Klient": "spółdzielnia Wspólny stół"},
        {"Doradca": "Anna Kowalska; nowak-łoś jan"},
        {"Doradca": "Anna Kowalska, Jan Nowak Łoś"},
        {"Data": moment(2009, 7, 1)},
        {"Data": "1.07.2009 r."},
        {"Data": "1 lipca 2009"},
        {"Liczba godzin": 1.5},
    ],
)
def test_a_card_is_understood_however_it_is_written(
    with_clients: Node, told: dict[str, object]
) -> None:
    result = with_clients.imports(CARDS, CARD_HEADINGS, a_card(1, **told))

    assert result.sentences() == ()
    (card,) = with_clients.rows("advice_card")
    assert card.held_on == date(2009, 7, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"Nr klienta": 99}, "kolumna „Nr klienta”, „99”: nie zaimportowano klienta"),
        ({"Nr klienta": None}, "kolumna „Nr klienta”, puste pole: wpisz numer, NIP, KRS albo"),
        ({"Nr klienta": None, "NIP klienta": "1234563218"}, "nie ma takiego klienta"),
        ({"Klient": "Jan Żak"}, "numer prowadzi do kartoteki „Spółdzielnia „Wspólny Stół””"),
        ({"Doradca": "Anna Kowal"}, "kolumna „Doradca”, „Anna Kowal”: w tym węźle nie ma"),
        ({"Data": "31.06.2009"}, "kolumna „Data”, „31.06.2009”: nie ma takiego dnia"),
        ({"Data": 40001}, "kolumna „Data”, „40001”: to nie jest dzień"),
        ({"Data": None}, "kolumna „Data”, puste pole: wpisz dzień."),
        ({"Do": "25:00"}, "kolumna „Do”, „25:00”: to nie jest godzina"),
        ({"Liczba godzin": "2"}, "z godzin 09:30–11:00 wynika 90 min"),
        ({"Zakres": "hodowla"}, "wybierz: „restrukturyzacja profilu spółdzielni socjalnej”"),
        ({"Forma": None}, "kolumna „Forma”, puste pole: wybierz z listy."),
        (
            {"Udzielona porada": "krótko"},
            "kolumna „Udzielona porada”, „krótko”: Treść porady jest za krótka.",
        ),
        ({"Do": "9:00", "Liczba godzin": None}, "Koniec o 09:00 nie może być przed początkiem"),
        ({"Data": date(2009, 8, 21)}, "kolumna „Data”, „21.08.2009”: Dzień porady (21 sierpnia"),
        ({"Podpis doradcy": "może"}, "wpisz „tak” albo „nie”"),
        ({"Podpis klienta": "1.07.2009"}, "nie jest podpisana przez doradcę"),
    ],
)
def test_what_is_wrong_with_a_card_is_one_sentence_that_says_what_to_do(
    with_clients: Node, wrong: dict[str, object], said: str
) -> None:
    result = with_clients.imports(CARDS, CARD_HEADINGS, a_card(1, **wrong))

    (told,) = result.sentences()
    assert told.startswith("arkusz „Rejestr”, wiersz 2, ")
    assert said in told.replace("\N{NO-BREAK SPACE}", " ")
    assert with_clients.count("advice_card") == 0


def test_two_cards_of_one_adviser_at_one_time_are_found_by_a_dry_run(with_clients: Node) -> None:
    first, second = a_card(1), a_card(2, Data=date(2009, 7, 1), Od="10:00")

    tried = with_clients.imports(
        CARDS, CARD_HEADINGS, first, [*second[:4], None, *second[5:]], dry_run=True
    )

    assert statuses(tried) == [Status.CORRECT, Status.FAULTY]
    assert "ma w tym czasie inną kartę" in tried.sentences()[0].replace("\N{NO-BREAK SPACE}", " ")
    assert with_clients.count("advice_card") == 0


def test_duties_are_recorded_once_whichever_way_hours_are_written(node: Node) -> None:
    rows = (
        ("Dyżurujący", "Godziny", "Dzień", "Nr", "Ilość godzin"),
        ("Kowalska Anna", "9:00 – 13:00", "2009-07-06", "1/2009", "4"),
        ("Jan Nowak-Łoś", "9.00-12.30", date(2009, 7, 6), "2/2009", "3,5 h"),
    )

    once = node.imports(DUTIES, *rows)
    again = node.imports(DUTIES, *rows)

    assert once.sentences() == ()
    assert statuses(once) == [Status.IMPORTED, Status.IMPORTED]
    assert statuses(again) == [Status.KNOWN, Status.KNOWN]
    assert sorted(row.minutes for row in node.rows("duty")) == [210, 240]
    assert {row.adviser_id for row in node.rows("duty")} == {KOWALSKA, NOWAK}


def test_a_duty_written_down_under_two_numbers_is_refused(node: Node) -> None:
    headings = ("Nr", "Data", "Od", "Do", "Doradca")
    duty = (date(2009, 7, 6), time(9), time(13), "Anna Kowalska")

    result = node.imports(DUTIES, headings, (1, *duty), (2, *duty), skip_faulty=True)

    assert statuses(result) == [Status.IMPORTED, Status.FAULTY]
    assert "inny dyżur" in result.sentences()[0].replace("\N{NO-BREAK SPACE}", " ")


def test_of_a_row_that_fails_at_its_last_step_nothing_is_left(with_clients: Node) -> None:
    unsigned = a_card(1, **{"Podpis klienta": "1.07.2009"})

    result = with_clients.imports(CARDS, CARD_HEADINGS, unsigned, a_card(2), skip_faulty=True)

    assert statuses(result) == [Status.FAULTY, Status.IMPORTED]
    (card,) = with_clients.rows("advice_card")
    assert (card.held_on.day, card.card_number) == (2, "1/2009/zarska")
    with with_clients.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_nothing_is_imported_into_a_month_that_is_closed(with_clients: Node) -> None:
    with_clients.service.close_timesheet(
        {
            "command_id": str(uuid4()),
            "actor": {"staff_id": str(uuid4()), "roles": ["coordinator"]},
            "adviser_id": str(KOWALSKA),
            "month": "2009-06",
        }
    )

    cards = with_clients.imports(CARDS, CARD_HEADINGS, a_card(1, Data="30.06.2009"))
    duties = with_clients.imports(
        DUTIES, ("Nr", "Data", "Godziny", "Doradca"), (1, "30.06.2009", "9–13", "Anna Kowalska")
    )

    for result in (cards, duties):
        (told,) = result.sentences()
        assert "kolumna „Data”, „30.06.2009”: Karta czasu pracy za miesiąc" in told


def test_what_was_imported_agrees_with_the_journal(with_clients: Node) -> None:
    with_clients.imports(CARDS, CARD_HEADINGS, a_card(1), a_card(2, **{"Podpis doradcy": "tak"}))
    with_clients.imports(
        DUTIES,
        ("Nr", "Data", "Od", "Do", "Doradca"),
        (1, date(2009, 7, 6), time(9), time(13), "Anna Kowalska"),
    )

    with with_clients.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


@pytest.mark.parametrize("kind", [CLIENTS, CARDS, DUTIES], ids=lambda kind: kind.name)
def test_a_template_is_empty_explains_every_column_and_is_understood(
    node: Node, kind: RegisterKind
) -> None:
    file = node.folder / "wzór.xlsx"
    file.write_bytes(node.template(kind))

    opened = load_workbook(file)
    with pytest.raises(RegisterUnreadable, match="nie ma wpisów"):
        read_register(file, kind.columns, None, most_rows=1)

    headings = [str(cell.value) for cell in opened[kind.sheet][1]]
    layout = layout_of(headings, kind.columns)
    assert set(layout.places) == {column.key for column in kind.columns}
    explained = {row[0].value for row in opened["Objaśnienia"].iter_rows()}
    assert set(headings) < explained


def test_lists_of_a_template_hold_the_words_of_the_programme(node: Node) -> None:
    file = node.folder / "wzór.xlsx"
    file.write_bytes(node.template(CARDS))

    opened = load_workbook(file)

    fields, forms, *_ = opened["Listy"].iter_cols(values_only=True)
    assert fields[:3] == (
        "Zakres porady",
        "restrukturyzacja profilu spółdzielni socjalnej",
        "doradztwo prawne",
    )
    assert forms[1] == "osobiście"
    offered = {
        validation.formula1: str(validation.sqref)
        for validation in opened["Karty"].data_validations.dataValidation
    }
    assert offered["Listy!$A$2:$A$7"] == "M2:M1001"


def test_a_filled_template_is_imported(node: Node) -> None:
    file = node.folder / "dyżury.xlsx"
    file.write_bytes(node.template(DUTIES))
    opened = load_workbook(file)
    sheet = opened["Dyżury"]
    headings = [cell.value for cell in sheet[1]]
    filled = {"Nr": "1", "Data": date(2009, 7, 6), "Od": time(9), "Do": time(13)}
    sheet.append([{**filled, "Doradca": "Anna Kowalska"}.get(str(each)) for each in headings])
    opened.save(file)

    result = node.imports_file(file, DUTIES)

    assert result.sentences() == ()
    assert statuses(result) == [Status.IMPORTED]


def test_the_file_with_the_result_is_mended_and_imported(with_clients: Node) -> None:
    rows = (COOPERATIVE, (None, 3, "osoba prawna", "Stowarzyszenie", None, "+48 5", "12"))
    first = with_clients.imports(CLIENTS, CLIENT_HEADINGS, *rows)
    file = write_result(first, with_clients.folder / "k.xlsx", node=NODE, dated=date(2009, 8, 20))
    opened = load_workbook(file)
    opened["Rejestr"]["G3"] = None
    opened.save(file)

    mended = with_clients.imports_file(file, CLIENTS)

    assert statuses(first) == [Status.KNOWN, Status.FAULTY]
    assert mended.sentences() == ()
    assert statuses(mended) == [Status.KNOWN, Status.IMPORTED]
    assert "+48 5" in {row.phone for row in with_clients.rows("client")}


def test_a_client_who_was_merged_is_found_under_the_old_number_and_name(
    with_clients: Node,
) -> None:
    cooperative, person = sorted(
        with_clients.rows("client"), key=lambda row: row.client_kind, reverse=True
    )
    with_clients.service.merge_clients(
        {
            "command_id": str(uuid4()),
            "actor": {"staff_id": str(uuid4()), "roles": ["coordinator"]},
            "client_id": str(cooperative.client_id),
            "into_client_id": str(person.client_id),
        }
    )

    result = with_clients.imports(
        CARDS, CARD_HEADINGS, a_card(1, Klient="Spółdzielnia „Wspólny Stół”")
    )

    assert result.sentences() == ()
    (taking,) = with_clients.rows("card_client")
    assert taking.client_id == person.client_id


def test_a_register_that_is_too_long_for_one_message_is_refused(
    with_clients: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_ASKED", 1000)

    with pytest.raises(importing.RegisterTooLarge, match="podziel go"):
        with_clients.imports(CARDS, CARD_HEADINGS, a_card(1), a_card(2))


def test_what_a_register_cannot_bring_in_is_refused(node: Node) -> None:
    approval = {"method": "approve_card", "request": {}}

    answer = node.ask({"rows": [[approval]], "dry_run": False, "skip_faulty": True})

    (row,) = answer["rows"]
    assert row["outcome"] == "refused"
    assert row["says"] == {"method": ["Tej czynności nie można zaimportować: approve_card."]}


def test_a_request_that_is_not_well_formed_is_a_fault_of_its_row(node: Node) -> None:
    request = {"command_id": str(uuid4()), "actor": {"staff_id": "x", "roles": ["adviser"]}}

    answer = node.ask(
        {
            "rows": [[{"method": "sign_card", "request": {**request, "card_id": str(uuid4())}}]],
            "dry_run": False,
            "skip_faulty": True,
        }
    )

    (row,) = answer["rows"]
    assert row["says"] == {"actor": ["Podaj identyfikator osoby (UUID)."]}


def test_an_import_obeys_the_roles_of_whoever_asks(node: Node) -> None:
    duty = {
        "command_id": str(uuid4()),
        "actor": {"staff_id": str(uuid4()), "roles": ["ministry"]},
        "duty_id": str(uuid4()),
        "adviser_id": str(KOWALSKA),
        "programme": "owss-2009",
        "held_on": "2009-07-06",
        "started_at": "09:00",
        "ended_at": "13:00",
    }

    answer = node.ask(
        {
            "rows": [[{"method": "record_duty", "request": duty}]],
            "dry_run": False,
            "skip_faulty": True,
        }
    )

    assert answer["rows"][0]["refusal"] == "NotAuthorised"
    assert node.count("duty") == 0


def test_an_import_and_cards_at_one_moment_do_not_wait_for_each_other_for_ever(
    with_clients: Node,
) -> None:
    """Cards of both advisers are written while each row of the register holds one of them."""
    names = ("Jan Nowak-Łoś", "Anna Kowalska")
    register = [a_card(number, Doradca=names[number % 2]) for number in range(1, 31)]
    (client,) = (row for row in with_clients.rows("client") if row.nip)

    def write_cards() -> None:
        for day in range(1, 16):
            with_clients.service.draft_card(
                {
                    "command_id": str(uuid4()),
                    "actor": {"staff_id": str(KOWALSKA), "roles": ["adviser"]},
                    "card_id": str(uuid4()),
                    "programme": "owss-2009",
                    "held_on": f"2009-06-{day:02}",
                    "started_at": "09:00",
                    "ended_at": "10:00",
                    "field_of_advice": "legal",
                    "form_of_contact": "in_person",
                    "client_ids": [str(client.client_id)],
                    "adviser_ids": [str(NOWAK), str(KOWALSKA)],
                    "subject": "Zmiana statutu",
                    "advice_given": ADVICE,
                    "agreed_steps": "",
                    "persons_present": "",
                }
            )

    with ThreadPoolExecutor(1) as desk:
        written = desk.submit(write_cards)
        imported = with_clients.imports(CARDS, CARD_HEADINGS, *register)
        written.result()

    assert imported.sentences() == ()
    assert with_clients.count("advice_card") == 45
