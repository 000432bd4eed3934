"""The staff takes the whole register of advice along, as it is narrowed and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.application.register_queries import RegisterExportQuery
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
)
from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class RegisterExport:
    """All cards of a filter, in an order, and what has to be known to read them.

    `adviser` is the name of the adviser that the filter asks for, if it does, `not_adviser` that of
    the adviser whose cards it leaves out.
    """

    filter: RegisterFilter
    order: RegisterOrder
    descending: bool
    rows: tuple[RegisterRow, ...]
    sums: RegisterSums
    programmes: tuple[Programme, ...]
    node: str
    adviser: str | None
    not_adviser: str | None
    made_at: datetime


def export_register_of_advice(
    query: RegisterExportQuery, records: Records, now: datetime
) -> RegisterExport:
    authorise(query)
    refuse_deputy_out_of_term(query, records, now)
    which = query.filter_at(now)
    return whole_register(which, query.order, records, now, descending=query.descending)


def whole_register(
    which: RegisterFilter,
    order: RegisterOrder,
    records: Records,
    now: datetime,
    *,
    descending: bool,
) -> RegisterExport:
    """Return the register, whoever asks; raise `AdviserNotFound` if it is of nobody known."""
    adviser_id = which.adviser_id
    left_out = (each for each in records.advisers.known() if each.id == which.not_adviser_id)
    return RegisterExport(
        filter=which,
        order=order,
        descending=descending,
        rows=records.register_of_advice.rows(which, order, descending=descending),
        sums=records.register_of_advice.sums(which),
        programmes=records.programmes.known(),
        node=records.node,
        adviser=None if adviser_id is None else records.advisers.get(adviser_id).full_name,
        not_adviser=next((each.full_name for each in left_out), None),
        made_at=now,
    )
