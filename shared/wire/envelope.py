"""The envelope: CloudEvents 1.0 in JSON structured mode, as compact UTF-8 bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why something was published: the command, and the chain of work that it belongs to."""

    causationid: UUID
    correlationid: UUID
    traceparent: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """What a reader needs of an envelope, typed; `data` is still unread."""

    id: str
    source: str
    type: str
    subject: str
    subject_version: int
    time: datetime
    programme: str | None
    causationid: str
    data: dict[str, Any]


def compose(  # noqa: PLR0913 - an envelope has this many members
    *,
    event_id: UUID,
    source: str,
    event_type: str,
    subject: str,
    subject_version: int,
    occurred_at: datetime,
    dataschema: str,
    data: Mapping[str, Any],
    programme: str | None,
    cause: Cause,
) -> bytes:
    """Return the body of a domain event: the envelope without the four members that seal it.

    Members stand in a fixed order and a moment always has six digits of a second, so that the same
    domain event is always the same bytes. Raises ValueError for what no reader would admit: once
    it is in the chain, nobody could take it out again.
    """
    if occurred_at.tzinfo is None:
        message = f"the moment of {subject} has no time zone"
        raise ValueError(message)
    if subject_version < 1:
        message = f"the domain events of {subject} are counted from 1"
        raise ValueError(message)
    members: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": source,
        "type": event_type,
        "subject": subject,
        "time": _moment(occurred_at),
        "datacontenttype": "application/json",
        "dataschema": dataschema,
        "data": data,
        "subjectversion": subject_version,
        "correlationid": str(cause.correlationid),
        "causationid": str(cause.causationid),
    }
    if cause.traceparent is not None:
        members["traceparent"] = cause.traceparent
    if programme is not None:
        members["programme"] = programme
    text = json.dumps(members, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def read(message: bytes) -> Envelope:
    """Return the envelope of a body or of a sealed message.

    Raises ValueError, KeyError or TypeError if it is not one of ours; ingest has checked that.
    """
    members = json.loads(message)
    return Envelope(
        id=members["id"],
        source=members["source"],
        type=members["type"],
        subject=members["subject"],
        subject_version=members["subjectversion"],
        time=datetime.fromisoformat(members["time"]),
        programme=members.get("programme"),
        causationid=members["causationid"],
        data=members["data"],
    )


def _moment(moment: datetime) -> str:
    utc = moment.astimezone(UTC)
    return f"{utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
