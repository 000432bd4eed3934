"""Totals by day: what figures of now add up is always what the facts come to."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Date, Integer, MetaData, Table, select, text, update

from services.reporting.figures.as_of import Shown
from services.reporting.figures.catalogue import FIGURES
from services.reporting.figures.figure import FigureDefinition, Operation, Question
from services.reporting.figures.totals import from_totals
from services.reporting.projection.client_sets import client_sets
from services.reporting.projection.tables import facts
from services.reporting.projection.totals import MINISTRY_TOTALS, daily_total, total_of
from shared.kernel.period import Period
from shared.messaging import rebuilding
from shared.messaging.projection import origin_columns
from shared.messaging.totals import PLACES, differences
from shared.migrations import upgrade
from shared.workplace.tables import workplace
from tests.storage.reporting.advice_told import YEAR, Node, Reporting, a_card, a_client

FIRST = date(2009, 7, 1)
ADDED_UP = [
    each
    for each in FIGURES.values()
    if each.operation in {Operation.SUM, Operation.COUNT} and each.counterpart is None
]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def wrong_totals(reporting: Reporting) -> list[Any]:
    with reporting.reading() as connection:
        return differences(connection, MINISTRY_TOTALS)


def totals(
    reporting: Reporting, name: str = "advice_fact"
) -> list[tuple[str, str, date, int, int]]:
    with reporting.reading() as connection:
        total = daily_total.c
        rows = connection.execute(
            select(total.narrowed_by, total.code, total.day, total.facts, total.amount)
            .where(total.name == name)
            .order_by(total.narrowed_by, total.code, total.day)
        )
        return [tuple(row) for row in rows]


def a_season(node: Node) -> None:
    """Tell of cards of all kinds, corrected to other days and codes, and annulled."""
    for number in range(1, 13):
        node.approve(
            number,
            minutes=15 * number,
            held_on=day(number % 5),
            field_of_advice=("legal", "accounting", "marketing")[number % 3],
            form_of_contact=("in_person", "phone")[number % 2],
            clients=tuple(
                a_client(10 * number + each, sex=("female", "male", "refused")[each % 3])
                for each in range(number % 4)
            ),
        )
    node.correct(3, minutes=30, held_on=day(9), clients=(a_client(3, sex="male"),))
    node.correct(3, minutes=45, field_of_advice="tax", clients=())
    node.annul(4)
    node.annul(5)
    node.correct(5, minutes=60)


@pytest.mark.parametrize("limit", [1, 4, 1000])
def test_totals_are_what_facts_come_to_however_they_are_folded(
    reporting: Reporting, limit: int
) -> None:
    nodes = [Node("zarska"), Node("cistor")]
    for each in nodes:
        a_season(each)
        reporting.receive(each)

    for each in nodes:
        while reporting.fold(each, limit=limit).taken:
            assert wrong_totals(reporting) == []

    assert totals(reporting)


def test_every_figure_of_now_is_what_its_rows_come_to(reporting: Reporting) -> None:
    nodes = [Node("zarska"), Node("cistor")]
    for each in nodes:
        a_season(each)
    reporting.take_in(*nodes)
    narrowed = [
        {},
        {"node": "cistor"},
        {"field_of_advice": "legal"},
        {"field_of_advice": "legal", "node": "zarska"},
        {"field_of_advice": "legal", "form_of_contact": "phone"},
        {"form_of_contact": "nothing_of_the_kind"},
    ]
    asked = [
        (name, filters)
        for name, definition in FIGURES.items()
        for filters in narrowed
        if set(filters) <= definition.filters
    ]
    asked += [("client_places", {"sex": "female"}), ("client_places", {"sex": "refused"})]

    for period in (YEAR, Period(day(2), day(4)), Period(day(20), day(30))):
        for name, filters in asked:
            figure = reporting.ask(name, filters, period=period)
            with reporting.reading() as connection:
                rows = figure.rows(connection, limit=None)
                assert (figure.value, figure.count) == (figure.recomputed(connection), len(rows))


def test_a_total_of_no_facts_has_no_row(reporting: Reporting, node: Node) -> None:
    node.approve(1, held_on=day(1), clients=())
    reporting.take_in(node)
    node.annul(1)

    reporting.take_in(node)

    assert totals(reporting) == []


def test_a_correction_moves_minutes_from_day_to_day(reporting: Reporting, node: Node) -> None:
    node.approve(1, minutes=90, held_on=day(1), field_of_advice="legal")
    node.approve(2, minutes=30, held_on=day(1), field_of_advice="legal")
    reporting.take_in(node)
    node.correct(1, minutes=60, held_on=day(2), field_of_advice="tax")

    reporting.take_in(node)

    assert totals(reporting) == [
        ("", "", day(1), 1, 30),
        ("", "", day(2), 1, 60),
        ("field_of_advice", "legal", day(1), 1, 30),
        ("field_of_advice", "tax", day(2), 1, 60),
        ("form_of_contact", "in_person", day(1), 1, 30),
        ("form_of_contact", "in_person", day(2), 1, 60),
    ]


def test_what_is_cured_later_is_totalled_where_it_stands(reporting: Reporting, node: Node) -> None:
    node.approve(1, minutes=90, held_on=day(1))
    node.approve(2, minutes=30, held_on=day(1))
    node.correct(1, minutes=60, held_on=day(2))
    node.correct(1, minutes=45, held_on=day(3))
    reporting.faults.cards.add(a_card(1))
    reporting.take_in(node)

    reporting.cure()

    assert wrong_totals(reporting) == []
    assert reporting.value("hours_of_advice") == 75


def test_a_rebuild_makes_the_same_totals(reporting: Reporting, node: Node) -> None:
    a_season(node)
    reporting.receive(node)
    while reporting.fold(node, limit=3).taken:
        pass
    before = totals(reporting)

    rebuilt = reporting.rebuild()

    assert (rebuilt.differences, rebuilt.switched) == ((), True)
    assert totals(reporting) == before
    assert wrong_totals(reporting) == []


def test_what_comes_between_folding_and_the_switch_is_in_the_totals(
    reporting: Reporting, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_season(node)
    reporting.take_in(node)
    fold_all = rebuilding._one_by_one

    def fold_all_and_take_in(*args: Any) -> Any:
        reached = fold_all(*args)
        node.approve(50, minutes=45, held_on=day(3), clients=())
        reporting.receive(node)
        return reached

    monkeypatch.setattr(rebuilding, "_one_by_one", fold_all_and_take_in)

    rebuilt = reporting.rebuild()

    assert (rebuilt.differences, rebuilt.switched) == ((), True)
    assert wrong_totals(reporting) == []


def test_a_rebuild_names_a_total_that_was_altered(reporting: Reporting, node: Node) -> None:
    a_season(node)
    reporting.take_in(node)
    with reporting.database.write() as connection:
        connection.execute(update(daily_total).values(amount=daily_total.c.amount + 1))

    rebuilt = reporting.rebuild()

    assert {each.table for each in rebuilt.differences} == {"daily_total"}
    assert not rebuilt.switched


def test_totals_that_facts_do_not_come_to_are_found(reporting: Reporting, node: Node) -> None:
    node.approve(1, minutes=90, held_on=day(1), clients=())
    reporting.take_in(node)
    everything = (daily_total.c.narrowed_by == "") & (daily_total.c.name == "advice_fact")
    with reporting.database.write() as connection:
        connection.execute(update(daily_total).where(everything).values(amount=91))

    found = wrong_totals(reporting)

    assert sorted((row.day, row.facts, row.amount) for row in found) == [
        (day(1), 1, 90),
        (day(1), 1, 91),
    ]


@pytest.mark.parametrize("definition", ADDED_UP, ids=lambda each: each.name)
def test_every_figure_that_can_be_added_up_is_totalled_by_each_of_its_filters(
    definition: FigureDefinition,
) -> None:
    shown = Shown(generation=1)
    places, codes = definition.filters & set(PLACES), definition.filters - set(PLACES)
    alone = [{}, *({name: "code"} for name in sorted(codes))]

    for filters in alone:
        everywhere = Question(definition, YEAR, filters)
        somewhere = Question(definition, YEAR, {**filters, **dict.fromkeys(places, "there")})
        can_tell = [from_totals(each, shown) is not None for each in (everywhere, somewhere)]
        # What is always narrowed by one code has no totals by another.
        assert can_tell == [not (filters and definition.only)] * 2


def test_totals_are_apart_by_programme(reporting: Reporting, node: Node) -> None:
    a_season(node)
    reporting.take_in(node)
    hours = FIGURES["hours_of_advice"]

    def asked(**filters: str) -> int:
        question = Question(hours, YEAR, filters)
        statement = from_totals(question, Shown(generation=1))
        assert statement is not None
        with reporting.reading() as connection:
            return connection.execute(statement).one()[0]

    assert asked(programme="owss-2009") == reporting.value("hours_of_advice")
    assert asked(programme="another", field_of_advice="legal") == 0


def test_what_stands_for_nothing_in_totals_is_no_code_that_anybody_asks_for() -> None:
    hours = FIGURES["hours_of_advice"]

    for name in ("node", "field_of_advice"):
        assert from_totals(Question(hours, YEAR, {name: ""}), Shown(generation=1)) is None


def test_every_table_of_facts_is_totalled() -> None:
    assert set(MINISTRY_TOTALS.kinds) == set(facts.sorted_tables)


@pytest.mark.parametrize(
    "columns",
    [
        (),
        (Column("begun_on", Date), Column("ended_on", Date)),
        (Column("day", Date), Column("minutes", Integer), Column("persons", Integer)),
    ],
)
def test_no_totals_are_guessed_of_a_table_that_does_not_say_which(
    columns: tuple[Column[Any], ...],
) -> None:
    table = Table("unclear_fact", MetaData(), *origin_columns(), *columns)

    with pytest.raises(ValueError, match="unpack"):
        total_of(table)


def test_what_cannot_be_added_up_is_asked_of_facts(reporting: Reporting, node: Node) -> None:
    a_season(node)
    reporting.take_in(node)
    hours, unique = FIGURES["hours_of_advice"], FIGURES["unique_clients"]
    shown = Shown(generation=1)
    two_columns = {"field_of_advice": "legal", "form_of_contact": "phone"}

    assert from_totals(Question(hours, YEAR), Shown(1, reporting.now())) is None
    assert from_totals(Question(hours, YEAR, two_columns), shown) is None
    assert from_totals(Question(unique, YEAR), shown) is None


def test_a_database_that_has_facts_already_gets_their_totals(
    reporting: Reporting, node: Node, migrations: Path
) -> None:
    a_season(node)
    reporting.take_in(node)
    before = totals(reporting)
    earlier = ScriptDirectory(str(migrations)).get_revision("0006").down_revision
    with reporting.database.write() as connection:
        for made_since in (
            *("daily_total", "narrative_section", "narrative_change", "kept_figure"),
            *client_sets.tables,
            *(each.name for each in reversed(workplace.sorted_tables)),
        ):
            connection.execute(text(f"DROP TABLE {made_since}"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{earlier}'"))

    upgrade(reporting.database.url, migrations)
    reporting.fold(node)

    assert totals(reporting) == before
    assert wrong_totals(reporting) == []
