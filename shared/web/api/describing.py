"""How operations stand in the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final

from shared.web.api.paging import parameters_of
from shared.web.api.reading import IDEMPOTENCY_KEY, TAG_PATTERN, UUID_PATTERN

if TYPE_CHECKING:
    from marshmallow import Schema

    from shared.web.api.operations import Operation, Operations

View = Callable[..., Any]
Described = Callable[[View], View]

SECURITY: Final = "token"

_TEXT: Final = {"type": "string"}
_ETAG: Final = {
    "ETag": {"description": "Names this state of the answer.", "schema": _TEXT, "required": True}
}
_LINK: Final = {
    "Link": {
        "description": "The addresses of the first, previous, next and last page (RFC 8288).",
        "schema": _TEXT,
        "required": True,
    }
}
_LOCATION: Final = {"Location": {"description": "Where it is.", "schema": _TEXT, "required": True}}
_IF_NONE_MATCH: Final = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag of what you have; 304 if it is still so.",
    "schema": _TEXT,
}
_IF_MATCH: Final = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the record as it was read; 412 if somebody changed it since.",
    "schema": {"type": "string", "pattern": TAG_PATTERN},
}
_KEY: Final = {
    "in": "header",
    "name": IDEMPOTENCY_KEY,
    "required": True,
    "description": "A new UUID for each command; the same one when it is sent again.",
    "schema": {"type": "string", "format": "uuid", "pattern": UUID_PATTERN},
}
OF_ERRORS: Final[Mapping[int, Mapping[str, Any]]] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": {"schema": _TEXT, "required": True}},
    HTTPStatus.METHOD_NOT_ALLOWED: {"Allow": {"schema": _TEXT, "required": True}},
    HTTPStatus.TOO_MANY_REQUESTS: {
        "Retry-After": {"schema": {"type": "integer"}, "required": True}
    },
}
"""What comes with an error besides its words."""

_OF_ALL: Final = (HTTPStatus.INTERNAL_SERVER_ERROR,)
_OF_A_TOKEN: Final = (
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS,
)
_OF_WHAT_IS_SENT: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_OF_USE_CASES: Final = (
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
_OF_A_VERSION: Final = (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED)


def question(  # noqa: PLR0913 - what an operation is like
    place: Operations,
    operation: Operation,
    asked: Schema,
    answer: Schema,
    *,
    paged: bool,
    in_body: bool,
    tagged: bool,
) -> Described:
    """Describe a question that is answered by JSON."""
    headers = (_ETAG if tagged else {}) | (_LINK if paged else {})

    def described(view: View) -> View:
        view = place.response(HTTPStatus.OK, answer, headers=headers)(view)
        return _read(place, operation, asked, in_body=in_body)(view)

    return described


def document(place: Operations, operation: Operation, asked: Schema, media_type: str) -> Described:
    """Describe a question that is answered by a file."""

    def described(view: View) -> View:
        file: dict[str, Any] = {}
        view = place.response(HTTPStatus.OK, file, content_type=media_type, headers=_ETAG)(view)
        return _read(place, operation, asked, in_body=False)(view)

    return described


def command(  # noqa: PLR0913 - what an operation is like
    place: Operations,
    operation: Operation,
    asked: Schema,
    answer: Schema | None,
    *,
    compared: bool,
    creates: bool,
) -> Described:
    """Describe a command."""
    usual = HTTPStatus.NO_CONTENT if answer is None else HTTPStatus.OK
    status = HTTPStatus.CREATED if creates else usual
    mistakes = (*_OF_WHAT_IS_SENT, *_OF_USE_CASES, *(_OF_A_VERSION if compared else ()))
    body = {"requestBody": _body(asked)} if asked.fields else {}

    def described(view: View) -> View:
        view = place.response(status, answer, headers=_LOCATION if creates else None)(view)
        parameters = [_KEY, *([_IF_MATCH] if compared else [])]
        view = place.doc(parameters=parameters, **body)(view)
        return _common(place, operation, mistakes)(view)

    return described


def written_in(rule: str, schema: type[Schema]) -> list[dict[str, Any]]:
    """Return what the schema says about texts of an address beyond that they are texts."""
    return [
        {"in": "path", "name": name, "schema": {"type": "string", **field.metadata}}
        for name, field in schema().fields.items()
        if f"<{name}>" in rule and field.metadata
    ]


def _read(place: Operations, operation: Operation, asked: Schema, *, in_body: bool) -> Described:
    """Describe what questions have in common."""
    mistakes = (*(_OF_WHAT_IS_SENT if in_body else ()), *_OF_USE_CASES)

    def described(view: View) -> View:
        if in_body:
            view = place.doc(requestBody=_body(asked))(view)
        else:
            named = [{"in": "query", "schema": parameters_of(asked)}] if asked.fields else []
            view = place.doc(parameters=[*named, _IF_NONE_MATCH])(view)
            view = place.alt_response(
                HTTPStatus.NOT_MODIFIED, headers=_ETAG, description="It is still so."
            )(view)
        return _common(place, operation, mistakes)(view)

    return described


def _common(place: Operations, operation: Operation, mistakes: tuple[HTTPStatus, ...]) -> Described:
    def described(view: View) -> View:
        needs_token = operation.scope is not None
        for status in (*mistakes, *(_OF_A_TOKEN if needs_token else ()), *_OF_ALL):
            view = place.alt_response(status, status.name)(view)
        return place.doc(
            operationId=operation.name[0].lower() + operation.name[1:],
            summary=_summary(operation),
            description=_description(operation),
            security=[{SECURITY: []}] if needs_token else [],
        )(view)

    return described


def _summary(operation: Operation) -> str:
    return cleandoc(operation.asks.__doc__ or "").splitlines()[0]


def _description(operation: Operation) -> str:
    """Say who may ask."""
    if operation.scope is None:
        return "Open to everybody, without a token."
    roles = operation.roles
    held = "any role" if roles is None else ", ".join(f"`{role}`" for role in sorted(roles))
    return f"Scope `{operation.scope}`; roles: {held}."


def _body(asked: Schema) -> dict[str, Any]:
    needed = any(field.required for field in asked.fields.values())
    return {"required": needed, "content": {"application/json": {"schema": asked}}}
