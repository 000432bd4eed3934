"""What a report is computed from, besides the programme: written down, it gives the report again.

Facts are asked as of the positions here; what cannot be asked again later, such as which node was
late, is kept as it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import Schema, fields, post_load

from services.reporting.domain.as_of import AsOf
from services.reporting.domain.parked import ParkedKind
from services.reporting.reports.sources import (
    Freshness,
    NodeFreshness,
    NodeState,
    NotFolded,
    ReportKind,
    ReportOrder,
    SourcePosition,
)
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The order, the positions, the keys not folded, and how far each node's data reached."""

    order: ReportOrder
    as_of: AsOf
    not_folded: tuple[NotFolded, ...]
    freshness: Freshness

    def to_json(self) -> str:
        """Write it down; the same value, the same text."""
        members = _BasisSchema().dump(self)
        return json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Basis:
        """Read what `to_json` wrote; raise marshmallow's ValidationError for anything else."""
        basis: Basis = _BasisSchema().loads(text)
        return basis


class _Tuple(fields.List[Any]):
    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's signature
        return tuple(super()._deserialize(*args, **kwargs))


class _AsOf(fields.Field[AsOf]):
    def _serialize(self, value: AsOf | None, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - likewise
        return None if value is None else json.loads(value.to_json())

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> AsOf:  # noqa: ANN401 - likewise
        return AsOf.from_json(json.dumps(value))


class _PartSchema(Schema):
    made: ClassVar[Callable[..., object]]

    @post_load
    def _make(self, values: dict[str, Any], **_: object) -> object:
        return type(self).made(**values)


class _PeriodSchema(_PartSchema):
    made = Period
    first = fields.Date("iso", required=True)
    last = fields.Date("iso", required=True)


class _OrderSchema(_PartSchema):
    made = ReportOrder
    kind = fields.Enum(ReportKind, by_value=True, required=True)
    period = fields.Nested(_PeriodSchema, required=True)
    dated = fields.Date("iso", required=True)
    deviations = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    additional_information = _Tuple(fields.String(), required=True)
    attachments = _Tuple(fields.String(), required=True)
    signatories = _Tuple(fields.String(), required=True)
    banner = fields.String(required=True)
    # Reports were submitted before anybody could edit their words.
    narrative = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)
    # And before their pages had a code that leads to the page of verification.
    verified_at = fields.String(load_default="")


class _NotFoldedSchema(_PartSchema):
    made = NotFolded
    source = fields.String(required=True)
    epoch = fields.Integer(required=True)
    position = fields.Integer(required=True)
    type = fields.String(required=True)
    kind = fields.Enum(ParkedKind, by_value=True, required=True)


class _PositionSchema(_PartSchema):
    made = SourcePosition
    source = fields.String(required=True)
    epoch = fields.Integer(required=True)
    position = fields.Integer(required=True)


class _NodeSchema(_PartSchema):
    made = NodeFreshness
    node_id = fields.String(required=True)
    state = fields.Enum(NodeState, by_value=True, required=True)
    since = fields.AwareDateTime("iso", required=True, allow_none=True)
    positions = _Tuple(fields.Nested(_PositionSchema), required=True)
    remark = fields.String(required=True)


class _FreshnessSchema(_PartSchema):
    made = Freshness
    as_of = fields.AwareDateTime("iso", required=True)
    nodes = _Tuple(fields.Nested(_NodeSchema), required=True)


class _BasisSchema(_PartSchema):
    made = Basis
    order = fields.Nested(_OrderSchema, required=True)
    as_of = _AsOf(required=True)
    not_folded = _Tuple(fields.Nested(_NotFoldedSchema), required=True)
    freshness = fields.Nested(_FreshnessSchema, required=True)
