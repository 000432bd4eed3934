"""What queries answer, as JSON."""

from __future__ import annotations

import json
from base64 import b64encode

from marshmallow import Schema, fields

from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.identity import Identifier
from services.consultations.domain.referral import ReferralState
from services.consultations.domain.scan import ScanType
from services.consultations.domain.unsent_form import FormKind
from shared.contracts import consultations as contracts


def of_pdf(name: str, document: bytes) -> dict[str, str]:
    """Return a document with the name to keep it under; its bytes go through JSON as base64."""
    return {"file_name": _file_name(name, "pdf"), "pdf": b64encode(document).decode()}


def of_xlsx(name: str, workbook: bytes) -> dict[str, str]:
    """Return a workbook in the same way."""
    return {"file_name": _file_name(name, "xlsx"), "xlsx": b64encode(workbook).decode()}


def _file_name(name: str, kind: str) -> str:
    """Return a name with nothing in it that a folder would take for something else."""
    return f"{name}.{kind}".replace("/", "-").replace(" ", "-")


class CardClientAnswer(Schema):
    """A client on a card, by the node's own id."""

    client_id = fields.UUID()
    client_kind = fields.Enum(contracts.ClientKind, by_value=True)
    sex = fields.String(allow_none=True)
    age_band = fields.String(allow_none=True)
    gmina = fields.String(allow_none=True)
    status = fields.String(allow_none=True)


class SignatureAnswer(Schema):
    """Who signed last, and when."""

    signed_by = fields.UUID()
    signed_on = fields.Date()


class ReturnAnswer(Schema):
    """Why the card was given back last."""

    returned_by = fields.UUID()
    reason = fields.Enum(contracts.ReturnReason, by_value=True)
    remarks = fields.String()


class ConfirmationAnswer(Schema):
    """The client's confirmation."""

    confirmed_on = fields.Date()
    means = fields.Enum(contracts.ConfirmationMeans, by_value=True)


class CorrectionAnswer(Schema):
    """An entry after approval."""

    number = fields.Integer()
    reason = fields.Enum(contracts.CorrectionReason, by_value=True)
    remarks = fields.String()
    counted = fields.Boolean()
    corrected_by = fields.UUID()
    corrected_at = fields.DateTime()


class CardAnswer(Schema):
    """Everything about a card; what has not happened yet is null."""

    card_id = fields.UUID(attribute="id")
    card_number = fields.String(attribute="number")
    programme = fields.String()
    version = fields.Integer()
    state = fields.String()
    counted = fields.Boolean()
    drafted_at = fields.DateTime()
    held_on = fields.Date(attribute="advice.session.held_on")
    started_at = fields.Time("%H:%M", attribute="advice.session.started_at")
    ended_at = fields.Time("%H:%M", attribute="advice.session.ended_at")
    minutes = fields.Integer(attribute="advice.session.minutes")
    field_of_advice = fields.String(attribute="advice.field_of_advice")
    form_of_contact = fields.String(attribute="advice.form_of_contact")
    support_path_id = fields.UUID(attribute="advice.support_path_id", allow_none=True)
    clients = fields.List(fields.Nested(CardClientAnswer), attribute="advice.clients")
    adviser_ids = fields.List(fields.UUID(), attribute="advice.adviser_ids")
    subject = fields.String(attribute="texts.subject")
    advice_given = fields.String(attribute="texts.advice_given")
    agreed_steps = fields.String(attribute="texts.agreed_steps")
    persons_present = fields.String(attribute="texts.persons_present")
    signature = fields.Nested(SignatureAnswer, allow_none=True)
    last_return = fields.Nested(ReturnAnswer, allow_none=True)
    approved_by = fields.UUID(allow_none=True)
    confirmation = fields.Nested(ConfirmationAnswer, allow_none=True)
    corrections = fields.List(fields.Nested(CorrectionAnswer))
    appointment_id = fields.UUID(allow_none=True)


class TextChangeAnswer(Schema):
    """One change of one field; null is a field without words."""

    field = fields.String()
    before = fields.String(allow_none=True)
    after = fields.String(allow_none=True)
    changed_by = fields.UUID()
    changed_at = fields.DateTime()


class ToldChangeAnswer(Schema):
    """What a domain event told of a record."""

    subject = fields.String()
    version = fields.Integer()
    name = fields.String()
    happened_at = fields.DateTime()
    data = fields.Dict()


class RecordHistoryAnswer(Schema):
    """What the journal tells of a record, and the changes of its texts, the oldest first."""

    told = fields.List(fields.Nested(ToldChangeAnswer))
    changes = fields.List(fields.Nested(TextChangeAnswer))


