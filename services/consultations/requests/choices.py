"""What the start page and forms ask for before they are drawn, as JSON (R21)."""

from __future__ import annotations

from services.consultations.application.choices_query import ChoicesQuery
from services.consultations.application.waiting_query import WhatWaitsQuery
from services.consultations.requests.fields import people
from services.consultations.requests.schemas import QuerySchema


class ChoicesRequest(QuerySchema):
    """`ChoicesQuery`."""

    makes = ChoicesQuery
    client_ids = people("klientów")


class WhatWaitsRequest(QuerySchema):
    """`WhatWaitsQuery`."""

    makes = WhatWaitsQuery
