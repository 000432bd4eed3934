"""What nodes' records leave open: appointments that nobody settled, advice without confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from services.reporting.projection.appointment_folds import AppointmentState
from services.reporting.projection.tables import (
    advice_fact,
    appointment_fact,
    confirmation_fact,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection, Select

    from services.reporting.figures.as_of import Shown
    from shared.kernel.period import Period

_UNSETTLED = (AppointmentState.REQUESTED.value, AppointmentState.SCHEDULED.value)


def appointments_open(
    connection: Connection, shown: Shown, programme: str, period: Period, today: date
) -> Mapping[str, int]:
    """Count by node appointments of days that have passed, of which nobody said what became."""
    table = appointment_fact
    return _by_node(
        connection,
        select(table.c.node, func.count())
        .where(
            shown.valid(table),
            table.c.programme == programme,
            table.c.state.in_(_UNSETTLED),
            table.c.day.between(period.first, period.last),
            table.c.day < today,
        )
        .group_by(table.c.node),
    )


def unconfirmed(
    connection: Connection, shown: Shown, programme: str, period: Period
) -> Mapping[str, int]:
    """Count by node approved cards whose session no client confirmed."""
    card, word = advice_fact, confirmation_fact
    is_confirmed = exists().where(
        shown.valid(word), word.c.source == card.c.source, word.c.card_id == card.c.card_id
    )
    return _by_node(
        connection,
        select(card.c.node, func.count())
        .where(
            shown.valid(card),
            card.c.programme == programme,
            card.c.held_on.between(period.first, period.last),
            ~is_confirmed,
        )
        .group_by(card.c.node),
    )


def _by_node(connection: Connection, asked: Select[str, int]) -> Mapping[str, int]:
    return {node: count for node, count in connection.execute(asked)}  # noqa: C416 - rows are no pairs to the type checker
