"""The plan of the demo's season: the same for the same seed, and possible."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from services.node.season.plan import AnotherProgramme, NodePlan, plan_season
from services.node.season.season import InvalidSeason, Season, read_season
from services.node.season.steps import Step
from services.node.season.working_days import NobodyFree, SeasonTooShort
from shared.contracts.consultations import ClientKind
from shared.contracts.programme import Programme, RecipientQuestions
from shared.kernel.clock import CENTRE_TIME
from shared.wire.programme import read_programme

DEPLOY = Path(__file__).parents[3] / "deploy"
SEEDS = [2009, 1, 7]
HOLIDAYS = {date(2009, 6, 11), date(2009, 8, 15), date(2009, 11, 1), date(2009, 11, 11)}
SATURDAY = 5

Request = dict[str, Any]


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme((DEPLOY / "programmes" / "owss-2009.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def season() -> Season:
    return read_season((DEPLOY / "demo" / "season-2009.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=SEEDS)
def plans(
    request: pytest.FixtureRequest, season: Season, programme: Programme
) -> tuple[NodePlan, ...]:
    return plan_season(season, programme, request.param)


def test_the_same_seed_gives_the_same_plan(season: Season, programme: Programme) -> None:
    assert plan_season(season, programme, 2009) == plan_season(season, programme, 2009)


def test_another_seed_gives_other_people_at_other_times(
    season: Season, programme: Programme
) -> None:
    one, other = plan_season(season, programme, 1)[0], plan_season(season, programme, 2)[0]

    assert not _command_ids(one.steps) & _command_ids(other.steps)
    assert [step.at for step in one.steps] != [step.at for step in other.steps]


def test_a_changed_volume_at_one_node_leaves_the_others_as_they_were(
    season: Season, programme: Programme
) -> None:
    fewer = replace(season.nodes["zarska"], two_clients=0)
    changed = replace(season, nodes={**season.nodes, "zarska": fewer})

    before = {plan.node: plan for plan in plan_season(season, programme, 2009)}
    after = {plan.node: plan for plan in plan_season(changed, programme, 2009)}

    assert {node for node, plan in before.items() if plan != after[node]} == {"zarska"}


def test_a_season_of_another_programme_is_refused(season: Season, programme: Programme) -> None:
    with pytest.raises(AnotherProgramme, match="Sezon jest dla programu inny"):
        plan_season(replace(season, programme="inny"), programme, 2009)


def test_all_five_organisations_write_some_six_hundred_cards(
    plans: tuple[NodePlan, ...], programme: Programme
) -> None:
    cards = {plan.node: len(list(_of(plan, "draft_card"))) for plan in plans}

    assert set(cards) == {partner.node for partner in programme.partners}
    assert 550 <= sum(cards.values()) <= 700
    assert min(cards.values()) >= 80


def test_the_network_sees_every_field_every_form_and_every_kind_of_client(
    plans: tuple[NodePlan, ...], programme: Programme
) -> None:
    cards = [card for plan in plans for card in _of(plan, "draft_card")]
    clients = [client for plan in plans for client in _of(plan, "register_client")]

    assert {card["field_of_advice"] for card in cards} == {
        entry.code for entry in programme.fields_of_advice
    }
    assert {card["form_of_contact"] for card in cards} == {
        entry.code for entry in programme.forms_of_contact
    }
    assert {client["client_kind"] for client in clients} == set(ClientKind)
    assert any("predecessor_id" in client for client in clients)


def test_persons_answer_every_question_and_organisations_only_where_they_are(
    plans: tuple[NodePlan, ...],
) -> None:
    for client in (client for plan in plans for client in _of(plan, "register_client")):
        answered = set(client) & {"sex", "age_band", "gmina", "status"}

        is_person = client["client_kind"] == ClientKind.INDIVIDUAL
        assert answered == ({"sex", "age_band", "gmina", "status"} if is_person else {"gmina"})


def test_what_the_programme_does_not_ask_is_not_answered(
    season: Season, programme: Programme
) -> None:
    silent = replace(programme, recipient_questions=RecipientQuestions())

    clients = list(_of(plan_season(season, silent, 2009)[0], "register_client"))

    assert not any({"sex", "age_band", "gmina", "status"} & set(client) for client in clients)


def test_advice_is_given_on_working_days_in_opening_hours(plans: tuple[NodePlan, ...]) -> None:
    for card in (card for plan in plans for card in _of(plan, "draft_card")):
        day = date.fromisoformat(card["held_on"])

        assert day.weekday() < SATURDAY
        assert day not in HOLIDAYS
        assert date(2009, 6, 1) <= day <= date(2009, 11, 30)
        assert "08:00" <= card["started_at"] < card["ended_at"] <= "16:00"


def test_an_adviser_is_never_in_two_places(plans: tuple[NodePlan, ...]) -> None:
    for plan in plans:
        taken: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        written = [card for method in ("draft_card", "correct_card") for card in _of(plan, method)]
        for card in written:
            for adviser in card["adviser_ids"]:
                taken[adviser, card["held_on"]].append(
                    (card["started_at"], card["ended_at"], card["card_id"])
                )

        for sessions in taken.values():
            for start, end, card_id in sessions:
                assert not any(
                    start < other_end and other_start < end and card_id != other_id
                    for other_start, other_end, other_id in sessions
                )


def test_a_few_cards_have_two_clients_or_two_advisers(plans: tuple[NodePlan, ...]) -> None:
    cards = [card for plan in plans for card in _of(plan, "draft_card")]

    assert Counter(len(card["client_ids"]) for card in cards)[2] == 18
    assert Counter(len(card["adviser_ids"]) for card in cards)[2] == 17


def test_volumes_of_returned_corrected_and_unfinished_cards_are_as_told(
    plans: tuple[NodePlan, ...], season: Season
) -> None:
    for plan in plans:
        told = season.nodes[plan.node]
        asked = Counter(step.method for step in plan.steps)
        unfinished = sum(told.unfinished.values())

        assert asked["change_card"] == sum(told.returned.values())
        assert asked["return_card"] == asked["change_card"] + told.unfinished.get("returned", 0)
        assert asked["approve_card"] == asked["draft_card"] - unfinished
        assert asked["correct_card"] == sum(told.corrected.values())
        assert asked["confirm_advice"] == (
            asked["approve_card"] - told.unconfirmed - told.corrected.get("annulled", 0)
        )


def test_what_happens_beside_the_cards_is_as_much_as_told(
    plans: tuple[NodePlan, ...], season: Season
) -> None:
    for plan in plans:
        told = season.nodes[plan.node]
        asked = Counter(step.method for step in plan.steps)
        agreed = sum(step.request.get("appointment_id") is not None for step in plan.steps)

        assert asked["request_advice"] == asked["schedule_advice"]
        assert asked["request_advice"] == told.agreed_before + told.cancelled + told.no_shows
        assert asked["cancel_advice"] == told.cancelled
        assert asked["record_no_show"] == told.no_shows
        assert agreed == 2 * asked["request_advice"] + asked["cancel_advice"] + (
            asked["record_no_show"] + told.agreed_before
        )
        assert asked["merge_clients"] == told.twice
        assert asked["open_support_path"] == told.paths
        assert asked["record_follow_up"] <= told.followed_up
        assert asked["erase_client"] == told.erased
        assert asked["correct_duty"] == sum(told.corrected_duties.values())


def test_somebody_is_asked_after_half_a_year_what_came_of_it(
    plans: tuple[NodePlan, ...],
) -> None:
    assert any(step.method == "record_follow_up" for plan in plans for step in plan.steps)


def test_a_consultant_is_on_duty_every_week_but_on_holidays(plans: tuple[NodePlan, ...]) -> None:
    for plan in plans:
        duties = [date.fromisoformat(told["held_on"]) for told in _of(plan, "record_duty")]

        assert len(duties) == len(set(duties)) in range(24, 28)
        assert len({day.weekday() for day in duties}) == 1
        assert not set(duties) & HOLIDAYS


def test_whoever_is_sent_on_comes_to_the_other_node_with_the_same_address(
    plans: tuple[NodePlan, ...], season: Season
) -> None:
    emails = {
        told["client_id"]: told["email"] for plan in plans for told in _of(plan, "register_client")
    }
    sent = {told["referral_id"]: told for plan in plans for told in _of(plan, "make_referral")}
    came = {told["referral_id"]: told for plan in plans for told in _of(plan, "receive_referral")}

    assert len(sent) == len(season.referrals)
    assert sent.keys() == came.keys()
    for referral_id, made in sent.items():
        assert emails[made["client_id"]] == emails[came[referral_id]["client_id"]]
        assert made["client_id"] != came[referral_id]["client_id"]


def test_a_second_file_of_a_client_is_opened_after_the_first_one_and_merged_into_it(
    plans: tuple[NodePlan, ...],
) -> None:
    for plan in plans:
        registered = {
            step.request["client_id"]: step
            for step in plan.steps
            if step.method == "register_client"
        }
        for merged in _of(plan, "merge_clients"):
            double, kept = registered[merged["client_id"]], registered[merged["into_client_id"]]

            assert kept.at < double.at
            assert double.request["name"] == kept.request["name"]
            assert double.request["email"] == kept.request["email"]


def test_months_are_closed_and_some_are_opened_again_for_a_correction(
    plans: tuple[NodePlan, ...], season: Season
) -> None:
    for plan in plans:
        asked = Counter(step.method for step in plan.steps)
        cards = asked["draft_card"] - asked["approve_card"]

        assert asked["reopen_timesheet"] <= season.nodes[plan.node].reopened
        closed = asked["close_timesheet"] - asked["reopen_timesheet"]
        advisers = asked["register_adviser"]
        assert advisers * 6 - 2 * cards <= closed <= advisers * 6
    assert any(step.method == "reopen_timesheet" for plan in plans for step in plan.steps)


def test_a_deputy_decides_as_long_as_the_coordinator_is_away(
    plans: tuple[NodePlan, ...], season: Season
) -> None:
    by_node = {plan.node: plan for plan in plans}
    for planned in season.deputies:
        (appointed,) = _of(by_node[planned.node], "appoint_deputy")
        deciding = [
            (step.at.date(), step.request["actor"])
            for step in by_node[planned.node].steps
            if step.method in {"approve_card", "return_card", "correct_card", "close_timesheet"}
        ]
        in_term = [actor for day, actor in deciding if planned.first <= day <= planned.last]
        others = [actor for day, actor in deciding if not planned.first <= day <= planned.last]

        assert in_term
        assert {actor["staff_id"] for actor in in_term} == {appointed["staff_id"]}
        assert {role for actor in in_term for role in actor["roles"]} == {"deputy_coordinator"}
        assert appointed["staff_id"] not in {actor["staff_id"] for actor in others}


def test_some_cards_are_annulled_and_for_nothing_else_do_they_stop_counting(
    plans: tuple[NodePlan, ...],
) -> None:
    corrections = [card for plan in plans for card in _of(plan, "correct_card")]

    assert {card["counted"] for card in corrections if card["reason"] == "annulled"} == {False}
    assert {card["counted"] for card in corrections if card["reason"] != "annulled"} == {True}


def test_a_correction_says_something_else_than_the_card_did(plans: tuple[NodePlan, ...]) -> None:
    told = {
        "wrong_date_or_time": "ended_at",
        "wrong_field_or_form": "field_of_advice",
        "wrong_client": "client_ids",
    }
    for plan in plans:
        drafted = {card["card_id"]: card for card in _of(plan, "draft_card")}
        for card in _of(plan, "correct_card"):
            before = drafted[card["card_id"]]

            differs = [member for member in told.values() if card[member] != before[member]]
            assert differs == ([told[card["reason"]]] if card["reason"] in told else [])


def test_nobody_approves_a_card_on_which_he_gave_advice(plans: tuple[NodePlan, ...]) -> None:
    for plan in plans:
        advisers = {told["adviser_id"] for told in _of(plan, "register_adviser")}

        for method in ("approve_card", "return_card", "correct_card"):
            assert not advisers & {told["actor"]["staff_id"] for told in _of(plan, method)}


def test_steps_come_in_the_order_of_time_within_the_season(plans: tuple[NodePlan, ...]) -> None:
    for plan in plans:
        moments = [step.at for step in plan.steps]

        assert moments == sorted(moments)
        assert plan.begins <= moments[0]
        assert moments[-1] <= plan.ends


def test_nothing_is_written_down_before_it_happened(plans: tuple[NodePlan, ...]) -> None:
    told = ("draft_card", "change_card", "correct_card", "record_duty", "correct_duty")
    for step in (step for plan in plans for step in plan.steps if step.method in told):
        ended = datetime.combine(
            date.fromisoformat(step.request["held_on"]),
            time.fromisoformat(step.request["ended_at"]),
            tzinfo=CENTRE_TIME,
        )

        assert step.at > ended


def test_everybody_on_a_card_was_registered_before(plans: tuple[NodePlan, ...]) -> None:
    for plan in plans:
        known: set[str] = set()
        for step in plan.steps:
            wanted = [*step.request.get("client_ids", ()), *step.request.get("adviser_ids", ())]
            wanted += [step.request["predecessor_id"]] if "predecessor_id" in step.request else []

            assert known.issuperset(wanted)
            known |= {str(step.request.get(member)) for member in ("client_id", "adviser_id")}


def test_every_command_has_an_id_of_its_own(plans: tuple[NodePlan, ...]) -> None:
    ids = [step.request["command_id"] for plan in plans for step in plan.steps]

    assert len(ids) == len(set(ids))


def test_no_two_people_or_organisations_of_a_node_share_a_name_by_chance(
    plans: tuple[NodePlan, ...],
) -> None:
    for plan in plans:
        came_with_slip = {told["client_id"] for told in _of(plan, "receive_referral")}
        names = [
            client["name"]
            for client in _of(plan, "register_client")
            if "although_duplicate" not in client and client["client_id"] not in came_with_slip
        ]
        names += [adviser["full_name"] for adviser in _of(plan, "register_adviser")]

        assert len(names) == len(set(names))


def test_a_season_that_is_too_short_for_its_work_is_refused(
    season: Season, programme: Programme
) -> None:
    with pytest.raises(SeasonTooShort, match="sezon już się skończył"):
        plan_season(replace(season, ends=date(2009, 11, 30)), programme, 2009)


def test_more_work_than_there_are_hours_is_refused(season: Season, programme: Programme) -> None:
    crowded = replace(season.nodes["swrgzs"], cards={date(2009, 6, 1): 1000})

    with pytest.raises(NobodyFree, match="2009-06: nie ma wolnych"):
        plan_season(replace(season, nodes={"swrgzs": crowded}), programme, 2009)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('closes: "16:00"', "closes: 16:00", "closes: to nie jest godzina w postaci GG:MM"),
        ('opens: "08:00"', 'opens: "08:60"', "opens: to nie jest godzina w postaci GG:MM"),
        ("unconfirmed: 24", "unconfirmed: -1", "nodes.cistor.value.unconfirmed: liczba nie może"),
    ],
)
def test_a_season_that_is_not_understood_is_refused_with_the_path(
    before: str, after: str, sentence: str
) -> None:
    text = (DEPLOY / "demo" / "season-2009.yaml").read_text(encoding="utf-8")

    with pytest.raises(InvalidSeason, match="Sezon jest niepoprawny") as refused:
        read_season(text.replace(before, after, 1))

    assert sentence in str(refused.value)


def test_a_file_that_is_no_document_is_refused() -> None:
    with pytest.raises(InvalidSeason, match="To nie jest dokument YAML"):
        read_season("a: [")


def _of(plan: NodePlan, method: str) -> Iterator[Request]:
    return (dict(step.request) for step in plan.steps if step.method == method)


def _command_ids(steps: tuple[Step, ...]) -> set[str]:
    return {step.request["command_id"] for step in steps}
