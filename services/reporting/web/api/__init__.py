"""The operations of reporting in the JSON API."""

from __future__ import annotations

from typing import Final

from services.reporting.domain.refusals import UnknownDigest, UnknownSection
from services.reporting.web.api.asking import API
from services.reporting.web.api.figures import figures
from services.reporting.web.api.reports import reports
from services.reporting.web.asking import said
from services.reporting.web.refusals import NOT_FOUND
from shared.web.api.application import ApiOfService

OF_REPORTING: Final = ApiOfService(
    service=API.service,
    topics=(figures, reports),
    sentence=said,
    not_found=(*NOT_FOUND, UnknownSection, UnknownDigest),
)
