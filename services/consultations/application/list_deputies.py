"""A coordinator, or the node's administrator, sees who stands in for the coordinator and when."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.deputy_commands import DeputiesQuery
from services.consultations.application.ports import Records
from services.consultations.domain.deputy import Deputy


def list_deputies(query: DeputiesQuery, records: Records) -> tuple[Deputy, ...]:
    authorise(query)
    return records.deputies.known()
