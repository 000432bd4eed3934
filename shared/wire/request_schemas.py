"""What requests of all services have in common: they are read strictly, and say who asks (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import RAISE, Schema, fields, post_load, validate

from shared.kernel.command import Actor
from shared.wire.request_fields import asking, identifier, roles

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL_ROWS_OF_A_PAGE = 50
MOST_ROWS_OF_A_PAGE = 500
MOST_PAGES = 1_000_000
"""More than there are records; a greater number would be none for a database."""


class RequestSchema(Schema):
    """Members that are not known are refused: a typing error must not look like an answer."""

    makes: ClassVar[Callable[..., object]]

    error_messages = {  # noqa: RUF012 - marshmallow reads it from the class and copies it
        "unknown": "Usuń to pole: nie należy do żądania.",
        "type": "Podaj żądanie jako obiekt JSON.",
    }

    class Meta:
        """Read strictly."""

        unknown = RAISE

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> object:
        return self.makes(**values)


class ActorSchema(RequestSchema):
    """Who asks."""

    makes: ClassVar[Callable[..., object]] = Actor
    staff_id = identifier("identyfikator osoby")
    roles = roles("listę ról osoby")


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
