"""The key figures are the report's own, short enough for a terminal of 80 columns."""

from __future__ import annotations

import io

import pytest

from services.node.key_figures import show_key_figures
from services.node.stage import Stage
from services.reporting.reports.sources import Freshness, NodeFreshness, NodeState
from services.reporting.reports.template_2005.value import Report2005
from tests.unit.reporting.report_sample import Sample, a_season, all_complete, the_programme

PROGRAMME = the_programme()


def report(freshness: Freshness | None = None) -> Report2005:
    return Sample(PROGRAMME, a_season(PROGRAMME), freshness).report()


def shown(made: Report2005, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", "80")
    terminal = io.StringIO()
    show_key_figures(made, PROGRAMME, Stage(terminal))
    return [line.rstrip() for line in terminal.getvalue().splitlines()]


def test_they_fit_a_terminal_and_come_in_four_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(report(), monkeypatch)

    assert all(len(line) <= 80 for line in lines)
    assert len(lines) < 40
    headings = [lines[place + 1].split("  ")[0] for place, line in enumerate(lines) if not line]
    assert headings == ["Wskaźniki", "Organizacje", "Klienci", "Stan danych"]


def test_each_number_is_one_of_the_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report()
    lines = shown(made, monkeypatch)

    by_node = next(t for t in made.merit.advice if t.title == "Porady według organizacji")
    advices, hours, _, clients = (cell.shown for cell in by_node.rows[1].cells)
    (zarska,) = [line.split() for line in lines if line.startswith("Żarska SS  ") and "," in line]
    indicator = made.merit.indicators[0].rows[0]
    (advice,) = [line for line in lines if line.startswith("liczba udzielonych porad")]
    assert zarska == ["Żarska", "SS", advices, hours, clients]
    assert advice.split()[-3:] == [cell.shown for cell in indicator.cells[-3:]]
    assert sum(line.startswith("Ogółem") for line in lines) == 2


def test_a_node_that_is_behind_is_named_with_its_short_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent = NodeFreshness(node_id="zarska", state=NodeState.SILENT)

    lines = shown(report(all_complete(PROGRAMME, zarska=silent)), monkeypatch)

    assert "Żarska SS     węzeł nie przekazał żadnych danych" in lines
    assert lines[-1].startswith("Sprawozdanie nie obejmuje wszystkich danych: „Żarska")
