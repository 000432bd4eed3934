"""What the start page and forms ask for before they are drawn, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields, validate

from services.consultations.application.choices_query import ChoicesQuery
from services.consultations.application.waiting_query import WhatWaitsQuery
from services.consultations.requests.fields import MOST_PEOPLE, asking, identifier
from services.consultations.requests.schemas import QuerySchema


class ChoicesRequest(QuerySchema):
    """`ChoicesQuery`."""

    makes = ChoicesQuery
    client_ids = fields.List(
        identifier("identyfikator"),
        load_default=(),
        validate=validate.Length(max=MOST_PEOPLE, error="Podziel pytanie: najwyżej {max} osób."),
        post_load=tuple,
        error_messages=asking("listę klientów"),
    )


class WhatWaitsRequest(QuerySchema):
    """`WhatWaitsQuery`."""

    makes = WhatWaitsQuery
