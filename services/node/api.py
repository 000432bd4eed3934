"""The JSON API of a node: the operations of all services together."""

from __future__ import annotations

import json
from typing import Final

from services.accounts.web.api import OF_ACCOUNTS
from services.consultations.web.api import OF_CONSULTATIONS
from services.reporting.web.api import OF_REPORTING
from shared.web.api.openapi import document_of

OF_SERVICES: Final = (OF_CONSULTATIONS, OF_REPORTING, OF_ACCOUNTS)
"""The services that programs can ask, in the order of the document."""


def openapi_document() -> str:
    """Return the OpenAPI document as it stands in `docs/openapi.json`."""
    document = document_of([topic for each in OF_SERVICES for topic in each.topics])
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n"
