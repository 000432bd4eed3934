"""Figures, dashboards and what is open, as JSON."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields

from services.reporting.domain.cell import Standing, Unit
from services.reporting.domain.checklist import PointKind
from services.reporting.domain.dashboard import TaskState
from services.reporting.domain.freshness import NodeState
from shared.kernel.command import Role

_NUMBER: Final = {"type": ["string", "null"], "pattern": "^-?[0-9]+([.][0-9]+)?$"}


class Number(fields.Field[Any]):
    """A whole or decimal number as a text, so that no digit of it is lost on the way."""

    def _serialize(self, value: object, attr: str | None, obj: object, **_: object) -> str | None:
        del attr, obj
        return None if value is None else str(value)


def number() -> Number:
    """Declare a number that may be missing."""
    return Number(metadata=_NUMBER)


class FigureReferenceAnswer(Schema):
    """Which figure, over which days, narrowed by which filters: it opens the rows."""

    name = fields.String()
    first = fields.Date(attribute="period.first")
    last = fields.Date(attribute="period.last")
    filters = fields.Function(
        lambda found: dict(found.filters),
        metadata={"type": "object", "additionalProperties": {"type": "string"}},
    )


class CellAnswer(Schema):
    """A number with its unit, how far it may be relied on, and the figure behind it."""

    value = number()
    unit = fields.Enum(Unit, by_value=True)
    standing = fields.Enum(Standing, by_value=True)
    shown = fields.String()
    count = fields.Integer(allow_none=True)
    figure = fields.Nested(FigureReferenceAnswer, allow_none=True)


class SourceFreshnessAnswer(Schema):
    """How far the data of one source reach."""

    source = fields.String()
    state = fields.Enum(NodeState, by_value=True)
    since = fields.DateTime(allow_none=True)
    epoch = fields.Integer()
    position = fields.Integer()
    missing = fields.Integer()
    parked = fields.Integer()
    stopped_because = fields.String(allow_none=True)
    forks = fields.Integer()


class NodeFreshnessAnswer(Schema):
    """How far the data of one node reach."""

    node = fields.String()
    state = fields.Enum(NodeState, by_value=True)
    since = fields.DateTime(allow_none=True)
    sources = fields.List(fields.Nested(SourceFreshnessAnswer))


class FreshnessAnswer(Schema):
    """How far the data of all expected nodes reach, at one moment."""

    looked_at = fields.DateTime()
    complete = fields.Boolean(attribute="is_complete")
    halted_because = fields.String(allow_none=True)
    nodes = fields.List(fields.Nested(NodeFreshnessAnswer))


class AnsweredFigureAnswer(Schema):
    """A figure: its operation over the column of its rows gives its value.

    `as_of` names the state of the data; `columns` are those that rows may be sorted by.
    """

    reference = fields.Nested(FigureReferenceAnswer)
    label = fields.String(attribute="kind.label")
    filters = fields.List(fields.String(), attribute="kind.filters")
    operation = fields.String()
    column = fields.String()
    columns = fields.List(fields.String())
    cell = fields.Nested(CellAnswer)
    count = fields.Integer()
    as_of = fields.Function(lambda found: found.as_of.to_json(), metadata={"type": "string"})
    freshness = fields.Nested(FreshnessAnswer)
    matched_by = fields.Dict(keys=fields.String(), values=fields.Integer(), allow_none=True)


class FactRowAnswer(Schema):
    """One row behind a figure: where its domain event stands, and what it says."""

    source = fields.String()
    epoch = fields.Integer()
    position = fields.Integer()
    values = fields.Dict(keys=fields.String())


class OpenedRowsAnswer(Schema):
    """A page of the rows; `recomputed` is the figure again, out of all of them."""

    figure = fields.Nested(AnsweredFigureAnswer)
    rows = fields.List(fields.Nested(FactRowAnswer))
    recomputed = number()
    is_proved = fields.Boolean()


class DomainEventAnswer(Schema):
    """The domain event behind a row, and whether its chain holds."""

    source = fields.String()
    node = fields.String()
    epoch = fields.Integer()
    position = fields.Integer()
    type = fields.String()
    subject = fields.String()
    subject_version = fields.Integer()
    time = fields.DateTime()
    programme = fields.String(allow_none=True)
    digest = fields.String()
    verified = fields.Boolean()
    data = fields.Dict(keys=fields.String())


class MeasuredAnswer(Schema):
    """What was reached, against what was promised."""

    label = fields.String()
    achieved = fields.Nested(CellAnswer)
    target = fields.Integer(allow_none=True)
    percentage = number()


class MonthReachedAnswer(Schema):
    """What came in one month."""

    first = fields.Date(attribute="month.first")
    last = fields.Date(attribute="month.last")
    achieved = fields.Nested(CellAnswer)


class TileAnswer(Schema):
    """An indicator: as a whole, month by month, and node by node."""

    code = fields.String()
    whole = fields.Nested(MeasuredAnswer)
    months = fields.List(fields.Nested(MonthReachedAnswer))
    nodes = fields.List(fields.Nested(MeasuredAnswer))


class FieldReachedAnswer(Schema):
    """Advice in one field."""

    label = fields.String()
    advices = fields.Nested(CellAnswer)
    hours = fields.Nested(CellAnswer)


class PlannedTaskAnswer(Schema):
    """A task of the schedule, planned and actual."""

    code = fields.String()
    label = fields.String()
    first = fields.Date(attribute="month.first")
    last = fields.Date(attribute="month.last")
    state = fields.Enum(TaskState, by_value=True)
    records = fields.Nested(CellAnswer, allow_none=True)


class DashboardAnswer(Schema):
    """A programme as it stands."""

    programme = fields.String()
    title = fields.String()
    first = fields.Date(attribute="period.first")
    last = fields.Date(attribute="period.last")
    node = fields.String(allow_none=True)
    tiles = fields.List(fields.Nested(TileAnswer))
    fields_of_advice = fields.List(fields.Nested(FieldReachedAnswer), attribute="fields")
    schedule = fields.List(fields.Nested(PlannedTaskAnswer))
    freshness = fields.Nested(FreshnessAnswer)
    kept_at = fields.DateTime(allow_none=True)


class CheckPointAnswer(Schema):
    """One open thing, whose turn it is, and whether it stops the submission."""

    kind = fields.Enum(PointKind, by_value=True)
    who = fields.Enum(Role, by_value=True)
    node = fields.String(allow_none=True)
    section = fields.String(allow_none=True)
    count = fields.Integer(allow_none=True)
    since = fields.DateTime(allow_none=True)
    stops = fields.Boolean()


class OpenPointsAnswer(Schema):
    """What operations have to see to."""

    points = fields.List(fields.Nested(CheckPointAnswer))


class ChecklistAnswer(OpenPointsAnswer):
    """What is open before a report is submitted."""

    programme = fields.String()
    naming_parked = fields.Boolean()
