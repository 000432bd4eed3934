"""What a caller asks before a register is read in, as JSON (R21)."""

from __future__ import annotations

from services.consultations.application.import_queries import ImportQuery
from services.consultations.requests.schemas import QuerySchema


class PrepareImportRequest(QuerySchema):
    """`ImportQuery`."""

    makes = ImportQuery
