from collections import defaultdict
from itertools import product

import pytest

from services.reporting.domain.cell import Cell, Standing, Unit
from services.reporting.reports.disclosure import protected

LARGEST_TOTAL = 14


def cells(*counts: int) -> list[Cell]:
    return [Cell(value=count, unit=Unit.COUNT, count=count) for count in counts]


def shown(*counts: int) -> tuple[str, ...]:
    return tuple(cell.shown for cell in protected(cells(*counts)))


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ((30, 20, 10), ("30", "20", "10")),
        ((30, 0, 10), ("30", "0", "10")),
        ((30, 3, 4, 10), ("30", "<5", "<5", "10")),
        ((30, 3, 10), ("30", "#", "#")),
        ((30, 1, 1, 10), ("30", "#", "#", "#")),
        ((30, 4, 4, 10), ("30", "#", "#", "#")),
        ((30, 3, 0), ("#", "#", "0")),
        ((3, 0, 0), ("#", "#", "#")),
    ],
)
def test_what_is_too_small_is_withheld_with_what_would_give_it_away(
    counts: tuple[int, ...], published: tuple[str, ...]
) -> None:
    assert shown(*counts) == published


def test_nothing_withheld_is_left_in_the_cell() -> None:
    hidden, *few = protected([*cells(3, 10)]) + protected([*cells(3, 4)])[:1]

    assert (hidden.value, hidden.count, hidden.standing) == (None, None, Standing.HIDDEN)
    assert (few[-1].value, few[-1].count, few[-1].standing) == (None, None, Standing.TOO_FEW)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_who_knows_the_total_and_this_rule_cannot_compute_what_is_withheld(parts: int) -> None:
    possible: dict[tuple[int, tuple[str, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(LARGEST_TOTAL + 1), repeat=parts):
        if sum(counts) <= LARGEST_TOTAL:
            possible[sum(counts), shown(*counts)].append(counts)

    for (_, published), explanations in possible.items():
        for place, text in enumerate(published):
            if text in {"<5", "#"}:
                assert len({counts[place] for counts in explanations}) > 1, explanations
