"""What is totalled of the facts, so that figures of now are fast.

Every figure that sums or counts has its table here, by each column that narrows it; one that counts
distinct values cannot be added up from days, and is computed from facts.
"""

from __future__ import annotations

from services.reporting.projection.tables import advice_client_fact, advice_fact, daily_total
from shared.messaging.totals import Total, Totals

_CARD = ("field_of_advice", "form_of_contact")

MINISTRY_TOTALS = Totals(
    table=daily_total,
    kinds=(
        Total(name="advice", facts=advice_fact, day="held_on", by=_CARD, amount="minutes"),
        Total(
            name="advice_clients",
            facts=advice_client_fact,
            day="held_on",
            by=(*_CARD, "client_kind", "sex", "age_band", "gmina", "status"),
        ),
    ),
)
