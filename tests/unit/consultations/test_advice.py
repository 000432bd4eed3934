from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from services.consultations.domain.advice import (
    Advice,
    CardTexts,
    advisers_on_card,
    clients_on_card,
)
from services.consultations.domain.circumstances import Circumstances
from services.consultations.domain.refusals import (
    AdviceTooShort,
    AdviserHasAnotherCard,
    AdviserNotActive,
    AdviserTwiceOnCard,
    CardDraftedTooLate,
    CardInFuture,
    CardOutsideProgramme,
    ClientTwiceOnCard,
    NoAdviserOnCard,
    NoClientOnCard,
    SubjectTooShort,
    UnknownFieldOfAdvice,
    UnknownFormOfContact,
)
from services.consultations.domain.session import Booking
from shared.contracts.consultations import AdviserTime, CardClient, ClientKind, Recipient
from shared.contracts.programme import CardRules, RecipientQuestions
from tests.unit.consultations.examples import (
    ADVISER_ID,
    ANSWERS,
    CLIENT_ID,
    COLLEAGUE_ID,
    GROUP_ID,
    NOW,
    PROGRAMME,
    TEXTS,
    TODAY,
    a_client,
    a_programme,
    a_session,
    an_adviser,
    changed,
    entries,
)

ONE_DAY = timedelta(days=1)
CLIENT = CardClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL)


ADVICE = Advice(
    session=a_session(),
    field_of_advice="legal",
    form_of_contact="in_person",
    clients=(CLIENT,),
    adviser_ids=(ADVISER_ID,),
)


def advice(**changes: object) -> Advice:
    return changed(ADVICE, changes)


def booked(adviser_id: UUID = ADVISER_ID, **times: object) -> Booking:
    return Booking(adviser_id=adviser_id, card_number="3/2009/zarska", session=a_session(**times))


def test_advice_counts_its_minutes_once_and_the_time_of_each_adviser() -> None:
    counted = advice(adviser_ids=(ADVISER_ID, COLLEAGUE_ID)).counted()

    assert counted["minutes"] == 90
    assert counted["advisers"] == (
        AdviserTime(adviser_id=ADVISER_ID, minutes=90),
        AdviserTime(adviser_id=COLLEAGUE_ID, minutes=90),
    )


