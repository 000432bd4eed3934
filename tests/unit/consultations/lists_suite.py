"""What lists, dossiers and views promise, of the fakes and of the real ones (R27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from services.consultations.domain.client import ClientDetails, Erasure, Merge
from services.consultations.domain.client_list import ClientFilter, ClientOrder, ClientRow
from services.consultations.domain.client_view import ClientView, ViewOccasion
from services.consultations.domain.follow_up import FollowUp
from services.consultations.domain.referral import Referral, ReferralReceipt
from services.consultations.domain.refusals import ClientNotFound
from services.consultations.domain.support_path import SupportPath
from shared.contracts.consultations import (
    CardClient,
    ClientKind,
    ErasureGround,
    FollowUpOutcome,
    PathClient,
    Recipient,
)
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COORDINATOR_ID,
    GROUP_ID,
    NOW,
    TODAY,
    a_client,
    a_session,
)
from tests.unit.consultations.records_suite import OpenWork, a_card, people
from tests.unit.consultations.working_time_examples import ASKED, an_agreement, an_appointment

ALL = ClientFilter(with_merged=True, with_erased=True)
NAMES = ("Ćma sp. s.", "Adamski", "Ąbrowski", "Żaba", "zebra", "Łąka „u Źródła”")
ORDERED = ["Adamski", "Ąbrowski", "Ćma sp. s.", "Łąka „u Źródła”", "zebra", "Żaba"]
OTHERS_ID = UUID(int=30)


def files(work: UnitOfWork) -> None:
    """Keep six files, the fourth of which is merged into the first, and the last one erased."""
    for place, name in enumerate(NAMES):
        details = ClientDetails(
            name=name,
            email=f"Biuro.{place}@Example.org",
            nip=f"526025027{place}" if place % 2 else None,
            krs=f"000012345{place}",
        )
        work.clients.add(
            a_client(
                UUID(int=30 + place),
                kind=ClientKind.LEGAL_PERSON if place % 2 else ClientKind.SOCIAL_COOPERATIVE,
                details=details,
                recipient=Recipient(),
                registered_on=TODAY - timedelta(days=place),
                version=1,
                revision=1,
            )
        )
    merged = work.clients.get(UUID(int=33))
    merged.merge = Merge(into_client_id=OTHERS_ID, merged_on=TODAY, merged_by=COORDINATOR_ID)
    erased = work.clients.get(UUID(int=35))
    erased.erasure = Erasure(erased_on=TODAY, ground=ErasureGround.REQUESTED)
    for file in (merged, erased):
        file.revision += 1
        work.clients.save(file)


def names(rows: tuple[ClientRow, ...]) -> list[str]:
    return [row.name for row in rows]


def appointments(work: UnitOfWork) -> None:
    """Keep a wish, an agreement of today, one of another adviser, and a wish of another day."""
    people(work)
    work.appointments.add(an_appointment(UUID(int=61), version=1))
    agreed = {"state": AppointmentState.SCHEDULED, "version": 2}
    work.appointments.add(an_appointment(UUID(int=62), agreement=an_agreement(), **agreed))
    early = a_session(started_at=time(8), ended_at=time(8, 30))
    theirs = an_agreement(session=early, outside_hours=True)
    asked = replace(ASKED, client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP)
    work.appointments.add(an_appointment(UUID(int=63), agreement=theirs, asked=asked, **agreed))
    past = TODAY - timedelta(days=8)
    work.appointments.add(an_appointment(UUID(int=64), requested_on=past, version=1))


def numbers(rows: tuple[AppointmentRow, ...]) -> list[int]:
    return [row.appointment_id.int for row in rows]


def a_view(**changes: object) -> ClientView:
    told: dict[str, object] = {
        "client_id": CLIENT_ID,
        "viewed_by": ADVISER_ID,
        "viewed_at": NOW,
        "occasion": ViewOccasion.PAGE,
    }
    return ClientView(**told | changes)  # type: ignore[arg-type]  # a builder takes any change


class ListsSuite:
    """Give a fixture `open_work`, which opens one world again and again."""

    def test_a_row_of_the_list_says_what_the_file_says(self, open_work: OpenWork) -> None:
        with open_work() as work:
            files(work)

        with open_work() as work:
            (row,) = work.client_list.rows(ClientFilter(words="ĄBROWSKI"), ClientOrder.NAME)

        assert row == ClientRow(
            client_id=UUID(int=32),
            kind=ClientKind.SOCIAL_COOPERATIVE,
            name="Ąbrowski",
            email="Biuro.2@Example.org",
            phone=None,
            nip=None,
            krs="0000123452",
            registered_on=date(2009, 7, 5),
            merged_into=None,
            erased_on=None,
        )

    @pytest.mark.parametrize(
        ("which", "found"),
        [
            (ClientFilter(), ["Adamski", "Ąbrowski", "Ćma sp. s.", "zebra"]),
            (ALL, ORDERED),
            (replace(ALL, words="ŁĄKA źródła"), ["Łąka „u Źródła”"]),
            (replace(ALL, words="zrodla laka"), ["Łąka „u Źródła”"]),
            (replace(ALL, words="ćma"), ["Ćma sp. s."]),
            (replace(ALL, words="100%"), []),
            (replace(ALL, words="_"), ORDERED),
            (replace(ALL, words="BIURO.4@example"), ["zebra"]),
            (replace(ALL, words="526-025-02-71"), ["Adamski"]),
            (replace(ALL, words="0000 1234 54"), ["zebra"]),
            (replace(ALL, words="123453"), ["Żaba"]),
            (replace(ALL, kind=ClientKind.LEGAL_PERSON), ["Adamski", "Łąka „u Źródła”", "Żaba"]),
            (ClientFilter(registered_from=TODAY - timedelta(days=1)), ["Adamski", "Ćma sp. s."]),
            (ClientFilter(registered_to=TODAY - timedelta(days=2)), ["Ąbrowski", "zebra"]),
            (ClientFilter(with_merged=True, words="Żaba"), ["Żaba"]),
            (ClientFilter(words="Żaba"), []),
            (ClientFilter(with_erased=True, words="Łąka"), ["Łąka „u Źródła”"]),
        ],
    )
    def test_a_filter_gives_the_files_that_agree_with_all_of_it(
        self, open_work: OpenWork, which: ClientFilter, found: list[str]
    ) -> None:
        with open_work() as work:
            files(work)

        with open_work() as work:
            rows = work.client_list.rows(which, ClientOrder.NAME)
            count = work.client_list.count(which)

        assert names(rows) == found
        assert count == len(found)

    @pytest.mark.parametrize(
        ("order", "found"),
        [
            (ClientOrder.NAME, ORDERED),
            (ClientOrder.REGISTERED_ON, list(reversed(NAMES))),
        ],
    )
    def test_the_list_is_sorted_both_ways(
        self, open_work: OpenWork, order: ClientOrder, found: list[str]
    ) -> None:
        with open_work() as work:
            files(work)

        with open_work() as work:
            rising = work.client_list.rows(ALL, order)
            falling = work.client_list.rows(ALL, order, descending=True)

        assert names(rising) == found
        assert names(falling) == found[::-1]

    def test_pages_of_clients_put_together_are_the_list(self, open_work: OpenWork) -> None:
        with open_work() as work:
            files(work)

        with open_work() as work:
            pages = [
                names(work.client_list.rows(ALL, ClientOrder.NAME, limit=4, offset=offset))
                for offset in (0, 4, 8)
            ]

        assert pages == [ORDERED[:4], ORDERED[4:], []]

    def test_a_file_is_found_by_its_new_name_only(self, open_work: OpenWork) -> None:
        with open_work() as work:
            files(work)
            renamed = work.clients.get(UUID(int=31))
            renamed.details = ClientDetails(name="Śliwa")
            renamed.revision += 1
            work.clients.save(renamed)

        with open_work() as work:
            before = work.client_list.count(ClientFilter(words="Adamski"))
            rows = work.client_list.rows(ClientFilter(), ClientOrder.NAME)

        assert before == 0
        assert names(rows) == ["Ąbrowski", "Ćma sp. s.", "Śliwa", "zebra"]

    def test_a_row_of_appointments_says_with_whom_and_when(self, open_work: OpenWork) -> None:
        with open_work() as work:
            appointments(work)

        with open_work() as work:
            rows = work.appointment_list.rows(AppointmentFilter(period=Period(TODAY, TODAY)))

        assert rows[1] == AppointmentRow(
            appointment_id=UUID(int=63),
            state=AppointmentState.SCHEDULED,
            programme="owss-2009/1",
            requested_on=TODAY,
            session=a_session(started_at=time(8), ended_at=time(8, 30)),
            outside_hours=True,
            client_id=GROUP_ID,
            client_kind=ClientKind.INITIATIVE_GROUP,
            client_name="Jan Żak",
            adviser_id=ADVISER_ID,
            adviser="Anna Zięba",
            field_of_advice="legal",
            form_of_contact="in_person",
        )
        assert (rows[0].session, rows[0].adviser_id, rows[0].adviser) == (None, None, None)
        assert rows[0].outside_hours is False

    @pytest.mark.parametrize(
        ("which", "found"),
        [
            (AppointmentFilter(), [64, 61, 63, 62]),
            (AppointmentFilter(period=Period(TODAY, TODAY)), [61, 63, 62]),
            (AppointmentFilter(state=AppointmentState.REQUESTED), [64, 61]),
            (AppointmentFilter(adviser_id=ADVISER_ID), [63, 62]),
            (AppointmentFilter(adviser_id=UUID(int=99)), []),
        ],
    )
    def test_appointments_stand_by_day_and_wishes_before_what_is_agreed(
        self, open_work: OpenWork, which: AppointmentFilter, found: list[int]
    ) -> None:
        with open_work() as work:
            appointments(work)

        with open_work() as work:
            rising = work.appointment_list.rows(which)
            falling = work.appointment_list.rows(which, descending=True)
            count = work.appointment_list.count(which)

        assert numbers(rising) == found
        assert numbers(falling) == found[::-1]
        assert count == len(found)

    def test_pages_of_appointments_put_together_are_the_list(self, open_work: OpenWork) -> None:
        with open_work() as work:
            appointments(work)

        with open_work() as work:
            pages = [
                numbers(work.appointment_list.rows(AppointmentFilter(), limit=3, offset=offset))
                for offset in (0, 3)
            ]

        assert pages == [[64, 61, 63], [62]]

    def test_a_dossier_has_what_stands_under_any_of_the_files(self, open_work: OpenWork) -> None:
        both = (
            CardClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL),
            CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),
        )
        of_group = (CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),)
        june = a_session(held_on=date(2009, 6, 30))
        with open_work() as work:
            people(work)
            second = a_client(OTHERS_ID, version=1, revision=1)
            work.clients.add(second)
            second.merge = Merge(
                into_client_id=CLIENT_ID, merged_on=TODAY, merged_by=COORDINATOR_ID
            )
            second.revision += 1
            work.clients.save(second)
            card, others = a_card(work, clients=both), a_card(work, clients=of_group)
            earlier = a_card(work, session=june)
            for each in (card, others, earlier):
                work.cards.add(each)
            work.appointments.add(
                an_appointment(asked=replace(ASKED, client_id=OTHERS_ID), version=1)
            )
            path = SupportPath(
                id=UUID(int=81),
                aim="Założyć spółdzielnię.",
                clients=(PathClient(client_id=OTHERS_ID, client_kind=ClientKind.INDIVIDUAL),),
                opened_on=TODAY,
                version=1,
            )
            work.support_paths.add(path)
            referral = Referral(
                id=UUID(int=82),
                number=work.referrals.next_number(2009),
                programme="owss-2009/1",
                client_id=CLIENT_ID,
                client_kind=ClientKind.INDIVIDUAL,
                field_of_advice="legal",
                to_node="torunska",
                made_on=TODAY,
                version=1,
            )
            work.referrals.add(referral)
            receipt = ReferralReceipt(
                id=UUID(int=83),
                programme="owss-2009/1",
                client_id=OTHERS_ID,
                client_kind=ClientKind.INDIVIDUAL,
                from_node="torunska",
                received_on=TODAY,
                version=1,
            )
            work.referrals.add_receipt(receipt)
            answer = FollowUp(
                id=UUID(int=84),
                client_id=CLIENT_ID,
                client_kind=ClientKind.INDIVIDUAL,
                months=6,
                due_on=TODAY,
                recorded_on=TODAY,
                outcome=FollowUpOutcome.EMPLOYED,
            )
            work.follow_ups.add(answer)

        with open_work() as work:
            dossier = work.dossiers.of(OTHERS_ID)
            of_the_group = work.dossiers.of(GROUP_ID)

        assert [file.id for file in dossier.files] == [CLIENT_ID, OTHERS_ID]
        assert [vars(each) for each in dossier.cards] == [vars(earlier), vars(card)]
        assert [each.asked.client_id for each in dossier.appointments] == [OTHERS_ID]
        assert [vars(each) for each in dossier.support_paths] == [vars(path)]
        assert [vars(each) for each in dossier.referrals] == [vars(referral)]
        assert [vars(each) for each in dossier.receipts] == [vars(receipt)]
        assert dossier.follow_ups == (answer,)
        assert {each.id for each in of_the_group.cards} == {card.id, others.id}
        assert of_the_group.support_paths == ()

    def test_a_dossier_of_nobody_is_not_found(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(ClientNotFound):
            work.dossiers.of(UUID(int=404))

    def test_views_are_kept_each_for_itself_and_the_newest_comes_first(
        self, open_work: OpenWork
    ) -> None:
        first, again = a_view(), a_view(viewed_by=COORDINATOR_ID)
        later = a_view(viewed_at=NOW + timedelta(hours=1), occasion=ViewOccasion.PERSON_EXPORT)
        with open_work() as work:
            people(work)
            work.views.add([first, later])
            work.views.add([again, a_view(client_id=GROUP_ID)])
            work.views.add([])

        with open_work() as work:
            found = work.views.of([CLIENT_ID])

        assert found == (later, again, first)

    def test_nobody_looks_at_a_file_that_is_not_there(self, open_work: OpenWork) -> None:
        with pytest.raises(ClientNotFound), open_work() as work:
            work.views.add([a_view(client_id=UUID(int=404))])

    def test_views_are_forgotten_by_the_business_day(self, open_work: OpenWork) -> None:
        before_midnight = datetime(2009, 7, 6, 21, 59, tzinfo=UTC)
        after_midnight = before_midnight + timedelta(minutes=1)
        with open_work() as work:
            people(work)
            work.views.add(
                [a_view(viewed_at=moment) for moment in (before_midnight, after_midnight)]
            )
            work.views.forget_before(date(2009, 7, 7))

        with open_work() as work:
            found = work.views.of([CLIENT_ID])

        assert [view.viewed_at for view in found] == [after_midnight]
