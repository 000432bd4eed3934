"""Programmes and reports, as JSON."""

from __future__ import annotations

import json

from marshmallow import Schema, fields

from services.reporting.reports.canonical import canonical_json
from services.reporting.web.api.answers import CellAnswer
from shared.wire.programme import programme_document

_OBJECT = {"type": "object", "additionalProperties": True}


class ProgrammeLineAnswer(Schema):
    """A programme that is in force here."""

    code = fields.String()
    version = fields.Integer()
    title = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()


class ProgrammesAnswer(Schema):
    """The programmes, the newest first."""

    programmes = fields.List(fields.Nested(ProgrammeLineAnswer))


class ProgrammeAnswer(ProgrammeLineAnswer):
    """A programme in its newest version, with the document that was published."""

    document = fields.Function(
        lambda programme: json.loads(programme_document(programme)), metadata=_OBJECT
    )


class PublishedAnswer(Schema):
    """Which version is in force now."""

    programme = fields.String()
    version = fields.Integer()


class ReportVersionAnswer(Schema):
    """A submitted report without its content; the digests seal what was filed."""

    programme = fields.String(attribute="drawn.programme")
    programme_version = fields.Integer(attribute="drawn.programme_version")
    version = fields.Integer(attribute="number")
    first = fields.Date(attribute="drawn.period.first")
    last = fields.Date(attribute="drawn.period.last")
    submitted_at = fields.DateTime()
    submitted_by = fields.UUID()
    not_folded = fields.Integer(attribute="drawn.not_folded")
    incomplete = fields.List(fields.String(), attribute="drawn.incomplete")
    value_digest = fields.String(attribute="told.value_digest")
    pdf_digest = fields.String(attribute="told.pdf_digest")
    xlsx_digest = fields.String(attribute="told.xlsx_digest")


class ReportsAnswer(Schema):
    """The submitted versions, the first one first."""

    reports = fields.List(fields.Nested(ReportVersionAnswer))


class FiledReportAnswer(Schema):
    """A submitted report whole, and whether what is kept still gives its digests."""

    version = fields.Nested(ReportVersionAnswer)
    is_intact = fields.Boolean()
    value = fields.Function(lambda filed: json.loads(filed.version.drawn.value), metadata=_OBJECT)


class PreviewAnswer(Schema):
    """The report as it would be submitted now."""

    value = fields.Function(
        lambda found: json.loads(canonical_json(found["value"])), metadata=_OBJECT
    )


class CauseAnswer(Schema):
    """A domain event that changed a number."""

    source = fields.String()
    epoch = fields.Integer()
    position = fields.Integer()
    type = fields.String()
    subject = fields.String()


class ChangedCellAnswer(Schema):
    """A number that reads otherwise now; null where the report has or had no such number."""

    table = fields.String(attribute="path.table")
    row = fields.String(attribute="path.row")
    column = fields.String(attribute="path.column")
    before = fields.Nested(CellAnswer, allow_none=True)
    after = fields.Nested(CellAnswer, allow_none=True)
    causes = fields.List(fields.Nested(CauseAnswer))


class ComparisonAnswer(Schema):
    """What reads otherwise than in a submitted report, and why."""

    version = fields.Nested(ReportVersionAnswer, attribute="filed.version")
    changed = fields.List(fields.Nested(ChangedCellAnswer))


class SubmittedAnswer(Schema):
    """Which version was filed, and what it lacks."""

    programme = fields.String()
    version = fields.Integer()
    value_digest = fields.String()
    not_folded = fields.Integer()
    incomplete = fields.List(fields.String())


class SectionAnswer(Schema):
    """What people wrote in a section; null while the prefilled words stand."""

    programme = fields.String()
    section = fields.String()
    text = fields.String(allow_none=True)
    version = fields.Integer()
    edited_by = fields.UUID(allow_none=True)
    edited_at = fields.DateTime(allow_none=True)


class NarrativeChangeAnswer(Schema):
    """One section that got other words."""

    section = fields.String()
    version = fields.Integer()
    before = fields.String(allow_none=True)
    after = fields.String(allow_none=True)
    changed_by = fields.UUID()
    changed_at = fields.DateTime()


class NarrativeAnswer(Schema):
    """Every section of the report, what facts would say, and all changes, the newest first."""

    sections = fields.List(fields.Nested(SectionAnswer))
    prefilled = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    history = fields.List(fields.Nested(NarrativeChangeAnswer))


class EditedAnswer(Schema):
    """Which version of the section is kept."""

    section = fields.String()
    version = fields.Integer()


class ReportWaitingAnswer(Schema):
    """A report that somebody works on, and how many points are open for them."""

    programme = fields.String()
    title = fields.String()
    points = fields.Integer()


class ReportingWaitsAnswer(Schema):
    """What waits for whoever asked."""

    reports = fields.List(fields.Nested(ReportWaitingAnswer))
    to_be_cured = fields.Integer(allow_none=True)
    newest = fields.List(fields.Nested(ReportVersionAnswer))


class VerifiedAnswer(Schema):
    """Which submitted report has the digest on its pages."""

    programme = fields.String()
    version = fields.Integer(attribute="number")
    first = fields.Date(attribute="period.first")
    last = fields.Date(attribute="period.last")
    submitted_at = fields.DateTime()
    is_newest = fields.Boolean()


class StillParkedAnswer(Schema):
    """How many domain events of the same record, or in all, are still to be cured."""

    still_parked = fields.Integer()
