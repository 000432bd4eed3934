"""Distinct clients of now from sets of each month, where sets can answer.

A set names files by number, a bit each, so that the clients of years are joined in milliseconds.
Which files are one client is looked up when a figure is asked, as for facts (`clients.py`): a merge
changes no set. A month that was changed since it was counted, or is asked for in part, is read
from its facts, so that a figure is never behind them.
"""

from __future__ import annotations

from functools import reduce
from operator import or_ as united
from typing import TYPE_CHECKING
from zlib import decompress

from sqlalchemy import or_, select

from services.reporting.figures.files_of_clients import FilesOfClients
from services.reporting.figures.totals import codes_of, rows_in_totals
from services.reporting.projection.client_sets import client_number, client_set, month_of_facts
from services.reporting.projection.tables import advice_client_fact
from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from services.reporting.figures.as_of import Shown
    from services.reporting.figures.figure import Question


def from_client_sets(
    connection: Connection, question: Question, shown: Shown, *, as_people: bool
) -> tuple[int, int] | None:
    """Return a figure's value and count; `None` if only facts can tell.

    That is so for history, for other facts than those of advised clients, if more than one column
    narrows the figure besides node and programme, and while no month that it asks for is counted.
    """
    if question.definition.table is not advice_client_fact:
        return None
    counted = rows_in_totals(question, shown)
    if counted is None:
        return None
    months = _counted_months(connection, question.period, shown)
    if not months:
        return None
    files = FilesOfClients(connection, shown)
    _read_sets(connection, question, shown, months, files)
    _read_facts(connection, question, shown, _between(question.period, months), files)
    rows = int(connection.execute(counted).scalar_one())
    return files.people() if as_people else files.clients(), rows


def _counted_months(connection: Connection, period: Period, shown: Shown) -> set[date]:
    """Return the first days of the whole months in a period whose sets are up to date.

    A month without facts has nothing to be counted, and is one of them.
    """
    whole = {
        piece.first
        for piece in period.months()
        if piece == Period.of_month(piece.first.year, piece.first.month)
    }
    month = month_of_facts.c
    noted = connection.execute(
        select(month.month, month.changes, month.counted).where(
            month.generation == shown.generation, month.month.between(period.first, period.last)
        )
    ).all()
    counted = whole - {row.month for row in noted if row.counted != row.changes}
    # Without any set there is nothing to be won.
    return counted if any(row.month in counted for row in noted) else set()


def _between(period: Period, months: set[date]) -> list[Period]:
    """Return the days of a period that are not in some months, neighbours together."""
    pieces: list[Period] = []
    is_open = False
    for piece in period.months():
        if piece.first in months:
            is_open = False
        elif is_open:
            pieces[-1] = Period(pieces[-1].first, piece.last)
        else:
            pieces.append(piece)
            is_open = True
    return pieces


def _read_sets(
    connection: Connection,
    question: Question,
    shown: Shown,
    months: set[date],
    files: FilesOfClients,
) -> None:
    column, code, places = codes_of(question)
    found = client_set.c
    rows = connection.execute(
        select(found.month, found.source, found.clients).where(
            found.generation == shown.generation,
            found.narrowed_by == column,
            found.code == code,
            found.month.between(min(months), max(months)),
            *(found[name] == wanted for name, wanted in sorted(places.items())),
        )
    )
    sets: dict[str, list[int]] = {}
    for row in rows:
        if row.month in months:
            bits = int.from_bytes(decompress(row.clients), "little")
            sets.setdefault(row.source, []).append(bits)
    for source, of_source in sets.items():
        files.add_set(source, reduce(united, of_source))


def _read_facts(
    connection: Connection,
    question: Question,
    shown: Shown,
    pieces: Sequence[Period],
    files: FilesOfClients,
) -> None:
    if not pieces:
        return
    fact = advice_client_fact.c
    day = fact[MINISTRY_TOTALS.kinds[advice_client_fact].day]
    asked = (
        select(fact.source, fact.client_id)
        .where(
            question.condition(shown),
            or_(*(day.between(piece.first, piece.last) for piece in pieces)),
        )
        .distinct()
        .subquery("asked")
    )
    rows = connection.execute(
        select(asked.c.source, asked.c.client_id, client_number.c.number).outerjoin_from(
            asked, client_number, client_number.c.client_id == asked.c.client_id
        )
    )
    for source, client_id, number in rows:
        files.add(source, client_id, number)
