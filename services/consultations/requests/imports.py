"""A register that is read in, as JSON: rows, and for each the requests that it stands for (R21).

The requests themselves are read one by one, each by its own schema: one that is wrong is a fault of
its row, and not of the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import fields, validate

from services.consultations.requests.fields import asking, text
from services.consultations.requests.schemas import RequestSchema

MOST_ROWS = 1000
"""Rows that one register may have: all of them are one transaction, which others wait for."""

MOST_REQUESTS = 5
"""Requests that a row stands for: a card is drafted, signed and confirmed."""

LONGEST_METHOD = 40


@dataclass(frozen=True, kw_only=True)
class RowRequest:
    """One thing to do for a row: which method, and what it would be asked over RPC."""

    method: str
    request: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RegisterToImport:
    """Rows in their order; a row's requests are carried out together or not at all."""

    rows: tuple[tuple[RowRequest, ...], ...]
    dry_run: bool
    skip_faulty: bool


class RowRequestSchema(RequestSchema):
    """`RowRequest`."""

    makes = RowRequest
    method = text("nazwę czynności", longest=LONGEST_METHOD)
    request = fields.Dict(
        keys=fields.String(), required=True, error_messages=asking("żądanie jako obiekt JSON")
    )


class ImportRequest(RequestSchema):
    """`RegisterToImport`."""

    makes = RegisterToImport
    rows = fields.List(
        fields.List(
            fields.Nested(RowRequestSchema),
            validate=validate.Length(min=1, max=MOST_REQUESTS),
            post_load=tuple,
        ),
        required=True,
        validate=validate.Length(max=MOST_ROWS, error="Podziel rejestr: najwyżej {max} wierszy."),
        post_load=tuple,
        error_messages=asking("wiersze rejestru"),
    )
    dry_run = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (tylko sprawdź) albo false"),
    )
    skip_faulty = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (pomiń błędne wiersze) albo false (wszystko albo nic)"),
    )
