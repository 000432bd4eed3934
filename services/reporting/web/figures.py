"""A figure, its rows, and the domain event behind each of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.reporting.application.break_down_figure import break_down_figure
from services.reporting.application.list_programmes import list_programmes
from services.reporting.application.open_domain_event import open_domain_event
from services.reporting.application.open_figure import open_figure
from services.reporting.application.open_rows import open_rows
from services.reporting.application.queries import (
    ListProgrammes,
    OpenDomainEvent,
    OpenFigure,
    OpenRows,
)
from services.reporting.domain.answered_figure import OpenedRows, RowsOrder
from services.reporting.domain.fact_row import FactRow
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.web.addresses import (
    asked_figure,
    asked_place,
    asked_version,
    event_address,
    rows_address,
)
from services.reporting.web.asking import ask, runtime
from services.reporting.web.charts import months_as_bars
from services.reporting.web.choices import Choices, choices_of, known_codes, narrowed_in_words
from services.reporting.web.codes import CODES
from services.reporting.web.definitions import DEFINITIONS
from services.reporting.web.events_in_words import about, happened, lines_of
from services.reporting.web.wording import FIGURES, OPERATIONS, column_title
from shared.documents.season import SEASON_BANNER
from shared.documents.spreadsheet import NumberFormat
from shared.kernel import polish
from shared.web.files_of_lists import download
from shared.web.guarding import person
from shared.web.listing import Column, ListAddress, Listing, Value

pages = Blueprint("figures", __name__)

_IN_MINUTES: Final = "minutes"
_ADDED_UP: Final = frozenset({"sum", "count"})
"""Operations whose parts come to the whole."""


@pages.get("/figures/<name>")
def figure(name: str) -> ResponseReturnValue:
    """Show a figure with what narrows it, as of when it is, and how fresh."""
    submitted = asked_version()
    query = OpenFigure(actor=person().actor, reference=asked_figure(name), submitted=submitted)
    found = ask(query, open_figure)
    programmes = ask(ListProgrammes(actor=person().actor), list_programmes)
    parts = ask(query, break_down_figure)
    known = known_codes(programmes)
    return render_template(
        "reporting/figure.html",
        figure=found,
        title=FIGURES[found.kind.name],
        definition=DEFINITIONS[found.kind.name],
        operation=OPERATIONS[found.operation],
        submitted=submitted,
        narrowed=narrowed_in_words(found.reference, known),
        names=known.get("node", {}),
        identifiers=CODES["matched_by"],
        choices=choices_of(found.kind, programmes),
        parts=parts,
        trend=months_as_bars(parts.months),
        adds_up=found.operation in _ADDED_UP,
        rows=rows_address(found.reference, submitted),
    )


@pages.get("/figures/<name>/rows")
def rows(name: str) -> ResponseReturnValue:
    """Show the rows behind a figure, and that they come to it; or keep them as a file."""
    at = ListAddress.read(usual_sort="")
    submitted = asked_version()
    query = OpenRows(
        actor=person().actor,
        reference=asked_figure(name),
        submitted=submitted,
        order=RowsOrder(column=at.sort or None, descending=at.descending),
        offset=(at.page - 1) * at.rows_of_a_page,
        limit=at.rows_of_a_page,
        proving="proof" in request.args,
    )
    if at.file_format:
        whole = ask(replace(query, offset=0, limit=None), open_rows)
        node = runtime()
        return download(
            _listing(whole, at, submitted),
            author=node.node,
            made_at=node.clock.now(),
            banner=SEASON_BANNER if node.plays_business_time else "",
        )
    opened = ask(query, open_rows)
    return render_template(
        "reporting/rows.html",
        listing=_listing(opened, at, submitted),
        opened=opened,
        title=FIGURES[name],
        operation=OPERATIONS[opened.figure.operation],
        submitted=submitted,
        narrowed=narrowed_in_words(
            opened.figure.reference,
            known_codes(ask(ListProgrammes(actor=person().actor), list_programmes)),
        ),
        prove=at.with_(proof=1),
    )


@pages.get("/event")
def domain_event() -> ResponseReturnValue:
    """Show the domain event behind a row, and whether its chain holds."""
    query = OpenDomainEvent(actor=person().actor, place=asked_place(), submitted=asked_version())
    found = ask(query, open_domain_event)
    programmes = ask(ListProgrammes(actor=person().actor), list_programmes)
    return render_template(
        "reporting/event.html",
        event=found,
        happened=happened(found.type),
        about=about(found),
        place=known_codes(programmes)["node"].get(found.node, found.node),
        lines=lines_of(found, programmes),
        original=json.dumps(found.data, ensure_ascii=False, indent=2, sort_keys=True),
    )


def _listing(
    opened: OpenedRows, at: ListAddress, submitted: SubmittedVersion | None
) -> Listing[FactRow]:
    reference = opened.figure.reference
    programmes = ask(ListProgrammes(actor=person().actor), list_programmes)
    words = {name: codes for name, _title, codes in choices_of(opened.figure.kind, programmes)}
    return Listing(
        title=str(FIGURES[reference.name]),
        all_columns=_columns(opened, submitted, words),
        rows=opened.rows,
        total=opened.figure.count,
        at=at,
        opens_bare=False,
        nothing=_("Nie ma wierszy. Zmień okres albo filtry."),
        parameters={
            _("Wskaźnik"): str(FIGURES[reference.name]),
            _("Okres"): polish.days(reference.period),
            **{column_title(name): value for name, value in reference.filters},
            _("Stan na"): opened.figure.as_of.to_json(),
        },
    )


def _columns(
    opened: OpenedRows, submitted: SubmittedVersion | None, words: Mapping[str, Choices]
) -> Sequence[Column[FactRow]]:
    shown = list(opened.rows[0].values) if opened.rows else opened.figure.columns
    place = Column[FactRow](
        key="place",
        title=_("Zdarzenie"),
        value=lambda row: f"{row.source.split('/')[2]} {row.epoch}/{row.position}",
        link=lambda row: event_address(row, submitted),
    )
    return [place, *(_column(name, opened.figure.columns, words.get(name, {})) for name in shown)]


def _column(name: str, sorted_by: Sequence[str], words: Choices) -> Column[FactRow]:
    return Column[FactRow](
        key=name,
        title=column_title(name),
        value=lambda row: _value(row.values[name], words),
        number_format=NumberFormat.COUNT if name == _IN_MINUTES else None,
        sorts=name in sorted_by,
    )


def _value(value: Any, words: Choices) -> Value:  # noqa: ANN401 - a fact holds numbers, codes, days and ids
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str):
        return words.get(value, value)
    assert value is None or isinstance(value, int | date)  # noqa: S101 - see above
    return value
