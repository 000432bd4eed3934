"""What is asked about scans, unsent forms and files told apart, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields, validate

from services.consultations.application import paper_commands as commands
from services.consultations.domain.unsent_form import FormKind
from services.consultations.requests.fields import (
    LONGEST_NAME,
    asking,
    choice,
    day,
    identifier,
    people,
    text,
)
from services.consultations.requests.schemas import CommandSchema, QuerySchema

_DIGEST = 64


class AttachScanRequest(CommandSchema):
    """`AttachScan`; the bytes come beside it."""

    makes = commands.AttachScan
    card_id = identifier("identyfikator karty")
    scan_id = identifier("identyfikator skanu")
    digest = fields.String(
        required=True,
        validate=validate.Length(equal=_DIGEST, error="Podaj skrót SHA-256 pliku."),
        error_messages=asking("skrót SHA-256 pliku"),
    )
    signed_on = day("dzień podpisu")
    signers = text("nazwiska osób, które podpisały kartę", longest=LONGEST_NAME)
    by_client = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true, jeśli podpisał klient, albo false"),
    )


class RemoveScanRequest(CommandSchema):
    """`RemoveScan`."""

    makes = commands.RemoveScan
    scan_id = identifier("identyfikator skanu")


class ScanRequest(QuerySchema):
    """`ScanQuery`."""

    makes = commands.ScanQuery
    card_id = identifier("identyfikator karty")
    scan_id = identifier("identyfikator skanu")


class ScansRequest(QuerySchema):
    """`ScansQuery`."""

    makes = commands.ScansQuery
    card_id = identifier("identyfikator karty")


class KeepUnsentFormRequest(CommandSchema):
    """`KeepUnsentForm`; `typed` is the form as JSON, which nobody but its page reads."""

    makes = commands.KeepUnsentForm
    form = choice("formularz", FormKind)
    about = identifier("identyfikator tego, czego dotyczy formularz")
    expected_version = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(min=0, error="Podaj numer wersji szkicu."),
        error_messages=asking("numer wersji szkicu"),
    )
    typed = fields.String(required=True, error_messages=asking("treść formularza"))
    client_ids = people("klientów")


class UnsentFormRequest(QuerySchema):
    """`UnsentFormQuery`."""

    makes = commands.UnsentFormQuery
    form = choice("formularz", FormKind)
    about = identifier("identyfikator tego, czego dotyczy formularz")


class _PairFields(CommandSchema):
    one_id = identifier("identyfikator kartoteki")
    other_id = identifier("identyfikator drugiej kartoteki")


class TellApartRequest(_PairFields):
    """`TellApart`."""

    makes = commands.TellApart


class TakeBackTellingApartRequest(_PairFields):
    """`TakeBackTellingApart`."""

    makes = commands.TakeBackTellingApart
