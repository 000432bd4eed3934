"""What the register of advice promises, of the fake and of the real one (R27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
)
from shared.contracts.consultations import CardClient, ClientKind
from shared.contracts.programme import Entry
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    GROUP_ID,
    PROGRAMME,
    TODAY,
    a_programme,
    a_session,
)
from tests.unit.consultations.records_suite import OpenWork, a_card, people

SUMMER = RegisterFilter(period=Period(date(2009, 6, 1), date(2009, 8, 31)))
GROUP = CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP)
INDIVIDUAL = CardClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL)


def cards(work: UnitOfWork) -> None:
    """Keep five cards: each differs from the first in what a filter may ask for."""
    people(work)
    group = work.clients.get(GROUP_ID)
    group.details = ClientDetails(name="Grupa „ŁĄKA”")
    group.revision += 1
    work.clients.save(group)
    both = (ADVISER_ID, COLLEAGUE_ID)
    first = a_card(work, clients=(INDIVIDUAL, GROUP), adviser_ids=both)
    first.state = CardState.APPROVED
    at_noon = a_session(started_at=time(12), ended_at=time(12, 20))
    second = a_card(work, field_of_advice="accounting", session=at_noon)
    june = a_session(held_on=date(2009, 6, 30), started_at=time(8), ended_at=time(11))
    third = a_card(work, form_of_contact="phone", session=june)
    annulled = a_card(work, adviser_ids=(COLLEAGUE_ID,), clients=(GROUP,))
    annulled.state, annulled.counted = CardState.APPROVED, False
    autumn = a_card(work, session=a_session(held_on=date(2009, 9, 1)))
    for card in (first, second, third, annulled, autumn):
        work.cards.add(card)


def numbers(rows: tuple[RegisterRow, ...]) -> list[int]:
    return [int(row.card_number.partition("/")[0]) for row in rows]


class RegisterSuite:
    """Give a fixture `open_work`, which opens one world again and again."""

    def test_a_row_of_the_register_says_what_the_card_says(self, open_work: OpenWork) -> None:
        with open_work() as work:
            cards(work)

        with open_work() as work:
            *_, row = work.register_of_advice.rows(
                replace(SUMMER, adviser_id=ADVISER_ID, client_kind=ClientKind.INITIATIVE_GROUP),
                RegisterOrder.HELD_ON,
            )

        assert row == RegisterRow(
            card_id=row.card_id,
            card_number="1/2009/zarska",
            programme="owss-2009/1",
            session=a_session(),
            field_of_advice="legal",
            form_of_contact="in_person",
            client_ids=(CLIENT_ID, GROUP_ID),
            client_kinds=(ClientKind.INDIVIDUAL, ClientKind.INITIATIVE_GROUP),
            client_names=("Jan Żak", "Grupa „ŁĄKA”"),
            advisers=("Anna Zięba", "Ewa Łoś"),
            state=CardState.APPROVED,
            counted=True,
        )

    @pytest.mark.parametrize(
        ("which", "found"),
        [
            (SUMMER, [1, 2, 3, 4]),
            (RegisterFilter(period=Period(TODAY, TODAY)), [1, 2, 4]),
            (replace(SUMMER, adviser_id=COLLEAGUE_ID), [1, 4]),
            (replace(SUMMER, adviser_id=UUID(int=99)), []),
            (replace(SUMMER, field_of_advice="accounting"), [2]),
            (replace(SUMMER, form_of_contact="phone"), [3]),
            (replace(SUMMER, client_kind=ClientKind.INDIVIDUAL), [1, 2, 3]),
            (replace(SUMMER, client_kind=ClientKind.INITIATIVE_GROUP), [1, 4]),
            (RegisterFilter(), [1, 2, 3, 4, 5]),
            (replace(SUMMER, not_adviser_id=COLLEAGUE_ID), [2, 3]),
            (replace(SUMMER, client_words="jan ż"), [1, 2, 3]),
            (replace(SUMMER, client_words="łąk gru"), [1, 4]),
            (replace(SUMMER, client_words="Łąka", client_kind=ClientKind.INDIVIDUAL), [1]),
            (replace(SUMMER, client_words="nikt"), []),
            (replace(SUMMER, states=frozenset({CardState.APPROVED})), [1, 4]),
            (replace(SUMMER, states=frozenset(CardState)), [1, 2, 3, 4]),
            (
                replace(SUMMER, states=frozenset({CardState.DRAFTED}), form_of_contact="in_person"),
                [2],
            ),
            (RegisterFilter(late_on=date(2009, 7, 7)), []),
            (RegisterFilter(late_on=date(2009, 7, 8)), [3]),
            (RegisterFilter(late_on=date(2009, 12, 31)), [2, 3, 5]),
        ],
    )
    def test_a_filter_gives_the_cards_that_agree_with_all_of_it(
        self, open_work: OpenWork, which: RegisterFilter, found: list[int]
    ) -> None:
        with open_work() as work:
            cards(work)

        with open_work() as work:
            rows = work.register_of_advice.rows(which, RegisterOrder.CARD_NUMBER)
            sums = work.register_of_advice.sums(which)

        assert numbers(rows) == found
        assert sums.cards == len(found)

    def test_sums_are_of_all_pages_and_an_annulled_card_adds_nothing(
        self, open_work: OpenWork
    ) -> None:
        with open_work() as work:
            cards(work)

        with open_work() as work:
            sums = work.register_of_advice.sums(SUMMER)

        assert sums == RegisterSums(cards=4, counted_cards=3, minutes=90 + 20 + 180)

    def test_an_empty_register_comes_to_nothing(self, open_work: OpenWork) -> None:
        with open_work() as work:
            rows = work.register_of_advice.rows(SUMMER, RegisterOrder.HELD_ON)
            sums = work.register_of_advice.sums(SUMMER)

        assert rows == ()
        assert sums == RegisterSums(cards=0, counted_cards=0, minutes=0)

    @pytest.mark.parametrize(
        ("order", "found"),
        [
            (RegisterOrder.HELD_ON, [3, 1, 4, 2]),
            (RegisterOrder.CARD_NUMBER, [1, 2, 3, 4]),
            (RegisterOrder.MINUTES, [2, 1, 4, 3]),
            (RegisterOrder.FIELD_OF_ADVICE, [3, 1, 4, 2]),
            (RegisterOrder.ADVISER, [3, 1, 2, 4]),
            (RegisterOrder.STATE, [3, 2, 1, 4]),
        ],
    )
    def test_the_register_is_sorted_both_ways(
        self, open_work: OpenWork, order: RegisterOrder, found: list[int]
    ) -> None:
        with open_work() as work:
            work.programmes.add(PROGRAMME)
            cards(work)

        with open_work() as work:
            rising = work.register_of_advice.rows(SUMMER, order)
            falling = work.register_of_advice.rows(SUMMER, order, descending=True)

        assert numbers(rising) == found
        assert numbers(falling) == found[::-1]

    def test_fields_are_sorted_by_their_newest_words(self, open_work: OpenWork) -> None:
        words = (Entry(code="legal", label="ż"), Entry(code="accounting", label="ź"))
        with open_work() as work:
            work.programmes.add(PROGRAMME)
            work.programmes.add(a_programme(version=2, fields_of_advice=words))
            cards(work)

        with open_work() as work:
            rows = work.register_of_advice.rows(SUMMER, RegisterOrder.FIELD_OF_ADVICE)

        assert numbers(rows) == [2, 3, 1, 4]

    def test_without_a_programme_fields_are_sorted_by_their_codes(
        self, open_work: OpenWork
    ) -> None:
        with open_work() as work:
            cards(work)

        with open_work() as work:
            rows = work.register_of_advice.rows(SUMMER, RegisterOrder.FIELD_OF_ADVICE)

        assert numbers(rows) == [2, 3, 1, 4]

    def test_pages_put_together_are_the_register(self, open_work: OpenWork) -> None:
        with open_work() as work:
            cards(work)

        with open_work() as work:
            pages = [
                numbers(
                    work.register_of_advice.rows(
                        SUMMER, RegisterOrder.HELD_ON, limit=3, offset=offset
                    )
                )
                for offset in (0, 3, 6)
            ]

        assert pages == [[3, 1, 4], [2], []]

    def test_numbers_are_sorted_as_numbers_within_their_years(self, open_work: OpenWork) -> None:
        later = a_session(held_on=date(2010, 1, 4))
        with open_work() as work:
            people(work)
            for _ in range(10):
                work.cards.add(a_card(work))
            new_year = a_card(work, session=later)
            new_year.number = work.cards.next_number(2010)
            work.cards.add(new_year)
        whole = RegisterFilter(period=Period(TODAY, later.held_on))

        with open_work() as work:
            rows = work.register_of_advice.rows(whole, RegisterOrder.CARD_NUMBER)

        assert numbers(rows) == [*range(1, 11), 1]
