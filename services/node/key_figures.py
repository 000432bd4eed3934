"""The key figures of a report, for a terminal of 80 columns: the report's own numbers, fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from services.node.stage import Stage
    from services.reporting.domain.cell import Cell
    from services.reporting.reports.table import Row, Table
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme

NUMBERS = 3
"""Columns of numbers in each table, so that all of them stand one under the other."""


def show_key_figures(report: Report2005, programme: Programme, stage: Stage) -> None:
    """Show what was planned and done, by whom and for whom, and how far the data reach."""
    short = {partner.name: partner.short_name for partner in programme.partners}
    merit = report.merit
    targets, *_ = merit.indicators
    stage.table("Wskaźniki", ("plan", "wykonanie", "% planu"), _last_numbers(targets, name=1))
    stage.table(
        "Organizacje",
        ("porady", "godziny", "klienci"),
        _chosen(_titled(merit.advice, "Porady według organizacji"), (0, 1, 3), short),
    )
    stage.table(
        "Klienci",
        ("", "udział", "osobno"),
        _chosen(_titled(merit.advice, "Klienci według rodzaju"), (None, 0, 1), {}),
    )
    stage.lines(
        "Stan danych",
        [
            (short.get(str(name), str(name)), str(state))
            for name, _, state, *_ in (row.entries for row in report.data_state.nodes.rows)
        ],
    )
    stage.say(report.data_state.summary)


def _last_numbers(table: Table, *, name: int) -> list[list[str]]:
    return [[str(row.entries[name]), *_shown(row.cells[-NUMBERS:])] for row in table.rows]


def _titled(tables: Iterable[Table], title: str) -> Table:
    return next(table for table in tables if table.title == title)


def _chosen(
    table: Table, places: Sequence[int | None], short: Mapping[str, str]
) -> list[list[str]]:
    return [[short.get(row.label, row.label), *_at(row, places)] for row in table.rows]


def _at(row: Row, places: Sequence[int | None]) -> list[str]:
    return ["" if place is None else row.cells[place].shown for place in places]


def _shown(cells: Iterable[Cell]) -> list[str]:
    return [cell.shown for cell in cells]
