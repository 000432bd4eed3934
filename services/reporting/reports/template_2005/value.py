"""The report by the form of 2005, as a value: everything that its drawings show (R23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from services.reporting.reports.sources import ReportKind
    from services.reporting.reports.table import Table
    from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class Header:
    """Who reports to whom on what. What the programme does not give is `None`."""

    kind: ReportKind
    title: str
    period: Period
    contract_number: str | None
    contract_date: date | None
    funder: str
    contractor: str
    contractor_register_number: str | None
    dated: date


@dataclass(frozen=True, kw_only=True)
class MeritReport:
    """Part I."""

    goals: tuple[str, ...]
    performance: tuple[str, ...]
    advice: tuple[Table, ...]
    activity: tuple[Table, ...]
    schedule: Table
    recipients: tuple[str, ...]
    recipient_tables: tuple[Table, ...]
    indicators: tuple[Table, ...]
    role_of_partners: str
    partners: Table


@dataclass(frozen=True, kw_only=True)
class ExpenditureReport:
    """Part II."""

    information: Table
    by_cost_type: Table
    by_source: Table
    invoices: Table


@dataclass(frozen=True, kw_only=True)
class FurtherInformation:
    """Part III."""

    additional: tuple[str, ...]
    attachments: tuple[str, ...]
    signatories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DataState:
    """How far the data behind the report reach, node by node, and what of them is not counted."""

    as_of: datetime
    summary: str
    nodes: Table
    not_folded: Table | None


@dataclass(frozen=True, kw_only=True)
class Report2005:
    """The whole report. Equal reports are the same documents, byte for byte."""

    header: Header
    banner: str
    disclaimers: tuple[str, ...]
    merit: MeritReport
    expenditure: ExpenditureReport
    further: FurtherInformation
    data_state: DataState
    template: str = "2005"
