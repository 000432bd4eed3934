"""Figures: operations over facts, and what corrections do to them."""

from datetime import date

import pytest

from services.reporting.figures import advice
from services.reporting.figures.as_of import NothingFolded
from services.reporting.figures.catalogue import FIGURES, definition_of
from services.reporting.figures.figure import Question, UnknownFigure, UnknownFilter
from services.reporting.projection.tables import confirmation_fact
from shared.kernel.period import Period
from tests.storage.reporting.advice_told import YEAR, Node, Reporting, a_card, a_client


def of_advice(reporting: Reporting) -> dict[str, int]:
    return {definition.name: reporting.value(definition.name) for definition in advice.FIGURES}


def test_a_card_counts_once_whatever_the_number_of_its_clients(
    reporting: Reporting, node: Node
) -> None:
    node.approve(1, minutes=90, clients=(a_client(1), a_client(2)))
    node.approve(2, minutes=30, clients=(a_client(1),))

    reporting.take_in(node)

    assert of_advice(reporting) == {
        "hours_of_advice": 120,
        "number_of_advices": 2,
        "client_places": 3,
        "unique_clients": 2,
        "unique_people": 2,
    }


def test_nothing_told_is_zero_of_no_rows(reporting: Reporting, node: Node) -> None:
    node.confirm(1)

    reporting.take_in(node)

    assert reporting.values() == dict.fromkeys(FIGURES, 0)
    assert [reporting.rows(name) for name in FIGURES] == [[]] * len(FIGURES)


def test_a_figure_is_narrowed_by_what_its_rows_have(reporting: Reporting, node: Node) -> None:
    other = Node("cistor")
    node.approve(1, minutes=90, clients=(a_client(1, sex="female"),))
    node.approve(
        2, minutes=30, field_of_advice="accounting", clients=(a_client(2, "legal_person"),)
    )
    other.approve(3, minutes=15, form_of_contact="phone", clients=(a_client(3, sex="male"),))

    reporting.take_in(node, other)

    def hours(**filters: str) -> int:
        return reporting.ask("hours_of_advice", filters).value

    assert (hours(node="zarska"), hours(node="cistor"), hours(node="nobody")) == (120, 15, 0)
    assert hours(node="zarska", field_of_advice="accounting") == 30
    assert hours(form_of_contact="phone") == 15
    assert reporting.value("unique_clients", client_kind="individual") == 2
    assert reporting.value("unique_clients", client_kind="individual", sex="male") == 1
    assert reporting.value("client_places", age_band="refused") == 0


def test_a_period_is_bounded_by_the_day_of_the_advice(reporting: Reporting, node: Node) -> None:
    days = [date(2009, 6, 30), date(2009, 7, 1), date(2009, 7, 31), date(2009, 8, 1)]
    for number, day in enumerate(days, start=1):
        node.approve(number, minutes=number, held_on=day)

    reporting.take_in(node)

    july = reporting.ask("hours_of_advice", period=Period.of_month(2009, 7))
    assert (july.value, july.count) == (5, 2)


def test_a_filter_that_a_figure_has_not_is_refused() -> None:
    with pytest.raises(UnknownFilter) as refused:
        Question(definition_of("hours_of_advice"), YEAR, {"sex": "female", "node": "zarska"})

    assert refused.value.args == (
        "hours_of_advice",
        "sex",
        "field_of_advice, form_of_contact, node, programme",
    )


def test_a_figure_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownFigure, match="happiness, client_places, hours_of_advice"):
        definition_of("happiness")


def test_before_anything_is_folded_there_is_no_figure(reporting: Reporting) -> None:
    with pytest.raises(NothingFolded):
        reporting.value("hours_of_advice")


def test_a_figure_opens_its_rows_in_the_order_of_days_a_page_at_a_time(
    reporting: Reporting, node: Node
) -> None:
    for number in (3, 1, 2):
        node.approve(number, held_on=date(2009, 7, number))
    reporting.take_in(node)
    asked = reporting.ask("number_of_advices")

    with reporting.reading() as connection:
        pages = [asked.rows(connection, offset=offset, limit=2) for offset in (0, 2, 4)]

    days = [[row.values["held_on"].day for row in page] for page in pages]
    assert days == [[1, 2], [3], []]
    assert [row.position for row in pages[0]] == [2, 3]
    assert pages[0][0].source == node.source
    assert pages[0][0].values["card_id"] == a_card(1)
    assert "generation" not in pages[0][0].values


def test_a_row_holds_the_programme_of_its_record(reporting: Reporting, node: Node) -> None:
    node.approve()

    reporting.take_in(node)

    (row,) = reporting.rows("hours_of_advice")
    assert row.values == {
        "node": "zarska",
        "programme": "owss-2009",
        "card_id": a_card(1),
        "card_number": "1/2009/zarska",
        "held_on": date(2009, 7, 7),
        "minutes": 90,
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
    }


def test_a_correction_counts_instead_of_what_was_known(reporting: Reporting, node: Node) -> None:
    node.approve(minutes=90, clients=(a_client(1), a_client(2)))
    node.correct(minutes=45, field_of_advice="accounting", clients=(a_client(3),))

    reporting.take_in(node)

    assert of_advice(reporting) == {
        "hours_of_advice": 45,
        "number_of_advices": 1,
        "client_places": 1,
        "unique_clients": 1,
        "unique_people": 1,
    }
    assert reporting.value("hours_of_advice", field_of_advice="legal") == 0
    assert [row.position for row in reporting.rows("client_places")] == [2]


def test_an_annulled_card_counts_for_nothing(reporting: Reporting, node: Node) -> None:
    node.approve()
    node.annul()

    reporting.take_in(node)

    assert reporting.values() == dict.fromkeys(FIGURES, 0)


def test_an_annulled_card_that_is_corrected_back_counts_again(
    reporting: Reporting, node: Node
) -> None:
    node.approve(minutes=90)
    node.annul()
    node.correct(minutes=90)

    reporting.take_in(node)

    assert reporting.value("hours_of_advice") == 90
    assert [row.position for row in reporting.rows("hours_of_advice")] == [3]


def test_a_correction_touches_only_its_own_card_of_its_own_node(
    reporting: Reporting, node: Node
) -> None:
    other = Node("cistor")
    node.approve(1, minutes=90)
    node.approve(2, minutes=20)
    other.approve(1, minutes=7)
    node.annul(1)

    reporting.take_in(node, other)

    assert reporting.value("hours_of_advice") == 27


def test_a_confirmation_is_kept_and_counts_for_nothing(reporting: Reporting, node: Node) -> None:
    node.approve()
    node.confirm()

    reporting.take_in(node)

    with reporting.reading() as connection:
        kept = connection.execute(confirmation_fact.select()).one()
    assert (kept.position, kept.card_id, kept.means) == (2, a_card(1), "paper")
    assert (kept.confirmed_on, kept.node) == (date(2009, 7, 8), "zarska")
    assert reporting.value("number_of_advices") == 1


def test_what_came_twice_counts_once(reporting: Reporting, node: Node) -> None:
    node.approve()

    reporting.receive(node, node.deliveries() * 3)
    reporting.fold(node)
    reporting.take_in(node)

    assert reporting.value("client_places") == 1
