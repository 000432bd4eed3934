"""The operations of consultations in the JSON API."""

from __future__ import annotations

from typing import Final

from services.consultations.web.api.asking import API
from services.consultations.web.api.cards import cards
from services.consultations.web.api.clients import clients
from services.consultations.web.api.point import point
from services.consultations.web.api.timesheets import timesheets
from services.consultations.web.api.way import way
from services.consultations.web.asking import said
from services.consultations.web.refusals import NOT_FOUND
from shared.web.api.application import ApiOfService

OF_CONSULTATIONS: Final = ApiOfService(
    service=API.service,
    topics=(cards, clients, way, point, timesheets),
    sentence=said,
    not_found=NOT_FOUND,
)
