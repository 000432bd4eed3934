"""The words of a report that stand where nobody wrote any: made of figures and of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.domain.narrative import Section
from services.reporting.reports.template_2005 import narrative, wording
from services.reporting.reports.template_2005.counting import (
    ADVICES,
    HOURS,
    PLACES,
    UNIQUE,
    Counting,
)
from services.reporting.reports.template_2005.indicators import targets_reached
from services.reporting.reports.template_2005.narrative import AdviceFacts
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reporting.reports.sources import Figures, Freshness, ReportOrder
    from shared.contracts.programme import Programme


def prefilled(
    programme: Programme, figures: Figures, freshness: Freshness, order: ReportOrder
) -> Mapping[str, tuple[str, ...]]:
    """Return the paragraphs of the report by section, asking only for the figures they cite."""
    counting = Counting(figures, freshness, programme)
    reached = targets_reached(programme, order.period, counting)
    return prefilled_words(programme, counting, order, reached)


def prefilled_words(
    programme: Programme, counting: Counting, order: ReportOrder, reached: tuple[int, int]
) -> Mapping[str, tuple[str, ...]]:
    """Return the paragraphs by section; `reached` is how many indicators did, of how many."""
    facts = _advice_facts(programme, counting, order)
    texts = programme.texts
    return {
        Section.GOALS: (
            texts.goals,
            *narrative.goals(*reached, counting.incomplete_names),
        ),
        Section.PERFORMANCE: narrative.advice(facts),
        Section.RECIPIENTS: (
            texts.recipients,
            *narrative.recipients(facts.clients, facts.clients_by_kind[ClientKind.INDIVIDUAL]),
        ),
        Section.ROLE_OF_PARTNERS: (texts.role_of_partners,),
    }


def _advice_facts(programme: Programme, counting: Counting, order: ReportOrder) -> AdviceFacts:
    def count(figure: str, **filters: str) -> int:
        return int(counting.cell(figure, order.period, filters).value or 0)

    return AdviceFacts(
        period=order.period,
        advices=count(ADVICES),
        minutes=count(HOURS),
        places=count(PLACES),
        clients=count(UNIQUE),
        clients_by_kind={kind: count(UNIQUE, client_kind=kind) for kind in wording.KINDS},
        advices_by_field={
            field.label: count(ADVICES, field_of_advice=field.code)
            for field in programme.fields_of_advice
        },
        organisations=tuple(
            partner.name for partner in programme.partners if count(ADVICES, node=partner.node)
        ),
        incomplete=counting.incomplete_names,
    )
