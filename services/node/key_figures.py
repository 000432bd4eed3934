"""The key figures of a report, for the terminal: its own tables, by node and by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.node.stage import Stage
    from services.reporting.reports.table import Table
    from services.reporting.reports.template_2005.value import Report2005


def show_key_figures(report: Report2005, stage: Stage) -> None:
    """Show the indicators, the figures of advice, and how far the data of each node reach."""
    for table in (*report.merit.indicators, *report.merit.advice, report.data_state.nodes):
        _show(table, stage)
    stage.say(report.data_state.summary)


def _show(table: Table, stage: Stage) -> None:
    columns = [
        f"{column.group}: {column.label}" if column.group else column.label
        for column in table.columns
    ]
    rows = [
        [entry if isinstance(entry, str) else entry.shown for entry in row.entries]
        for row in table.rows
    ]
    stage.table(table.title, columns, rows)
