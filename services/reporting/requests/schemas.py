"""Programmes, figures, domain events, and what is parked: what a caller may ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
)

from services.reporting.application.commands import (
    DiscardParked,
    PublishProgramme,
    RetryParked,
    TakeBackDiscarded,
)
from services.reporting.domain.as_of import AsOf
from services.reporting.domain.parked import Place
from services.reporting.figures.figure import ROWS_ON_A_PAGE
from services.reporting.requests.fields import (
    CommandSchema,
    PeriodFields,
    QuerySchema,
    asking,
    number,
)
from shared.contracts.reporting import DiscardReason
from shared.kernel.period import Period
from shared.wire.programme import InvalidProgramme, read_programme

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ROWS = 1000
"""Rows that one answer holds at most."""

HIGHEST_EPOCH = 2**31 - 1
HIGHEST_POSITION = 2**63 - 1
"""What the columns of a chain can hold."""


@dataclass(frozen=True, kw_only=True)
class FigureQuery:
    """A figure asked for; with `as_of` as it was then, else as it is."""

    name: str
    period: Period
    filters: Mapping[str, str] = field(default_factory=dict)
    as_of: AsOf | None = None
    offset: int = 0
    limit: int = ROWS_ON_A_PAGE


class PublishProgrammeRequest(CommandSchema):
    """`publish_programme`: the document is checked whole, with a sentence for each mistake."""

    document = fields.Raw(required=True, error_messages=asking("dokument programu"))

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> PublishProgramme:
        try:
            programme = read_programme(values.pop("document"))
        except InvalidProgramme as error:
            raise ValidationError(list(error.problems), "document") from error
        return PublishProgramme(**values, programme=programme)


class _PlaceFields(Schema):
    source = fields.String(required=True, error_messages=asking("źródło zdarzenia"))
    epoch = number("epokę zdarzenia", least=1, most=HIGHEST_EPOCH, load_default=1)
    position = number("pozycję zdarzenia", least=1, most=HIGHEST_POSITION, required=True)


def _place(values: dict[str, Any]) -> Place:
    return Place(values.pop("source"), values.pop("epoch"), values.pop("position"))


class DiscardParkedRequest(_PlaceFields, CommandSchema):
    """`discard_parked`."""

    reason = fields.Enum(
        DiscardReason,
        by_value=True,
        required=True,
        error_messages=asking("powód") | {"unknown": "Wybierz powód z listy: {choices}."},
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> DiscardParked:
        return DiscardParked(place=_place(values), **values)


class TakeBackDiscardedRequest(_PlaceFields, CommandSchema):
    """`take_back_discarded`."""

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> TakeBackDiscarded:
        return TakeBackDiscarded(place=_place(values), **values)


class DomainEventRequest(_PlaceFields, QuerySchema):
    """`domain_event`."""

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> Place:
        return _place(values)


class _AsOfField(fields.Field[AsOf]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> AsOf:
        del attr, data, kwargs
        try:
            return AsOf.from_json(value)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = "«as_of» to tekst z odpowiedzi na wcześniejsze pytanie o wskaźnik."
            raise ValidationError(message) from error


class FigureRequest(PeriodFields, QuerySchema):
    """`figure` and `figure_rows`."""

    name = fields.String(required=True, error_messages=asking("nazwę wskaźnika"))
    filters = fields.Dict(
        keys=fields.String(error_messages=asking("nazwę filtra")),
        values=fields.String(error_messages=asking("kod filtra")),
        load_default=dict,
        error_messages=asking("filtry: nazwy i kody"),
    )
    as_of = _AsOfField(load_default=None, allow_none=True)
    offset = number("pierwszy wiersz", least=0, most=HIGHEST_POSITION, load_default=0)
    limit = number(
        f"liczbę wierszy od 1 do {MOST_ROWS}",
        least=1,
        most=MOST_ROWS,
        load_default=ROWS_ON_A_PAGE,
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> FigureQuery:
        return FigureQuery(period=Period(values.pop("first"), values.pop("last")), **values)


class RetryParkedRequest(CommandSchema):
    """`retry_parked`."""

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> RetryParked:
        return RetryParked(**values)
