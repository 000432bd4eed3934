"""Messages that are not domain events: typed, not journaled, harmless when repeated or lost."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from marshmallow import Schema, ValidationError, fields, post_load, validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

CONTENT_TYPE = "application/vnd.owss.control+json"


class NotControl(Exception):
    """The bytes are no control message that is known here."""


@dataclass(frozen=True, kw_only=True)
class Heartbeat:
    """A source is alive, and its journal ends here; on the node's real clock."""

    kind: ClassVar[str] = "heartbeat"
    source: str
    epoch: int
    position: int
    digest: str
    told_at: datetime
    installation: UUID
    waiting: int
    """Committed domain events that have no position yet."""
    programmes: Mapping[str, int] = field(default_factory=dict)
    """The newest version of each programme that the source has."""


@dataclass(frozen=True, kw_only=True)
class Echo:
    """What the centre holds of a source without a gap."""

    kind: ClassVar[str] = "echo"
    source: str
    epoch: int
    position: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Resend:
    """Somebody misses positions `first` to `last` of a source; `exchange` is where to send them."""

    kind: ClassVar[str] = "resend"
    source: str
    epoch: int
    first: int
    last: int
    exchange: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeVersion:
    """A version of a programme, as the document that the centre published."""

    kind: ClassVar[str] = "programme"
    programme: str
    version: int
    digest: str
    document: str


@dataclass(frozen=True, kw_only=True)
class ReferralReceipt:
    """A client whom `source` sent on has come; the centre had it from `received_by`.

    `receipt_id` is the id of the domain event that told it.
    """

    kind: ClassVar[str] = "referral_receipt"
    source: str
    receipt_id: UUID
    referral_id: UUID
    received_by: str
    received_on: date


class Match(NamedTuple):
    """Under which digest a client is counted across nodes, and which identifier it is of."""

    client_id: UUID
    matched_by: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class MatchList:
    """One of the `parts`, counted from 1, of the list that a source made at a moment.

    A whole list replaces the one before it: who is no longer in it is forgotten (architecture.md
    3). A list of nobody is one part without matches.
    """

    kind: ClassVar[str] = "match_list"
    source: str
    made_at: datetime
    part: int
    parts: int
    matches: tuple[Match, ...]


ControlMessage = Heartbeat | Echo | Resend | ProgrammeVersion | ReferralReceipt | MatchList

# What the columns of `shared.messaging.tables` take.
_position: dict[str, Any] = {
    "strict": True,
    "required": True,
    "validate": validate.Range(min=0, max=2**63 - 1),
}
_epoch: dict[str, Any] = {
    "strict": True,
    "required": True,
    "validate": validate.Range(min=1, max=2**31 - 1),
}
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 1, 1, tzinfo=UTC)
_moment: dict[str, Any] = {
    "required": True,
    "format": "iso",
    "validate": validate.Range(min=_EARLIEST, max=_LATEST),
}
_digest = validate.Regexp(r"\A[0-9a-f]{64}\Z")


class _HeartbeatSchema(Schema):
    source = fields.String(required=True)
    epoch = fields.Integer(**_epoch)
    position = fields.Integer(**_position)
    digest = fields.String(required=True, validate=_digest)
    told_at = fields.AwareDateTime(**_moment)
    installation = fields.UUID(required=True)
    waiting = fields.Integer(**_position)
    programmes = fields.Dict(keys=fields.String(), values=fields.Integer(strict=True))


class _EchoSchema(Schema):
    source = fields.String(required=True)
    epoch = fields.Integer(**_epoch)
    position = fields.Integer(**_position)
    digest = fields.String(required=True, validate=_digest)


class _ResendSchema(Schema):
    source = fields.String(required=True)
    epoch = fields.Integer(**_epoch)
    first = fields.Integer(**_position)
    last = fields.Integer(**_position)
    exchange = fields.String(required=True)


class _ProgrammeVersionSchema(Schema):
    programme = fields.String(required=True)
    version = fields.Integer(**_position)
    digest = fields.String(required=True, validate=_digest)
    document = fields.String(required=True)


class _ReferralReceiptSchema(Schema):
    source = fields.String(required=True)
    receipt_id = fields.UUID(required=True)
    referral_id = fields.UUID(required=True)
    received_by = fields.String(required=True)
    received_on = fields.Date("iso", required=True)


_part: dict[str, Any] = {
    "strict": True,
    "required": True,
    "validate": validate.Range(min=1, max=10_000),
}


class _MatchListSchema(Schema):
    source = fields.String(required=True)
    made_at = fields.AwareDateTime(**_moment)
    part = fields.Integer(**_part)
    parts = fields.Integer(**_part)
    matches = fields.List(
        fields.Tuple(
            (
                fields.UUID(),
                fields.String(validate=validate.Regexp(r"\A[a-z_]{1,40}\Z")),
                fields.String(validate=_digest),
            )
        ),
        required=True,
    )

    @post_load
    def _make(self, members: dict[str, Any], **_: object) -> dict[str, Any]:
        return {**members, "matches": tuple(Match(*match) for match in members["matches"])}


_SCHEMAS: dict[str, tuple[type[ControlMessage], Schema]] = {
    Heartbeat.kind: (Heartbeat, _HeartbeatSchema(unknown="exclude")),
    Echo.kind: (Echo, _EchoSchema(unknown="exclude")),
    Resend.kind: (Resend, _ResendSchema(unknown="exclude")),
    ProgrammeVersion.kind: (ProgrammeVersion, _ProgrammeVersionSchema(unknown="exclude")),
    ReferralReceipt.kind: (ReferralReceipt, _ReferralReceiptSchema(unknown="exclude")),
    MatchList.kind: (MatchList, _MatchListSchema(unknown="exclude")),
}


def dump(message: ControlMessage) -> bytes:
    """Return a control message as compact UTF-8 JSON."""
    _, schema = _SCHEMAS[message.kind]
    members: dict[str, Any] = {"kind": message.kind, **schema.dump(message)}
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def load(body: bytes) -> ControlMessage:
    """Return the control message that the bytes hold, or raise NotControl with the reason."""
    try:
        members = json.loads(body)
        contract, schema = _SCHEMAS[members.pop("kind")]
        return contract(**schema.load(members))
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        ValidationError,
    ) as error:
        message = f"no control message: {error}"
        raise NotControl(message) from error
