"""What a caller may ask about clients' files, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields

from services.consultations.application import client_commands as commands
from services.consultations.requests.fields import asking, choice, identifier
from services.consultations.requests.schemas import (
    ClientFields,
    CommandSchema,
    DetailsFields,
    QuerySchema,
)
from shared.contracts import consultations as contracts


class ChangeClientRequest(ClientFields, CommandSchema):
    """`ChangeClient`."""

    makes = commands.ChangeClient
    expected_revision = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        error_messages=asking("numer zmiany kartoteki, którą czytano"),
    )


class MergeClientsRequest(CommandSchema):
    """`MergeClients`."""

    makes = commands.MergeClients
    client_id = identifier("identyfikator kartoteki, która się powtarza")
    into_client_id = identifier("identyfikator kartoteki, która zostaje")


class EraseClientRequest(CommandSchema):
    """`EraseClient`."""

    makes = commands.EraseClient
    client_id = identifier("identyfikator klienta")
    ground = choice("podstawę usunięcia danych", contracts.ErasureGround)


class ClientRequest(QuerySchema):
    """`ClientQuery`."""

    makes = commands.ClientQuery
    client_id = identifier("identyfikator klienta")


class DuplicatesOfRequest(DetailsFields, QuerySchema):
    """`DuplicatesQuery`."""

    makes = commands.DuplicatesQuery


class MatchListRequest(QuerySchema):
    """`MatchListQuery`."""

    makes = commands.MatchListQuery