@pytest.mark.parametrize("day", [PROGRAMME.first_day, TODAY])
def test_advice_within_the_programme_is_allowed(day: date) -> None:
    advice(session=a_session(held_on=day)).refuse_unless_allowed(PROGRAMME, TODAY)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"session": a_session(held_on=TODAY + ONE_DAY)}, CardInFuture),
        ({"session": a_session(held_on=date(2009, 5, 31))}, CardOutsideProgramme),
        ({"field_of_advice": "cooking"}, UnknownFieldOfAdvice),
        ({"form_of_contact": "letter"}, UnknownFormOfContact),
    ],
)
def test_what_the_programme_does_not_know_is_refused(
    changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        advice(**changes).refuse_unless_allowed(PROGRAMME, TODAY)


def test_the_day_after_the_programme_is_outside() -> None:
    late = advice(session=a_session(held_on=PROGRAMME.last_day + ONE_DAY))

    with pytest.raises(CardOutsideProgramme):
        late.refuse_unless_allowed(PROGRAMME, date(2010, 2, 1))


def test_an_adviser_has_one_card_at_a_time() -> None:
    with pytest.raises(AdviserHasAnotherCard) as refusal:
        advice().refuse_overlap([booked(started_at=time(11), ended_at=time(12))])

    assert refusal.value.args == ("3/2009/zarska", "11:00", "12:00")


@pytest.mark.parametrize(
    "booking",
    [
        booked(started_at=time(11, 30), ended_at=time(12)),
        booked(COLLEAGUE_ID),
    ],
)
def test_a_session_that_touches_no_other_is_free(booking: Booking) -> None:
    advice().refuse_overlap([booking])


def test_texts_of_the_shortest_lengths_are_long_enough() -> None:
    texts = CardTexts(
        subject="12345", advice_given="1234567890", agreed_steps="", persons_present=""
    )

    texts.refuse_unless_long_enough(PROGRAMME)


def test_a_short_subject_is_refused() -> None:
    texts = CardTexts(**vars(TEXTS) | {"subject": "1234     "})

    with pytest.raises(SubjectTooShort) as refusal:
        texts.refuse_unless_long_enough(PROGRAMME)

    assert refusal.value.args == ("5",)


def test_short_advice_is_refused() -> None:
    texts = CardTexts(**vars(TEXTS) | {"advice_given": "Nic."})

    with pytest.raises(AdviceTooShort):
        texts.refuse_unless_long_enough(PROGRAMME)


def test_a_card_keeps_what_was_known_about_its_clients() -> None:
    group = a_client(GROUP_ID, kind=ClientKind.INITIATIVE_GROUP, recipient=Recipient())

    kept = clients_on_card([a_client(), group], PROGRAMME)

    assert kept == (
        CardClient(client_id=CLIENT_ID, client_kind=ClientKind.INDIVIDUAL, **vars(ANSWERS)),
        CardClient(client_id=GROUP_ID, client_kind=ClientKind.INITIATIVE_GROUP),
    )


def test_a_card_tells_no_answers_that_its_programme_does_not_ask_for() -> None:
    questions = RecipientQuestions(sex=entries("female"), status=entries("student"))
    programme = a_programme(recipient_questions=questions)

    (kept,) = clients_on_card([a_client()], programme)

    assert (kept.sex, kept.age_band, kept.gmina, kept.status) == ("female", None, None, None)


def test_a_card_without_clients_is_refused() -> None:
    with pytest.raises(NoClientOnCard):
        clients_on_card([], PROGRAMME)


def test_a_client_is_on_a_card_once() -> None:
    with pytest.raises(ClientTwiceOnCard):
        clients_on_card([a_client(), a_client()], PROGRAMME)


def test_a_card_without_advisers_is_refused() -> None:
    with pytest.raises(NoAdviserOnCard):
        advisers_on_card([], TODAY)


def test_an_adviser_is_on_a_card_once() -> None:
    with pytest.raises(AdviserTwiceOnCard):
        advisers_on_card([an_adviser(), an_adviser()], TODAY)


def test_every_adviser_of_a_card_is_active_on_that_day() -> None:
    left = an_adviser(COLLEAGUE_ID, active_to=TODAY - ONE_DAY)

    with pytest.raises(AdviserNotActive):
        advisers_on_card([an_adviser(), left], TODAY)


def test_advisers_stay_in_the_order_in_which_they_were_named() -> None:
    ids = advisers_on_card([an_adviser(COLLEAGUE_ID), an_adviser()], TODAY)

    assert ids == (COLLEAGUE_ID, ADVISER_ID)


def test_a_card_is_drafted_within_the_days_that_the_programme_allows() -> None:
    rules = CardRules(shortest_subject=0, shortest_advice=0, days_to_draft=7)
    circumstances = Circumstances(now=NOW, programme=a_programme(card_rules=rules))
    week_ago = advice(session=a_session(held_on=TODAY - timedelta(days=7)))

    circumstances.judge_draft(week_ago, TEXTS, drafted_at=NOW)

    with pytest.raises(CardDraftedTooLate) as refusal:
        circumstances.judge_draft(week_ago, TEXTS, drafted_at=NOW + ONE_DAY)
    assert refusal.value.args == ("2009-06-30", "7")


def test_what_is_late_is_the_draft_and_not_its_change() -> None:
    rules = CardRules(shortest_subject=0, shortest_advice=0, days_to_draft=7)
    much_later = Circumstances(
        now=NOW + timedelta(days=60), programme=a_programme(card_rules=rules)
    )

    much_later.judge_draft(advice(), TEXTS, drafted_at=NOW)


def test_an_annulled_card_takes_nobodys_time() -> None:
    circumstances = Circumstances(now=NOW, programme=PROGRAMME, bookings=(booked(),))

    circumstances.judge_correction(advice(), counted=False)

    with pytest.raises(AdviserHasAnotherCard):
        circumstances.judge_correction(advice(), counted=True)
