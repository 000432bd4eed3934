"""Lists about clients, as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.consultations.answers import ClientAnswer, ClientViewAnswer
from services.consultations.domain.dossier import TimelineKind
from services.consultations.domain.identity import Identifier
from shared.contracts.consultations import ClientKind


class ClientRowAnswer(Schema):
    """One file, with what people tell files apart by."""

    client_id = fields.UUID()
    client_kind = fields.Enum(ClientKind, by_value=True, attribute="kind")
    name = fields.String()
    email = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    nip = fields.String(allow_none=True)
    krs = fields.String(allow_none=True)
    registered_on = fields.Date()
    merged_into = fields.UUID(allow_none=True)
    erased_on = fields.Date(allow_none=True)


class ClientPageAnswer(Schema):
    """A page of the list of clients, and how many files all pages have."""

    rows = fields.List(fields.Nested(ClientRowAnswer))
    page = fields.Integer()
    pages = fields.Integer()
    files = fields.Integer()


class TimelineEntryAnswer(Schema):
    """What one day brought, and the record that tells more."""

    day = fields.Date()
    started_at = fields.Time("%H:%M", allow_none=True)
    kind = fields.Enum(TimelineKind, by_value=True)
    record_id = fields.UUID(attribute="record.id")


class TimelineAnswer(Schema):
    """A client's files, the one that goes on first, and what happened under any of them."""

    files = fields.List(fields.Nested(ClientAnswer))
    entries = fields.List(fields.Nested(TimelineEntryAnswer))


class ViewsAnswer(Schema):
    """Who looked at the client's files, the newest first, and the names of the advisers."""

    views = fields.List(fields.Nested(ClientViewAnswer))
    advisers = fields.Dict(keys=fields.UUID(), values=fields.String())


class PairAnswer(Schema):
    """Two files that may be one client's, and what agrees."""

    older = fields.Nested(ClientAnswer)
    newer = fields.Nested(ClientAnswer)
    identifiers = fields.List(fields.Enum(Identifier, by_value=True))


class PairsAnswer(Schema):
    """Which clients may have two files, the surest first."""

    pairs = fields.List(fields.Nested(PairAnswer))
