from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.consultations.domain.refusals import (
    ActivityEndsBeforeItBegins,
    AdviserNotActive,
    PredecessorIsNotGroup,
    QuestionForPersonsOnly,
    RecipientAnswerMissing,
    UnknownRecipientCode,
)
from shared.contracts.consultations import (
    AdviserRegistered,
    ClientKind,
    ClientRegistered,
    Recipient,
    StaffRole,
)
from shared.contracts.programme import RecipientQuestions
from tests.unit.consultations.examples import (
    ADVISER_ID,
    ANSWERS,
    CLIENT_ID,
    GROUP_ID,
    NOW,
    PROGRAMME,
    TODAY,
    a_client,
    a_programme,
    an_adviser,
    entries,
)

ONE_DAY = timedelta(days=1)


def test_registering_an_adviser_tells_from_when_to_when_they_advise() -> None:
    adviser = an_adviser(active_to=date(2009, 12, 31))

    registered = adviser.register(NOW)

    assert registered == AdviserRegistered(
        occurred_at=NOW,
        subject_version=1,
        adviser_id=ADVISER_ID,
        staff_role=StaffRole.CONSULTANT,
        active_from=date(2009, 6, 1),
        active_to=date(2009, 12, 31),
    )
    assert adviser.version == 1


def test_an_adviser_may_be_active_for_a_single_day() -> None:
    adviser = an_adviser(active_from=TODAY, active_to=TODAY)

    adviser.register(NOW)

    adviser.refuse_unless_active(TODAY)


def test_an_adviser_is_active_for_at_least_a_day() -> None:
    with pytest.raises(ActivityEndsBeforeItBegins):
        an_adviser(active_from=TODAY, active_to=TODAY - ONE_DAY).register(NOW)


@pytest.mark.parametrize("day", [TODAY - ONE_DAY, TODAY + ONE_DAY])
def test_an_adviser_is_not_active_outside_of_their_days(day: date) -> None:
    adviser = an_adviser(active_from=TODAY, active_to=TODAY)

    with pytest.raises(AdviserNotActive) as refusal:
        adviser.refuse_unless_active(day)

    assert refusal.value.args == ("Anna Zięba", day.isoformat())


def test_an_adviser_without_a_last_day_stays_active() -> None:
    an_adviser(active_to=None).refuse_unless_active(date(2030, 1, 1))


def test_registering_a_client_tells_codes_and_nothing_personal() -> None:
    client = a_client()

    registered = client.register([PROGRAMME], None, NOW)

    assert registered == ClientRegistered(
        occurred_at=NOW,
        subject_version=1,
        client_id=CLIENT_ID,
        client_kind=ClientKind.INDIVIDUAL,
        registered_on=TODAY,
        sex="female",
        age_band="25-34",
        gmina="torun",
        status="refused",
    )


def test_a_cooperative_names_the_group_that_it_was() -> None:
    group = a_client(GROUP_ID, kind=ClientKind.INITIATIVE_GROUP)
    cooperative = a_client(
        kind=ClientKind.SOCIAL_COOPERATIVE, recipient=Recipient(), predecessor_id=GROUP_ID
    )

    registered = cooperative.register([PROGRAMME], group, NOW)

    assert registered.predecessor_id == GROUP_ID


def test_only_a_group_has_a_successor() -> None:
    person = a_client(GROUP_ID)
    cooperative = a_client(kind=ClientKind.SOCIAL_COOPERATIVE, recipient=Recipient())

    with pytest.raises(PredecessorIsNotGroup):
        cooperative.register([PROGRAMME], person, NOW)


@pytest.mark.parametrize("question", ["sex", "age_band", "gmina", "status"])
def test_a_person_answers_every_question(question: str) -> None:
    client = a_client(recipient=Recipient(**vars(ANSWERS) | {question: None}))

    with pytest.raises(RecipientAnswerMissing) as refusal:
        client.register([PROGRAMME], None, NOW)

    assert refusal.value.args == (question,)


@pytest.mark.parametrize("question", ["sex", "age_band", "gmina", "status"])
def test_an_answer_is_one_of_the_programmes_codes(question: str) -> None:
    client = a_client(recipient=Recipient(**vars(ANSWERS) | {question: "other"}))

    with pytest.raises(UnknownRecipientCode) as refusal:
        client.register([PROGRAMME], None, NOW)

    assert refusal.value.args == (question, "other")


def test_an_answer_is_good_if_one_of_several_programmes_knows_it() -> None:
    questions = RecipientQuestions(status=entries("student", "refused"))
    other = a_programme(code="other", recipient_questions=questions)
    client = a_client(recipient=Recipient(**vars(ANSWERS) | {"status": "student"}))

    registered = client.register([PROGRAMME, other], None, NOW)

    assert registered.status == "student"


def test_where_no_programme_asks_nothing_is_answered() -> None:
    registered = a_client(recipient=Recipient()).register([], None, NOW)

    assert registered.sex is None


def test_where_no_programme_asks_an_answer_is_unknown() -> None:
    with pytest.raises(UnknownRecipientCode):
        a_client().register([], None, NOW)


@pytest.mark.parametrize("question", ["sex", "age_band", "status"])
def test_an_organisation_has_no_answers_of_a_person(question: str) -> None:
    recipient = Recipient(**{question: "refused"})
    client = a_client(kind=ClientKind.LEGAL_PERSON, recipient=recipient)

    with pytest.raises(QuestionForPersonsOnly):
        client.register([PROGRAMME], None, NOW)


def test_an_organisation_may_say_its_gmina() -> None:
    client = a_client(kind=ClientKind.LEGAL_PERSON, recipient=Recipient(gmina="torun"))

    registered = client.register([PROGRAMME], None, NOW)

    assert registered.gmina == "torun"
