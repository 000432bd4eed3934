from __future__ import annotations

from datetime import date

import pytest

from services.consultations.domain.programme_versions import in_force, newest
from services.consultations.domain.refusals import NoProgramme, UnknownProgramme
from tests.unit.consultations.examples import TODAY, a_programme

FIRST = a_programme(version=1, valid_from=date(2009, 6, 1))
SECOND = a_programme(version=2, valid_from=date(2009, 8, 1))
OTHER = a_programme(code="other", version=5)
KNOWN = (SECOND, OTHER, FIRST)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2009, 6, 1), FIRST),
        (date(2009, 7, 31), FIRST),
        (date(2009, 8, 1), SECOND),
        (date(2009, 12, 31), SECOND),
    ],
)
def test_the_version_of_the_day_is_in_force(day: date, expected: object) -> None:
    assert in_force("owss-2009", day, KNOWN) is expected


def test_a_node_that_joined_late_goes_by_the_first_version_it_has_seen() -> None:
    assert in_force("owss-2009", TODAY, (SECOND, OTHER)) is SECOND


def test_without_any_programme_there_is_none_in_force() -> None:
    with pytest.raises(NoProgramme):
        in_force("owss-2009", TODAY, ())


def test_another_programme_does_not_stand_in() -> None:
    with pytest.raises(UnknownProgramme) as refusal:
        in_force("owss-2010", TODAY, KNOWN)

    assert refusal.value.args == ("owss-2010",)


def test_newest_has_one_version_of_each_programme() -> None:
    assert newest(KNOWN) == (SECOND, OTHER)