class FreeSlotAnswer(Schema):
    """A stretch of a day in which an adviser can receive a client."""

    day = fields.Date(attribute="held_on")
    started_at = fields.Time("%H:%M")
    ended_at = fields.Time("%H:%M")
    minutes = fields.Integer()


class FreeSlotsAnswer(Schema):
    """Free stretches in order, each as long as it is free."""

    slots = fields.List(fields.Nested(FreeSlotAnswer))


class AgreementAnswer(Schema):
    """With whom and when somebody is to be advised."""

    adviser_id = fields.UUID()
    held_on = fields.Date(attribute="session.held_on")
    started_at = fields.Time("%H:%M", attribute="session.started_at")
    ended_at = fields.Time("%H:%M", attribute="session.ended_at")
    outside_hours = fields.Boolean()


class CancellationAnswer(Schema):
    """Who gave an appointment up."""

    cancelled_on = fields.Date()
    cancelled_by = fields.Enum(contracts.CancelledBy, by_value=True)
    remarks = fields.String()


class AppointmentAnswer(Schema):
    """Everything about an appointment; what has not happened yet is null."""

    appointment_id = fields.UUID(attribute="id")
    programme = fields.String()
    version = fields.Integer()
    state = fields.String()
    client_id = fields.UUID(attribute="asked.client_id")
    client_kind = fields.Enum(contracts.ClientKind, by_value=True, attribute="asked.client_kind")
    field_of_advice = fields.String(attribute="asked.field_of_advice")
    form_of_contact = fields.String(attribute="asked.form_of_contact")
    wish = fields.String()
    requested_on = fields.Date()
    agreement = fields.Nested(AgreementAnswer, allow_none=True)
    cancellation = fields.Nested(CancellationAnswer, allow_none=True)


class ClientAnswer(Schema):
    """A client's file; what is not known or has not happened is null."""

    client_id = fields.UUID(attribute="id")
    client_kind = fields.Enum(contracts.ClientKind, by_value=True, attribute="kind")
    revision = fields.Integer()
    registered_on = fields.Date()
    predecessor_id = fields.UUID(allow_none=True)
    name = fields.String(attribute="details.name")
    email = fields.String(attribute="details.email", allow_none=True)
    phone = fields.String(attribute="details.phone", allow_none=True)
    address = fields.String(attribute="details.address", allow_none=True)
    nip = fields.String(attribute="details.nip", allow_none=True)
    krs = fields.String(attribute="details.krs", allow_none=True)
    regon = fields.String(attribute="details.regon", allow_none=True)
    pesel = fields.String(attribute="details.pesel", allow_none=True)
    sex = fields.String(attribute="recipient.sex", allow_none=True)
    age_band = fields.String(attribute="recipient.age_band", allow_none=True)
    gmina = fields.String(attribute="recipient.gmina", allow_none=True)
    status = fields.String(attribute="recipient.status", allow_none=True)
    erased_on = fields.Date(attribute="erasure.erased_on", dump_default=None, allow_none=True)


class LikenessAnswer(Schema):
    """A client who may be the one asked about, and what agrees."""

    client_id = fields.UUID()
    client_kind = fields.Enum(contracts.ClientKind, by_value=True)
    name = fields.String()
    identifiers = fields.List(fields.String())


class DuplicatesAnswer(Schema):
    """The candidates, the surest first."""

    candidates = fields.List(fields.Nested(LikenessAnswer))


class MatchAnswer(Schema):
    """Under which digest a client is counted across nodes (architecture.md 3)."""

    client_id = fields.UUID()
    matched_by = fields.Enum(Identifier, by_value=True)
    digest = fields.String()


class SentMatchListAnswer(Schema):
    """What was sent to the centre."""

    made_at = fields.DateTime()
    files = fields.Integer()


class PathClientAnswer(Schema):
    """A client whom a support path is for."""

    client_id = fields.UUID()
    client_kind = fields.Enum(contracts.ClientKind, by_value=True)


class SupportPathAnswer(Schema):
    """A support path; an open one has no end."""

    support_path_id = fields.UUID(attribute="id")
    version = fields.Integer()
    aim = fields.String()
    clients = fields.List(fields.Nested(PathClientAnswer))
    opened_on = fields.Date()
    closed_on = fields.Date(attribute="end.closed_on", dump_default=None, allow_none=True)
    outcome = fields.Enum(
        contracts.PathOutcome,
        by_value=True,
        attribute="end.outcome",
        dump_default=None,
        allow_none=True,
    )


