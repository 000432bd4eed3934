"""The programme of 2009 as it is delivered: what the centre's own page says, and nothing more."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from shared.contracts.programme import Programme
from shared.wire.programme import read_programme

FILE = Path(__file__).parents[2] / "deploy" / "programmes" / "owss-2009.yaml"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FILE.read_text(encoding="utf-8"))


def test_five_organisations_take_part_and_cistor_leads(programme: Programme) -> None:
    assert {partner.node: partner.seat for partner in programme.partners} == {
        "cistor": "Toruń",
        "zarska": "Żary",
        "mops-olsztyn": "Olsztyn",
        "swrgzs": "Świecie",
        "kis-swiecie": "Świecie",
    }
    assert [partner.node for partner in programme.partners if partner.is_lead] == ["cistor"]


def test_advice_is_given_in_six_fields(programme: Programme) -> None:
    assert [entry.code for entry in programme.fields_of_advice] == [
        "restructuring",
        "legal",
        "accounting_and_finance",
        "producer_groups",
        "audit_unions",
        "local_partnerships",
    ]


def test_the_schedule_runs_from_june_to_december(programme: Programme) -> None:
    tasks = Counter(task.month for task in programme.schedule)

    assert tasks == {
        date(2009, 6, 1): 2,
        date(2009, 7, 1): 3,
        date(2009, 8, 1): 3,
        date(2009, 9, 1): 3,
        date(2009, 10, 1): 2,
        date(2009, 11, 1): 3,
        date(2009, 12, 1): 1,
    }


def test_a_consulting_point_is_open_from_june_to_november_and_shows_in_the_figures(
    programme: Programme,
) -> None:
    points = [task for task in programme.schedule if task.label == "punkt konsultacyjny"]

    assert [task.month.month for task in points] == [6, 7, 8, 9, 10, 11]
    assert {task.done_when for task in points} == {"number_of_advices"}
    assert {task.done_when for task in programme.schedule if task not in points} == {None}


def test_what_the_sources_do_not_tell_is_left_open(programme: Programme) -> None:
    assert programme.contract.number is None
    assert programme.contract.signed_on is None
    assert programme.operator[0].register_number is None


def test_it_says_what_is_real_and_what_is_invented(programme: Programme) -> None:
    disclaimer = programme.texts.disclaimer or ""

    assert "organizacje i harmonogram są rzeczywiste" in disclaimer
    assert "zmyślone" in disclaimer


def test_every_indicator_has_a_target_for_every_node(programme: Programme) -> None:
    nodes = {partner.node for partner in programme.partners}

    assert all(set(each.targets_by_node) == nodes for each in programme.indicators)
    assert all(sum(each.targets_by_node.values()) == each.target for each in programme.indicators)
