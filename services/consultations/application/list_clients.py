"""The staff looks for a client."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import ClientsQuery
from services.consultations.application.ports import Records
from services.consultations.domain.client_list import ClientPage


def list_clients(query: ClientsQuery, records: Records) -> ClientPage:
    authorise(query)
    return ClientPage(
        rows=records.client_list.rows(
            query.filter,
            query.order,
            descending=query.descending,
            limit=query.rows_of_a_page,
            offset=(query.page - 1) * query.rows_of_a_page,
        ),
        files=records.client_list.count(query.filter),
        page=query.page,
        rows_of_a_page=query.rows_of_a_page,
    )
