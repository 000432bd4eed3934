"""The OpenAPI document, made of the operations and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from flask_smorest import Api
from marshmallow import Schema, fields, validate

from shared.web.api.describing import OF_ERRORS, SECURITY
from shared.web.api.problems import MEDIA_TYPE, TITLES, ProblemDetails
from shared.web.api.reading import DAY_PATTERN, TIME_PATTERN, UUID_PATTERN

if TYPE_CHECKING:
    from shared.web.api.operations import Operations

VERSION: Final = "1.0"
_DESCRIPTION: Final = (
    "What the pages of a node can do, for programs: the same requests, rules and roles. "
    "docs/api.md shows how to get a token and to ask."
)
_PATTERNS: Final[dict[type[fields.Field[Any]], str]] = {
    fields.UUID: UUID_PATTERN,
    fields.Time: TIME_PATTERN,
    fields.Date: DAY_PATTERN,
}
_NOT_BLANK: Final = r"\S"


class DocumentedApi(Api):
    """flask-smorest's, which makes the document; errors are ours (`application`)."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave errors to the application."""

    def _register_pagination_header(self) -> None:
        """Know none: pages are linked by `Link`."""

    def _register_responses(self) -> None:
        """Describe each kind of error once."""
        for status in TITLES:
            content = {MEDIA_TYPE: {"schema": ProblemDetails()}}
            response = {"description": HTTPStatus(status).phrase, "content": content}
            headers = OF_ERRORS.get(status, {})
            name = HTTPStatus(status).name
            self.spec.components.response(name, {**response, "headers": headers}, lazy=True)


def documented(app: Flask, topics: Sequence[Operations]) -> DocumentedApi:
    """Put operations into an application, and return what describes them."""
    app.config.update(API_TITLE="OWSS", API_VERSION=VERSION, OPENAPI_VERSION="3.1.0")
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    api = DocumentedApi(
        app,
        spec_kwargs={
            "marshmallow_plugin": plugin,
            "info": {"description": _DESCRIPTION, "license": {"name": "EUPL-1.2"}},
            "servers": [{"url": "/api"}],
        },
    )
    api.ma_plugin.converter.add_attribute_function(_as_it_is_read)
    scheme = {"type": "http", "scheme": "bearer", "description": "An API token: `owss_…`."}
    api.spec.components.security_scheme(SECURITY, scheme)
    for topic in topics:
        api.register_blueprint(topic)
    return api


def document_of(topics: Sequence[Operations]) -> dict[str, Any]:
    """Return the document; it needs no node."""
    described: dict[str, Any] = documented(Flask(__name__), topics).spec.to_dict()
    return described


def _name(schema: Schema | type[Schema]) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Request")


def _as_it_is_read(_: object, field: fields.Field[Any], *, ret: dict[str, Any]) -> dict[str, Any]:
    """Say of a field what `reading` asks of it, and nothing that is no JSON Schema."""
    if ret.get("default", ...) is None:
        del ret["default"]
    for kind, pattern in _PATTERNS.items():
        if isinstance(field, kind):
            ret["pattern"] = pattern
    if isinstance(field, fields.Time):
        # The format is that of RFC 3339, with seconds and a zone.
        ret.pop("format", None)
    lengths = [each for each in field.validators if isinstance(each, validate.Length)]
    if isinstance(field, fields.String) and any(each.min for each in lengths):
        ret.setdefault("pattern", _NOT_BLANK)
    return {}


def topics_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the operations of a document by topic, as a page lists them."""
    found: dict[str, list[dict[str, Any]]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                line = {"method": method.upper(), "path": f"/api{path}"}
                line |= {name: operation[name] for name in ("summary", "description")}
                found[operation["tags"][0]].append(line)
    described = {tag["name"]: tag["description"] for tag in document["tags"]}
    return [
        {"name": name, "description": described[name], "operations": operations}
        for name, operations in found.items()
    ]
