from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.reporting.domain.cell import Cell, FigureReference, Standing, Unit
from services.reporting.domain.refusals import NoOperatorOnThatDay
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.sources import NodeFreshness, NodeState
from services.reporting.reports.table import Row, Table
from services.reporting.reports.template_2005.outline import header_fields, outline
from services.reporting.reports.template_2005.value import Report2005
from shared.contracts.consultations import ClientKind
from shared.contracts.programme import Operator, Programme, RecipientQuestions
from shared.kernel.period import Period
from tests.unit.reporting.report_sample import (
    SEASON,
    Advice,
    Sample,
    a_season,
    all_complete,
    an_order,
    the_programme,
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return the_programme()


@pytest.fixture(scope="module")
def report(programme: Programme) -> Report2005:
    return Sample(programme, a_season(programme)).report()


def tables_of(report: Report2005) -> dict[str, Table]:
    return {
        table.title: table
        for part in outline(report)
        for section in part.sections
        for table in section.tables
    }


def row_of(table: Table, label: str) -> Row:
    return next(row for row in table.rows if label in row.entries)


def shown(row: Row) -> list[str]:
    return [cell.shown.replace("\xa0", " ") for cell in row.cells]


def an_advice(minutes: int = 90, day: date = date(2009, 7, 7), **codes: str) -> Advice:
    usual = {
        "node": "cistor",
        "client_kind": ClientKind.INDIVIDUAL.value,
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
    }
    return Advice(day, minutes, {**usual, **codes}, client=1)


def test_one_card_stands_in_every_table_once(programme: Programme) -> None:
    tables = tables_of(Sample(programme, (an_advice(),)).report())

    for title, label in {
        "Porady według formy kontaktu": "osobiście",
        "Porady według miesięcy": "lipiec\xa02009",
        "Porady według organizacji": "Centrum Integracji Społecznej CISTOR",
    }.items():
        assert shown(row_of(tables[title], label)) == ["1", "1,50", "1", "1"]
        assert shown(row_of(tables[title], "Ogółem")) == ["1", "1,50", "1", "1"]
    by_field = tables["Porady według zakresu"]
    assert shown(row_of(by_field, "doradztwo prawne")) == ["1", "1,50", "1", "1", "100,0%"]
    assert shown(row_of(tables["Klienci według rodzaju"], "osoby fizyczne")) == ["1", "1"]


def test_rows_add_up_to_their_total_in_every_table_of_advice(report: Report2005) -> None:
    for table in report.merit.advice:
        *rows, total = table.rows
        for place, column in enumerate(column for column in table.columns if column.numeric):
            if "bez powtórzeń" not in column.label and "Odsetek" not in column.label:
                parts = sum(int(row.cells[place].value or 0) for row in rows)
                assert parts == total.cells[place].value, (table.title, column.label)


def test_a_total_of_hours_is_the_total_of_minutes_and_not_of_rounded_hours(
    programme: Programme,
) -> None:
    rows = (an_advice(minutes=1, field_of_advice="legal"), an_advice(minutes=1))

    table = tables_of(Sample(programme, (*rows, an_advice(minutes=1))).report())[
        "Porady według zakresu"
    ]

    assert row_of(table, "Ogółem").cells[1].shown == "0,05"


def test_a_code_unknown_to_the_programme_leaves_a_warning(programme: Programme) -> None:
    rows = (an_advice(), an_advice(field_of_advice="unknown"))

    notes = tables_of(Sample(programme, rows).report())["Porady według zakresu"].notes

    assert (
        "Uwaga: suma wierszy w kolumnie „Liczba porad” (1) różni się od wartości ogółem (2)."
    ) in notes


def test_shares_that_rounding_kept_from_a_hundred_are_noted(programme: Programme) -> None:
    rows = tuple(
        an_advice(field_of_advice=code) for code in ("legal", "producer_groups", "audit_unions")
    )

    notes = tables_of(Sample(programme, rows).report())["Porady według zakresu"].notes

    assert "Odsetki zaokrąglono; po zaokrągleniu ich suma wynosi 99,9%." in notes


def test_without_cards_figures_are_zero_and_shares_a_dash(programme: Programme) -> None:
    tables = tables_of(Sample(programme).report())

    assert shown(row_of(tables["Porady według zakresu"], "Ogółem")) == ["0", "0,00", "0", "0", "–"]


def test_a_silent_node_is_named_and_never_zero(programme: Programme) -> None:
    silent = NodeFreshness(
        node_id="zarska",
        state=NodeState.SILENT,
        since=datetime(2009, 11, 12, 8, 5, tzinfo=UTC),
    )
    sample = Sample(programme, (an_advice(),), all_complete(programme, zarska=silent))

    report = sample.report()

    tables = tables_of(report)
    by_node = tables["Porady według organizacji"]
    assert shown(row_of(by_node, "Żarska Spółdzielnia Socjalna")) == ["brak danych"] * 4
    assert shown(row_of(by_node, "Centrum Integracji Społecznej CISTOR"))[0] == "1"
    assert shown(row_of(by_node, "Ogółem")) == ["1*", "1,50*", "1*", "1*"]
    assert "„Żarska Spółdzielnia Socjalna”" in by_node.notes[0]
    shares = row_of(tables["Porady według zakresu"], "tworzenie grup producenckich")
    assert shares.cells[-1].standing is Standing.NO_DATA
    assert "milczy od 12 listopada 2009 r., godz. 9:05" in report.data_state.summary.replace(
        "\xa0", " "
    )


def test_a_node_behind_shows_what_came_with_a_mark(programme: Programme) -> None:
    behind = NodeFreshness(node_id="cistor", state=NodeState.BEHIND, remark="2 zapisy wstrzymane")
    sample = Sample(programme, (an_advice(),), all_complete(programme, cistor=behind))

    report = sample.report()

    by_node = tables_of(report)["Porady według organizacji"]
    assert shown(row_of(by_node, "Centrum Integracji Społecznej CISTOR"))[0] == "1*"
    assert shown(row_of(by_node, "Żarska Spółdzielnia Socjalna"))[0] == "0"
    assert "dane opóźnione; 2 zapisy wstrzymane" in report.data_state.summary


def test_a_node_that_nobody_heard_of_counts_as_silent(programme: Programme) -> None:
    freshness = all_complete(programme)

    sample = Sample(programme, (), replace(freshness, nodes=freshness.nodes[1:]))

    assert (
        "„Centrum Integracji Społecznej CISTOR” (węzeł nie przekazał żadnych danych)"
        in sample.report().data_state.summary
    )


def test_the_last_counted_record_of_each_node_is_told(report: Report2005) -> None:
    row = row_of(report.data_state.nodes, "zarska")

    assert row.entries[-1] == "/nodes/zarska/consultations, epoka 1, pozycja 1\xa0234"


def test_every_number_names_its_figure_or_its_basis(report: Report2005) -> None:
    for title, table in tables_of(report).items():
        for placed in table.placed_cells():
            cell = placed.cell
            if cell.standing is not Standing.NOT_APPLICABLE:
                assert cell.figure or cell.basis, (title, placed.row, placed.column)


def test_indicators_are_planned_achieved_and_compared(programme: Programme) -> None:
    hours = replace(programme.indicators[1], target=42_000, targets_by_node={"kis-swiecie": 6_300})
    measured = replace(programme, indicators=(hours,))

    tables = tables_of(Sample(measured, (an_advice(minutes=21_000),)).report())

    whole = tables["Wskaźniki: wartości planowane i osiągnięte"].rows[0]
    assert whole.entries[:3] == ("1.", "godziny doradztwa", "godz.")
    assert shown(whole) == ["700,00", "350,00", "50,0%"]
    (by_node,) = tables["Wskaźniki według organizacji"].rows
    assert by_node.entries[:2] == ("godziny doradztwa", "Klub Integracji Społecznej w Świeciu")
    assert shown(by_node) == ["105,00", "0,00", "0,0%"]


def test_reached_targets_are_told_as_reached_goals(programme: Programme) -> None:
    first = replace(programme.indicators[0], target=1, targets_by_node={})
    modest = replace(programme, indicators=(first,))

    merit = Sample(modest, (an_advice(),)).report().merit

    assert merit.goals[1].startswith("Zakładane rezultaty osiągnięto")
    assert [table.title for table in merit.indicators] == [
        "Wskaźniki: wartości planowane i osiągnięte"
    ]


def test_the_schedule_compares_plan_and_records(programme: Programme) -> None:
    order = an_order(
        period=Period(date(2009, 6, 1), date(2009, 8, 31)),
        deviations={"2009-06-consulting-point": "umowę podpisano w lipcu"},
    )

    schedule = Sample(programme, (an_advice(),), order=order).report().merit.schedule

    told = {
        row.entries[2]: [e if isinstance(e, str) else e.shown for e in row.entries[3:]]
        for row in schedule.rows
        if row.entries[1] == "punkt konsultacyjny"
    }
    assert told == {
        "czerwiec\xa02009": ["nie wykonano", "0", "umowę podpisano w lipcu"],
        "lipiec\xa02009": ["lipiec\xa02009", "1", "–"],
        "sierpień\xa02009": ["nie wykonano", "0", "do uzupełnienia"],
        "wrzesień\xa02009": ["poza okresem sprawozdania", "–", "–"],
        "październik\xa02009": ["poza okresem sprawozdania", "–", "–"],
        "listopad\xa02009": ["poza okresem sprawozdania", "–", "–"],
    }
    assert row_of(schedule, "konkurs grantowy").entries[3] == "brak zapisów"


def test_a_task_of_silent_nodes_is_not_called_undone(programme: Programme) -> None:
    silent = NodeFreshness(node_id="cistor", state=NodeState.SILENT)
    sample = Sample(programme, (), all_complete(programme, cistor=silent))

    schedule = sample.report().merit.schedule

    assert row_of(schedule, "punkt konsultacyjny").entries[3] == "brak danych"


def test_a_schedule_that_is_all_recorded_has_no_note(programme: Programme) -> None:
    recorded = tuple(task for task in programme.schedule if task.done_when)

    report = Sample(replace(programme, schedule=recorded), (an_advice(),)).report()

    assert report.merit.schedule.notes == ()


def test_recipients_of_whom_the_programme_asks_nothing_are_not_applicable(
    programme: Programme,
) -> None:
    asks_sex = replace(
        programme,
        recipient_questions=RecipientQuestions(sex=programme.recipient_questions.sex),
    )

    tables = tables_of(Sample(asks_sex).report())

    not_asked = tables["Cechy odbiorców, o które program nie pyta"]
    assert [row.entries[0] for row in not_asked.rows] == ["wiek", "miejsce zamieszkania", "status"]
    assert {cell.shown for row in not_asked.rows for cell in row.cells} == {"nie dotyczy"}
    assert "Odbiorcy (osoby fizyczne): płeć" in tables


def test_a_person_without_an_answer_leaves_a_note(programme: Programme) -> None:
    table = tables_of(Sample(programme, (an_advice(),)).report())["Odbiorcy (osoby fizyczne): płeć"]

    assert table.notes == ("Nie o każdej osobie zapisano odpowiedź albo odpowiedź się zmieniała.",)


def test_few_persons_are_neither_in_the_table_nor_in_the_value(programme: Programme) -> None:
    rows = tuple(
        replace(an_advice(sex="female" if number else "male"), client=number)
        for number in range(10)
    )

    report = Sample(programme, rows).report()

    table = tables_of(report)["Odbiorcy (osoby fizyczne): płeć"]
    assert [cell.shown for row in table.rows for cell in row.cells] == ["#", "#", "0", "10"]
    assert [cell.count for cell in table.rows[1].cells] == [None]


def figure(name: str, **filters: str) -> FigureReference:
    """Ask for a figure of what was done under the programme in the season."""
    return FigureReference.of(name, SEASON, **filters)


def test_duty_and_appointments_stand_beside_advice_and_never_in_it(programme: Programme) -> None:
    of_zarska = {"node": "zarska", "programme": "owss-2009"}
    others = {
        figure("number_of_duties", **of_zarska): 2,
        figure("hours_of_duty", **of_zarska): 270,
        figure("hours_of_duty", programme="owss-2009"): 270,
        figure("number_of_appointments", **of_zarska, state="held"): 3,
        figure("number_of_appointments", **of_zarska, state="no_show"): 1,
    }

    tables = tables_of(Sample(programme, (an_advice(),), others=others).report())

    point = tables["Punkt konsultacyjny według organizacji"]
    assert [column.label for column in point.columns[1:]] == [
        *("liczba", "godziny", "zgłoszone", "umówione", "odbyte", "odwołane", "niestawienia")
    ]
    assert shown(row_of(point, "Żarska Spółdzielnia Socjalna")) == [
        *("2", "4,50", "0", "0", "3", "0", "1")
    ]
    assert shown(row_of(point, "Ogółem"))[1] == "4,50"
    assert shown(row_of(tables["Porady według zakresu"], "Ogółem"))[1] == "1,50"


def test_referrals_are_of_the_programme_and_support_paths_of_the_organisation(
    programme: Programme,
) -> None:
    of_zarska = {"node": "zarska", "programme": "owss-2009"}
    others = {
        figure("number_of_referrals", **of_zarska): 4,
        figure("number_of_completed_referrals", **of_zarska): 3,
        figure("number_of_received_referrals", **of_zarska): 2,
        figure("number_of_support_paths", node="zarska"): 7,
        figure("number_of_closed_support_paths", node="zarska"): 6,
        figure("number_of_closed_support_paths", node="zarska", outcome="goal_reached"): 5,
    }

    tables = tables_of(Sample(programme, others=others).report())

    way = tables["Droga klientów według organizacji"]
    assert shown(row_of(way, "Żarska Spółdzielnia Socjalna")) == ["4", "3", "2", "7", "6", "5"]


def test_few_answers_of_clients_are_withheld(programme: Programme) -> None:
    after_six = {"months": "6"}
    others = {
        figure("number_of_follow_ups", **after_six): 11,
        figure("number_of_follow_ups", **after_six, outcome="employed"): 9,
        figure("number_of_follow_ups", **after_six, outcome="no_change"): 2,
    }

    tables = tables_of(Sample(programme, others=others).report())

    answers = tables["Sytuacja klientów po 6 i 12 miesiącach od porad"]
    assert shown(row_of(answers, "zatrudnienie")) == ["#", "0"]
    assert shown(row_of(answers, "bez zmian")) == ["#", "0"]
    assert shown(row_of(answers, "Ogółem")) == ["11", "0"]


def test_a_season_longer_than_a_page_is_wide_gets_balanced_tables(programme: Programme) -> None:
    year = Period(date(2009, 1, 1), date(2009, 12, 31))

    tables = tables_of(Sample(programme, order=an_order(period=year)).report())

    hours = [table for title, table in tables.items() if title.startswith("Godziny porad")]
    assert [len(table.columns) for table in hours] == [8, 8]
    assert [column.label for column in hours[0].columns[1:7]] == ["I", "II", "III", "IV", "V", "VI"]


def test_the_columns_of_the_form_are_verbatim(report: Report2005) -> None:
    spent = report.expenditure

    assert [column.label for column in spent.invoices.columns] == [
        "Lp.",
        "Nr dokumentu księgowego",
        "Data",
        "Nazwa wydatku",
        "Kwota (zł)",
        "W tym ze środków z dotacji (zł)",
    ]
    by_type = spent.by_cost_type.columns
    assert [column.label for column in by_type[:2]] == ["Lp.", "Rodzaj kosztów i sposób kalkulacji"]
    assert [(column.group, column.label) for column in by_type[2:4]] == [
        ("Całość zadania (zgodnie z umową)", "koszt całkowity"),
        ("Całość zadania (zgodnie z umową)", "z tego z dotacji"),
    ]
    assert {cell.shown for row in spent.by_source.rows for cell in row.cells} == {"nie dotyczy"}


def test_what_the_programme_does_not_give_is_not_invented(report: Report2005) -> None:
    fields = dict(header_fields(report.header))

    assert fields["Umowa"] == "nie podano"
    assert fields["Nr Krajowego Rejestru Sądowego lub innego rejestru"] == "nie podano"
    assert fields["Data złożenia sprawozdania"] == "wypełnia organ"


def test_contract_and_register_stand_in_the_header(programme: Programme) -> None:
    contract = replace(programme.contract, number="1/2009", signed_on=date(2009, 5, 29))
    operator = replace(programme.operator[0], register_number="KRS 0000000001")
    known = replace(programme, contract=contract, operator=(operator,))

    fields = dict(header_fields(Sample(known).report().header))

    assert fields["Umowa"].replace("\xa0", " ") == "nr 1/2009, zawarta w dniu 29 maja 2009 r."
    assert fields["Nr Krajowego Rejestru Sądowego lub innego rejestru"] == "KRS 0000000001"


def test_a_report_bears_the_name_its_operator_had_on_its_date(programme: Programme) -> None:
    before = Operator(
        name="Gospodarstwo Pomocnicze",
        address="Toruń",
        register_number=None,
        valid_to=date(2010, 4, 30),
    )
    after = replace(before, name="Stowarzyszenie", valid_from=date(2010, 5, 1), valid_to=None)
    renamed = replace(programme, operator=(before, after))

    names = [
        Sample(renamed, order=an_order(dated=day)).report().header.contractor
        for day in (date(2010, 4, 30), date(2010, 5, 1))
    ]

    assert names == ["Gospodarstwo Pomocnicze", "Stowarzyszenie"]


def test_a_day_without_an_operator_has_no_report(programme: Programme) -> None:
    closed = replace(programme.operator[0], valid_to=date(2009, 12, 31))

    with pytest.raises(NoOperatorOnThatDay):
        Sample(replace(programme, operator=(closed,))).report()


def test_the_disclaimer_of_the_programme_is_part_of_the_report(programme: Programme) -> None:
    earnest = replace(programme, texts=replace(programme.texts, disclaimer=None))

    assert Sample(programme).report().disclaimers == (programme.texts.disclaimer,)
    assert Sample(earnest).report().disclaimers == ()


def test_equal_facts_make_reports_of_equal_bytes(programme: Programme) -> None:
    season = a_season(programme)

    first, second = (Sample(programme, season).report() for _ in range(2))

    assert canonical_json(first) == canonical_json(second)
    assert canonical_json(first) != canonical_json(Sample(programme, season[1:]).report())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(value=None, unit=Unit.PLN), "–"),
        (Cell(value=0, unit=Unit.PLN), "0,00"),
        (Cell(value=90, unit=Unit.MINUTES), "1,50"),
        (Cell(value=None, unit=Unit.MINUTES), "–"),
    ],
)
def test_nothing_is_a_dash_and_zero_is_zero(cell: Cell, text: str) -> None:
    assert cell.shown == text


def test_the_season_is_the_period_of_the_programme(programme: Programme) -> None:
    assert Period(programme.first_day, programme.last_day) == SEASON
