"""From programme, figures and freshness to the report's value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain.narrative import PARAGRAPHS_APART, Section
from services.reporting.domain.refusals import NoOperatorOnThatDay
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from services.reporting.reports.template_2005.activity_tables import activity_tables
from services.reporting.reports.template_2005.advice_tables import advice_tables
from services.reporting.reports.template_2005.counting import Counting
from services.reporting.reports.template_2005.data_state import data_state
from services.reporting.reports.template_2005.expenditure import expenditure
from services.reporting.reports.template_2005.indicators import results
from services.reporting.reports.template_2005.prefilled import prefilled_words
from services.reporting.reports.template_2005.recipients import recipient_tables
from services.reporting.reports.template_2005.schedule import schedule_table
from services.reporting.reports.template_2005.value import (
    FurtherInformation,
    Header,
    MeritReport,
    Report2005,
)

if TYPE_CHECKING:
    from datetime import date

    from services.reporting.reports.sources import (
        Figures,
        Freshness,
        NotFolded,
        ReportOrder,
    )
    from shared.contracts.programme import Operator, Programme

EDITION: Final = 1
"""Of what a report says of the same figures: its tables, words and notes.

It is raised with every change of these, so that whoever makes a filed report again is told why it
reads otherwise.
"""


def assemble(
    programme: Programme,
    figures: Figures,
    freshness: Freshness,
    order: ReportOrder,
    not_folded: tuple[NotFolded, ...] = (),
) -> Report2005:
    """Return the report; the same arguments give an equal one.

    Raises `NoOperatorOnThatDay` if the programme names no operator for the report's date.
    """
    return Report2005(
        header=_header(programme, order),
        banner=order.banner,
        disclaimers=(programme.texts.disclaimer,) if programme.texts.disclaimer else (),
        merit=_merit(programme, Counting(figures, freshness, programme), order),
        expenditure=expenditure(),
        further=FurtherInformation(
            additional=order.additional_information,
            attachments=order.attachments,
            signatories=order.signatories,
        ),
        data_state=data_state(programme, freshness, not_folded),
    )


def _header(programme: Programme, order: ReportOrder) -> Header:
    contractor = operator_on(programme, order.dated)
    contract = programme.contract
    return Header(
        kind=order.kind,
        title=contract.task_title,
        period=order.period,
        contract_number=contract.number,
        contract_date=contract.signed_on,
        funder=contract.funder,
        contractor=contractor.name,
        contractor_register_number=contractor.register_number,
        dated=order.dated,
    )


def operator_on(programme: Programme, day: date) -> Operator:
    """Return who runs the centre on a day; raise NoOperatorOnThatDay."""
    for operator in programme.operator:
        begun = operator.valid_from is None or operator.valid_from <= day
        if begun and (operator.valid_to is None or day <= operator.valid_to):
            return operator
    raise NoOperatorOnThatDay(programme.reference, day)


def _merit(programme: Programme, counting: Counting, order: ReportOrder) -> MeritReport:
    period = order.period
    measured = results(programme, period, counting)
    words = prefilled_words(programme, counting, order, (measured.reached, measured.measured))
    return MeritReport(
        goals=order.words(Section.GOALS) or words[Section.GOALS],
        performance=order.words(Section.PERFORMANCE) or words[Section.PERFORMANCE],
        advice=advice_tables(programme, period, counting),
        activity=activity_tables(programme, period, counting),
        schedule=schedule_table(programme.schedule, order, counting),
        recipients=order.words(Section.RECIPIENTS) or words[Section.RECIPIENTS],
        recipient_tables=recipient_tables(programme, period, counting),
        indicators=measured.tables,
        role_of_partners=PARAGRAPHS_APART.join(
            order.words(Section.ROLE_OF_PARTNERS) or words[Section.ROLE_OF_PARTNERS]
        ),
        partners=_partners(programme),
    )


def _partners(programme: Programme) -> Table:
    return Table(
        title="Organizacje wykonujące zadanie",
        columns=(
            Column(wording.ORDINAL, 5),
            Column("Organizacja", 50),
            Column("Siedziba", 16),
            Column("Funkcja", 12),
        ),
        rows=tuple(
            Row((f"{number}.", each.name, each.seat, "lider" if each.is_lead else "partner"))
            for number, each in enumerate(programme.partners, start=1)
        ),
    )
