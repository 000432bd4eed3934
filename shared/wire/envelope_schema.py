"""The envelope as a JSON schema: what `shared.wire.envelope` writes and the chain seals."""

from __future__ import annotations

from typing import Any

_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_UUID = {"type": "string", "format": "uuid"}

ENVELOPE: dict[str, Any] = {
    "description": "CloudEvents 1.0 with our extensions; `data` is described by each message.",
    "type": "object",
    "required": [
        "specversion",
        "id",
        "source",
        "type",
        "subject",
        "time",
        "datacontenttype",
        "dataschema",
        "data",
        "subjectversion",
        "correlationid",
        "causationid",
        "epoch",
        "sequence",
        "prevdigest",
        "digest",
    ],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"description": "A UUIDv7.", **_UUID},
        "source": {
            "description": "Who publishes: `/nodes/<node>/<service>`; there is order only within.",
            "type": "string",
            "pattern": r"^/nodes/[a-z0-9-]{1,40}/[a-z]{1,20}$",
        },
        "type": {"type": "string", "pattern": r"^pl\.owss\.[a-z]+\.[a-z_]+\.v[1-9][0-9]*$"},
        "subject": {"description": "The record that it happened to.", "type": "string"},
        "time": {
            "description": "When it happened, in UTC. Which business day that is, the data say.",
            "type": "string",
            "format": "date-time",
        },
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"type": "string", "format": "uri"},
        "data": {"type": "object"},
        "subjectversion": {
            "description": "Counts the messages about the subject, from 1 and without gaps.",
            "type": "integer",
            "minimum": 1,
        },
        "correlationid": {"description": "The work that it belongs to.", **_UUID},
        "causationid": {"description": "The command that caused it.", **_UUID},
        "traceparent": {"description": "W3C Trace Context.", "type": "string"},
        "programme": {
            "description": "The version of the programme that applies, as `<code>/<version>`.",
            "type": "string",
        },
        "epoch": {
            "description": "Begins anew when a source had to number its history again.",
            "type": "string",
            "pattern": "^[1-9][0-9]{0,8}$",
        },
        "sequence": {
            "description": "The position in the chain of the source, from 1 and without gaps.",
            "type": "string",
            "pattern": "^[0-9]{20}$",
        },
        "prevdigest": _DIGEST,
        "digest": _DIGEST,
    },
}