class ReferralAnswer(Schema):
    """What a referral's slip says; the client's name is in the client's file."""

    referral_id = fields.UUID(attribute="id")
    referral_number = fields.String(attribute="number")
    client_id = fields.UUID()
    client_kind = fields.Enum(contracts.ClientKind, by_value=True)
    field_of_advice = fields.String()
    to_node = fields.String()
    made_on = fields.Date()
    state = fields.Enum(ReferralState, by_value=True)
    received_by = fields.String(attribute="arrival.received_by", dump_default=None, allow_none=True)
    received_on = fields.Date(attribute="arrival.received_on", dump_default=None, allow_none=True)


class FollowUpTaskAnswer(Schema):
    """Whom to ask what came of the advice."""

    client_id = fields.UUID()
    client_kind = fields.Enum(contracts.ClientKind, by_value=True)
    name = fields.String()
    months = fields.Integer()
    advised_until = fields.Date()
    due_on = fields.Date()


class FollowUpsDueAnswer(Schema):
    """What is due, the longest due first."""

    follow_ups = fields.List(fields.Nested(FollowUpTaskAnswer))


class RowOutcomeAnswer(Schema):
    """What became of one row of a register."""

    outcome = fields.String()
    refusal = fields.String()
    says = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class ImportedAnswer(Schema):
    """What became of each row of a register, in their order, and whether any of it was kept."""

    kept = fields.Boolean()
    rows = fields.List(fields.Nested(RowOutcomeAnswer))


class ReceiptAnswer(Schema):
    """That another node's referral came here."""

    referral_id = fields.UUID(attribute="id")
    client_id = fields.UUID()
    from_node = fields.String()
    received_on = fields.Date()


class FollowUpAnswer(Schema):
    """What a client said some months after the advice."""

    follow_up_id = fields.UUID(attribute="id")
    client_id = fields.UUID()
    months = fields.Integer()
    recorded_on = fields.Date()
    outcome = fields.Enum(contracts.FollowUpOutcome, by_value=True)


class ClientViewAnswer(Schema):
    """Who looked at a file."""

    client_id = fields.UUID()
    viewed_by = fields.UUID()
    viewed_at = fields.DateTime()
    occasion = fields.Enum(ViewOccasion, by_value=True)


class ScanAnswer(Schema):
    """A signed paper; its bytes in base64."""

    scan_id = fields.UUID(attribute="scan.id")
    card_id = fields.UUID(attribute="scan.card_id")
    name = fields.String(attribute="scan.name")
    media_type = fields.Enum(ScanType, by_value=True, attribute="scan.type")
    digest = fields.String(attribute="scan.digest")
    signed_on = fields.Date(attribute="scan.signed_on")
    signers = fields.String(attribute="scan.signers")
    by_client = fields.Boolean(attribute="scan.by_client")
    added_by = fields.UUID(attribute="scan.added_by")
    added_at = fields.DateTime(attribute="scan.added_at")
    content = fields.Function(lambda whole: b64encode(whole.content).decode())


class UnsentFormAnswer(Schema):
    """A form that names the client and was not sent."""

    written_by = fields.UUID(attribute="place.written_by")
    form = fields.Enum(FormKind, by_value=True, attribute="place.form")
    kept_at = fields.DateTime()
    typed = fields.Function(lambda form: json.loads(form.typed))


class PersonAnswer(Schema):
    """Everything that a node keeps about one client; histories are named by their record's id."""

    node = fields.String()
    made_at = fields.DateTime()
    files = fields.List(fields.Nested(ClientAnswer), attribute="dossier.files")
    cards = fields.List(fields.Nested(CardAnswer), attribute="dossier.cards")
    appointments = fields.List(fields.Nested(AppointmentAnswer), attribute="dossier.appointments")
    support_paths = fields.List(fields.Nested(SupportPathAnswer), attribute="dossier.support_paths")
    referrals = fields.List(fields.Nested(ReferralAnswer), attribute="dossier.referrals")
    receipts = fields.List(fields.Nested(ReceiptAnswer), attribute="dossier.receipts")
    follow_ups = fields.List(fields.Nested(FollowUpAnswer), attribute="dossier.follow_ups")
    histories = fields.Dict(keys=fields.UUID(), values=fields.Nested(RecordHistoryAnswer))
    views = fields.List(fields.Nested(ClientViewAnswer))
    scans = fields.List(fields.Nested(ScanAnswer))
    unsent_forms = fields.List(fields.Nested(UnsentFormAnswer))
