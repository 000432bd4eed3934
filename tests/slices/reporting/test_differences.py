"""What changed since a report was submitted, number by number, and which domain event did it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from services.reporting.domain.parked import Place
from shared.messaging.tables import projection
from tests.slices.reporting.submitting import Officer, heard
from tests.storage.reporting.advice_told import Node, Reporting, a_card, a_client
from tests.storage.reporting.people_told import Desk


def causes(changed: list[dict[str, Any]], row: str, column: str) -> set[tuple[str, int]]:
    """Return source and position of what changed the numbers of this name, which there must be."""
    found = [each for each in changed if (each["row"], each["column"]) == (row, column)]
    assert found
    return {(cause["source"], cause["position"]) for each in found for cause in each["causes"]}


def place(at: Place) -> tuple[str, int]:
    return at.source, at.position


def test_each_changed_number_names_the_domain_events_that_changed_it(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1, minutes=90, field_of_advice="legal")
    zarska.approve(2, minutes=45, field_of_advice="producer_groups")
    heard(reporting, zarska)
    officer.submit()
    nothing = officer.changed()
    corrected = zarska.correct(1, minutes=30, field_of_advice="legal")
    heard(reporting, zarska)

    changed = officer.changed()

    assert nothing == []
    by_field = {
        (each["row"], each["column"]): each
        for each in changed
        if each["table"] == "Porady według zakresu"
    }
    legal = by_field["doradztwo prawne", "Liczba godzin"]
    assert (legal["before"], legal["after"]) == ("1,50", "0,50")
    assert legal["causes"] == [
        {
            "source": zarska.source,
            "epoch": 1,
            "position": corrected.position,
            "type": "pl.owss.consultations.advice_card_corrected.v1",
            "subject": f"advice-card/{a_card(1)}",
            "number": "1/2009/zarska",
        }
    ]
    assert set(by_field) == {("doradztwo prawne", "Liczba godzin"), ("Ogółem", "Liczba godzin")}


def test_a_number_computed_from_others_has_the_causes_of_its_table(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1, clients=(a_client(1),))
    heard(reporting, zarska)
    officer.submit()
    added = zarska.approve(2, clients=(a_client(1),))
    heard(reporting, zarska)

    changed = officer.changed()

    percentages = [each for each in changed if each["column"] == "% planu"]
    assert percentages
    for each in percentages:
        assert [cause["position"] for cause in each["causes"]] == [added.position]


def test_what_was_cured_since_is_a_cause_where_it_stands(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1)
    late = zarska.approve(2)
    reporting.faults.cards.add(a_card(2))
    heard(reporting, zarska)
    officer.submit(naming_parked=True)
    reporting.cure()

    totals = [
        each
        for each in officer.changed()
        if (each["row"], each["column"]) == ("Ogółem", "Liczba porad")
    ]

    assert totals
    assert {cause["position"] for each in totals for cause in each["causes"]} == {late.position}


def test_after_a_change_of_the_folds_numbers_are_compared_and_no_cause_is_claimed(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1, minutes=90)
    heard(reporting, zarska)
    officer.submit()
    zarska.correct(1, minutes=30)
    heard(reporting, zarska)
    with reporting.database.write() as connection:
        connection.execute(update(projection).values(version=projection.c.version + 1))

    changed = officer.changed()

    assert causes(changed, "Ogółem", "Liczba godzin") == set()


def test_merged_files_change_the_clients_and_name_the_merge(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    zarska.approve(1, clients=(a_client(1),))
    zarska.approve(2, clients=(a_client(2),))
    heard(reporting, zarska)
    officer.submit()
    merge = Desk(zarska).merge(2, into=1)
    heard(reporting, zarska)

    changed = officer.changed()

    clients = "Klienci (bez powtórzeń)"
    assert causes(changed, "Ogółem", clients) == {place(merge)}
    assert {each["column"] for each in changed} == {
        clients,
        "Liczba osób",
        "Wykonanie",
        "% planu",
    }


def test_a_merge_further_on_is_named_too(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    desk = Desk(zarska)
    zarska.approve(1, clients=(a_client(1),))
    zarska.approve(3, clients=(a_client(3),))
    desk.merge(3, into=2)
    elsewhere = desk.merge(9, into=8)
    heard(reporting, zarska)
    officer.submit()
    merge = desk.merge(2, into=1)
    unrelated = desk.merge(8, into=7)
    heard(reporting, zarska)

    found = causes(officer.changed(), "Ogółem", "Klienci (bez powtórzeń)")

    assert found == {place(merge)}
    assert found.isdisjoint({place(elsewhere), place(unrelated)})


def test_a_corrected_duty_and_a_missed_appointment_are_named(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    desk = Desk(zarska)
    desk.duty(1, minutes=240)
    desk.scheduled(7)
    heard(reporting, zarska)
    officer.submit()
    corrected = desk.corrected_duty(1, minutes=60)
    missed = desk.missed(7)
    heard(reporting, zarska)

    changed = officer.changed()

    assert causes(changed, "Ogółem", "Dyżury: godziny") == {place(corrected)}
    assert causes(changed, "Ogółem", "Umówione porady: umówione") == {place(missed)}
    assert causes(changed, "Ogółem", "Umówione porady: niestawienia") == {place(missed)}


def test_what_another_node_confirmed_is_named_where_it_stands(
    officer: Officer, reporting: Reporting, zarska: Node, nodes: dict[str, Node]
) -> None:
    there = nodes["cistor"]
    Desk(zarska).referred(1, to=there)
    heard(reporting, zarska)
    officer.submit()
    receipt = Desk(there).received(1, sender=zarska)
    heard(reporting, there)

    changed = officer.changed()

    completed = "Skierowania do innych organizacji: zrealizowane"
    assert causes(changed, "Żarska Spółdzielnia Socjalna", completed) == {place(receipt)}


def test_what_was_done_under_another_programme_changes_nothing(
    officer: Officer, reporting: Reporting, zarska: Node
) -> None:
    heard(reporting, zarska)
    officer.submit()
    zarska.programme = "other-2009/1"
    zarska.approve(1)
    Desk(zarska).duty(1)
    heard(reporting, zarska)

    assert officer.changed() == []
