"""What requests for pages of lists share, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields, validate

from services.consultations.requests.fields import asking
from services.consultations.requests.register import (
    MOST_PAGES,
    MOST_ROWS_OF_A_PAGE,
    USUAL_ROWS_OF_A_PAGE,
)
from services.consultations.requests.schemas import RequestSchema


class PageFields(RequestSchema):
    """Which page, and how long it is."""

    page = fields.Integer(
        strict=True,
        load_default=1,
        validate=validate.Range(1, MOST_PAGES, error="Podaj numer strony od {min} do {max}."),
        error_messages=asking("numer strony"),
    )
    rows_of_a_page = fields.Integer(
        strict=True,
        load_default=USUAL_ROWS_OF_A_PAGE,
        validate=validate.Range(
            1, MOST_ROWS_OF_A_PAGE, error="Podaj liczbę wierszy od {min} do {max}."
        ),
        error_messages=asking("liczbę wierszy strony"),
    )


def flag(what: str) -> fields.Boolean:
    """Declare something that is wanted or not; it is not unless it is asked for."""
    return fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking(f"wartość true ({what}) albo false"),
    )


def descending() -> fields.Boolean:
    """Declare the direction of an order."""
    return fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (malejąco) albo false (rosnąco)"),
    )
