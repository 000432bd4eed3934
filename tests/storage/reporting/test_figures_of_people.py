"""Figures of duty, appointments and the way of clients: what they count, now and as of then."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting.domain.as_of import AsOf
from shared.contracts.consultations import ClientKind, FollowUpOutcome, PathOutcome
from shared.kernel.period import Period
from tests.storage.reporting.advice_told import Node, Reporting
from tests.storage.reporting.people_told import DAY, Desk, a_record

STATES = ("requested", "scheduled", "held", "cancelled", "no_show")


@pytest.fixture
def desk(node: Node) -> Desk:
    return Desk(node)


def states(reporting: Reporting, at: AsOf | None = None) -> list[int]:
    """Return how many appointments are in each state."""
    return [reporting.value("number_of_appointments", at=at, state=state) for state in STATES]


def test_duty_is_summed_and_counted_and_is_no_advice(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    desk.duty(1, minutes=240)
    desk.duty(2, minutes=30)
    node.approve(1, minutes=90)

    reporting.take_in(node)

    assert reporting.value("hours_of_duty") == 270
    assert reporting.value("number_of_duties") == 2
    assert reporting.value("hours_of_advice") == 90
    assert [row.values["duty_id"] for row in reporting.rows("hours_of_duty")] == [
        a_record(1),
        a_record(2),
    ]


def test_a_corrected_duty_counts_instead_and_an_annulled_one_for_nothing(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    desk.duty(1, minutes=240)
    desk.duty(2, minutes=60)
    reporting.take_in(node)
    before = reporting.now()
    desk.corrected_duty(1, minutes=180, held_on=date(2009, 8, 3))
    desk.corrected_duty(2, counted=False)

    reporting.take_in(node)

    august = reporting.ask("hours_of_duty", period=Period.of_month(2009, 8))
    assert (august.value, reporting.value("hours_of_duty")) == (180, 180)
    assert reporting.value("hours_of_duty", at=before) == 300
    assert reporting.value("number_of_duties", at=before) == 2
    assert reporting.rebuild().differences == ()


def test_an_appointment_counts_in_its_newest_state_on_the_day_of_that_state(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    for number in (1, 2, 3, 4, 5):
        desk.requested(number, requested_on=date(2009, 6, 30))
    for number in (2, 3, 4):
        desk.scheduled(number, scheduled_on=date(2009, 7, 8))
    desk.scheduled(2, scheduled_on=date(2009, 7, 10))
    reporting.take_in(node)
    agreed = reporting.now()
    desk.held(3, held_on=date(2009, 7, 8))
    desk.missed(4, scheduled_on=date(2009, 7, 8))
    desk.cancelled(5, cancelled_on=date(2009, 7, 2))

    reporting.take_in(node)

    assert states(reporting) == [1, 1, 1, 1, 1]
    assert states(reporting, agreed) == [2, 3, 0, 0, 0]
    assert reporting.value("number_of_no_shows") == 1
    assert reporting.value("number_of_no_shows", at=agreed) == 0
    july = reporting.ask("number_of_appointments", period=Period.of_month(2009, 7))
    with reporting.reading() as connection:
        rows = july.rows(connection)
    assert [(row.values["day"].day, row.values["state"]) for row in rows] == [
        (2, "cancelled"),
        (8, "held"),
        (8, "no_show"),
        (10, "scheduled"),
    ]
    assert reporting.rebuild().differences == ()


def test_appointments_are_narrowed_by_what_was_asked_for(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    desk.missed(1, field_of_advice="accounting")
    desk.missed(2, client_kind=ClientKind.LEGAL_PERSON, form_of_contact="phone")
    desk.cancelled(3)

    reporting.take_in(node)

    def missed(**filters: str) -> int:
        return reporting.ask("number_of_no_shows", filters).value

    assert (missed(), missed(node="zarska"), missed(node="cistor")) == (2, 2, 0)
    assert (missed(field_of_advice="accounting"), missed(form_of_contact="phone")) == (1, 1)
    assert missed(client_kind="legal_person", programme="owss-2009") == 1


def test_support_paths_are_counted_when_they_begin_and_when_they_end(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    desk.path_opened(1)
    desk.path_opened(2)
    reporting.take_in(node)
    before = reporting.now()
    desk.path_closed(1, PathOutcome.LEFT_BY_CLIENT)

    reporting.take_in(node)

    assert reporting.value("number_of_support_paths") == 2
    assert reporting.value("number_of_closed_support_paths") == 1
    assert reporting.value("number_of_closed_support_paths", outcome="goal_reached") == 0
    assert reporting.value("number_of_closed_support_paths", at=before) == 0
    (row,) = reporting.rows("number_of_closed_support_paths")
    assert (row.values["support_path_id"], row.values["closed_on"]) == (a_record(1), DAY)


def test_a_referral_is_completed_once_the_node_it_leads_to_tells_of_the_client(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    there, elsewhere = Node("cistor"), Node("swrgzs")
    desk.referred(1, to=there)
    desk.referred(2, to=there)
    desk.referred(3, to=there)
    Desk(elsewhere).received(2, sender=node)
    reporting.take_in(node, there, elsewhere)
    sent = reporting.now()
    Desk(there).received(1, sender=node, client=8)

    reporting.take_in(there)

    assert reporting.value("number_of_referrals", to_node="cistor") == 3
    assert reporting.value("number_of_completed_referrals") == 1
    assert reporting.value("number_of_completed_referrals", node="zarska") == 1
    assert reporting.value("number_of_completed_referrals", at=sent) == 0
    assert reporting.value("number_of_received_referrals", node="cistor", from_node="zarska") == 1
    assert [
        row.values["referral_id"] for row in reporting.rows("number_of_completed_referrals")
    ] == [a_record(1)]
    assert reporting.rebuild().differences == ()


def test_follow_ups_are_counted_by_months_and_by_what_became_of_the_client(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    desk.followed_up(1, 6, FollowUpOutcome.EMPLOYED)
    desk.followed_up(2, 12, FollowUpOutcome.EMPLOYED)
    desk.followed_up(3, 12, FollowUpOutcome.NO_CONTACT, ClientKind.SOCIAL_COOPERATIVE)

    reporting.take_in(node)

    def follow_ups(**filters: str) -> int:
        return reporting.ask("number_of_follow_ups", filters).value

    assert (follow_ups(), follow_ups(months="6"), follow_ups(months="12")) == (3, 1, 2)
    assert follow_ups(months="12", outcome="employed") == 1
    assert follow_ups(client_kind="social_cooperative", outcome="no_contact") == 1
    assert len(reporting.rows("number_of_follow_ups")) == 3


def test_each_figure_counts_for_the_programme_of_its_record(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    node.approve(1, minutes=90)
    desk.duty(1, minutes=60)
    node.programme = "other-2009/3"
    node.approve(2, minutes=30)
    desk.duty(2, minutes=15)
    node.programme = "owss-2009/2"
    node.approve(3, minutes=5)
    node.programme = None
    desk.duty(3, minutes=1)

    reporting.take_in(node)

    assert reporting.value("hours_of_advice", programme="owss-2009") == 95
    assert reporting.value("unique_clients", programme="other-2009") == 1
    assert reporting.value("hours_of_duty", programme="other-2009") == 15
    assert reporting.value("hours_of_duty") == 76
