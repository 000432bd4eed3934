"""The catalogue as an AsyncAPI 3.0 document, for people and programs outside this code."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import yaml

from shared.wire.envelope import CONTENT_TYPE
from shared.wire.envelope_schema import ENVELOPE
from shared.wire.json_schema import json_schema, records_inside
from shared.wire.samples import stored_sample

if TYPE_CHECKING:
    from shared.wire.catalogue import Catalogue, EventType

HEADER = """\
# Generated from the catalogue of domain events by `make docs`; changes belong there.
"""
EXCHANGE = "owss.events"
"""The exchange on which the services of a node hear each other."""

DESCRIPTION = """\
What the services of a node tell each other, and every node tells its centre: that something
happened, never what to do. A domain event carries ids, codes, numbers and days; each field says
its privacy class in `x-privacy` (`public` or `business`), and no field holds free text or the
name of a person.

Every message is a CloudEvents 1.0 envelope in JSON structured mode. Its last four members seal it:
`digest` is the SHA-256 of the bytes before the digest, closed with `}`, and `prevdigest` is the
digest of the message before it from the same `source` (of the first: the SHA-256 of `source`).

Within a version members are only added; a reader ignores those that it does not know. Messages are
delivered at least once, in order within one `source`; the same `source`, `epoch` and `sequence` is
the same message. The messages go to the centre unchanged, over the exchange `owss.uplink`.
Heartbeats and control messages are not domain events and are not described here.
"""


def asyncapi_document(catalogue: Catalogue) -> str:
    """Return the document in YAML; the same catalogue always gives the same text."""
    types = sorted(catalogue.types, key=lambda entry: entry.routing_key)
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "OWSS: domain events",
            # Each type says its own version; only another envelope would be another version here.
            "version": "1.0.0",
            "description": DESCRIPTION,
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {entry.routing_key: _channel(entry) for entry in types},
        "operations": {f"publish.{entry.routing_key}": _operation(entry) for entry in types},
        "components": {
            "messages": {entry.routing_key: _message(entry) for entry in types},
            "schemas": {"envelope": ENVELOPE, **_schemas(types)},
        },
    }
    text = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return HEADER + text


def _channel(entry: EventType) -> dict[str, Any]:
    exchange = {"name": EXCHANGE, "type": "topic", "durable": True, "autoDelete": False}
    return {
        "address": entry.routing_key,
        "messages": {entry.name: {"$ref": f"#/components/messages/{entry.routing_key}"}},
        "bindings": {
            "amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"},
        },
    }


def _operation(entry: EventType) -> dict[str, Any]:
    channel = f"#/channels/{entry.routing_key}"
    return {
        "action": "send",
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{entry.name}"}],
    }


def _message(entry: EventType) -> dict[str, Any]:
    data = {"$ref": f"#/components/schemas/{entry.routing_key}"}
    told = {"type": {"const": entry.type}, "dataschema": {"const": entry.dataschema}, "data": data}
    return {
        "name": entry.type,
        "title": entry.contract.__name__,
        "description": inspect.getdoc(entry.contract),
        "tags": [{"name": entry.publisher}],
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": "$message.payload#/correlationid"},
        "payload": {"allOf": [{"$ref": "#/components/schemas/envelope"}, {"properties": told}]},
        "examples": [{"name": "archived", "payload": json.loads(stored_sample(entry.type))}],
    }


def _schemas(types: list[EventType]) -> dict[str, Any]:
    """Return the schema of each type's `data`, followed by those of the records inside it."""
    schemas: dict[str, Any] = {}
    for entry in types:
        records = f"#/components/schemas/{entry.publisher}."
        schemas[entry.routing_key] = json_schema(entry.schema, records=records)
        for part in records_inside(entry.schema):
            schemas[f"{entry.publisher}.{part.contract.__name__}"] = {
                "description": inspect.getdoc(part.contract),
                **json_schema(part, records=records),
            }
    return schemas


class _Dumper(yaml.SafeDumper):
    """Repeats what stands in two places, instead of pointing from one to the other."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's own signature
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if text[:1].isdigit():
        # PyYAML knows the numbers of YAML 1.1; in 1.2 the code of a gmina, 0811021, would be one.
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
