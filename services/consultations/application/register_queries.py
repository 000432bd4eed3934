"""What can be asked of the register of advice; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.commands import Query
from services.consultations.domain.register_of_advice import RegisterFilter, RegisterOrder


@dataclass(frozen=True, kw_only=True)
class RegisterOfAdviceQuery(Query):
    """Ask for a page of the register; pages are numbered from 1."""

    filter: RegisterFilter
    order: RegisterOrder
    descending: bool
    page: int
    rows_of_a_page: int


@dataclass(frozen=True, kw_only=True)
class RegisterExportQuery(Query):
    """Ask for the whole register, to keep it outside."""

    filter: RegisterFilter
    order: RegisterOrder
    descending: bool
