"""The staff reads the register of advice."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.application.register_queries import RegisterOfAdviceQuery
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.register_of_advice import RegisterPage


def read_register_of_advice(
    query: RegisterOfAdviceQuery, records: Records, now: datetime
) -> RegisterPage:
    authorise(query)
    refuse_deputy_out_of_term(query, records, now)
    register, which = records.register_of_advice, query.filter_at(now)
    return RegisterPage(
        rows=register.rows(
            which,
            query.order,
            descending=query.descending,
            limit=query.rows_of_a_page,
            offset=(query.page - 1) * query.rows_of_a_page,
        ),
        sums=register.sums(which),
        page=query.page,
        rows_of_a_page=query.rows_of_a_page,
    )
