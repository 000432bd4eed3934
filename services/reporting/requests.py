"""What a caller may ask of reporting; it leaves here as typed objects (R21)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from services.reporting.application.publish_programme import PublishProgramme
from services.reporting.figures.as_of import AsOf
from shared.kernel.command import Actor, Role
from shared.kernel.period import Period
from shared.wire.programme import InvalidProgramme, read_programme

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class FigureQuery:
    """A figure asked for; with `as_of` as it was then, else as it is."""

    name: str
    period: Period
    filters: Mapping[str, str] = field(default_factory=dict)
    as_of: AsOf | None = None
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, kw_only=True)
class DomainEventQuery:
    """The domain event behind a row."""

    source: str
    epoch: int
    position: int


class _ActorSchema(Schema):
    class Meta:
        unknown = RAISE

    staff_id = fields.UUID(required=True)
    roles = fields.List(fields.Enum(Role, by_value=True), required=True)

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> Actor:
        return Actor(staff_id=values["staff_id"], roles=frozenset(values["roles"]))


class PublishProgrammeRequest(Schema):
    """`publish_programme`: the document is checked whole, with a sentence for each mistake."""

    class Meta:
        unknown = RAISE

    command_id = fields.UUID(required=True)
    actor = fields.Nested(_ActorSchema, required=True)
    document = fields.Raw(required=True)

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> PublishProgramme:
        try:
            programme = read_programme(values.pop("document"))
        except InvalidProgramme as error:
            raise ValidationError(list(error.problems), "document") from error
        return PublishProgramme(**values, programme=programme)


class _AsOfField(fields.Field[AsOf]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> AsOf:
        del attr, data, kwargs
        try:
            return AsOf.from_json(value)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            message = "«as_of» to tekst z odpowiedzi na wcześniejsze pytanie o wskaźnik"
            raise ValidationError(message) from error


class FigureRequest(Schema):
    """`figure` and `figure_rows`."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    filters = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)
    as_of = _AsOfField(load_default=None, allow_none=True)
    offset = fields.Integer(load_default=0, validate=validate.Range(min=0))
    limit = fields.Integer(load_default=100, validate=validate.Range(min=1, max=1000))

    @validates_schema(skip_on_field_errors=True)
    def _check_order(self, values: dict[str, Any], **_: Any) -> None:
        if values["first"] > values["last"]:
            message = "Początek okresu nie może być późniejszy niż jego koniec."
            raise ValidationError(message, "last")

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> FigureQuery:
        return FigureQuery(period=Period(values.pop("first"), values.pop("last")), **values)


class DomainEventRequest(Schema):
    """`domain_event`."""

    class Meta:
        unknown = RAISE

    source = fields.String(required=True)
    epoch = fields.Integer(load_default=1, validate=validate.Range(min=1))
    position = fields.Integer(required=True, validate=validate.Range(min=1))

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> DomainEventQuery:
        return DomainEventQuery(**values)
