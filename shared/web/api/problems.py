"""Errors of the API: problem details (RFC 9457), in the language that the program asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import jsonify, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields

from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge
from shared.web.language import USUAL

if TYPE_CHECKING:
    from flask import Response
    from flask_babel.speaklater import LazyString

MEDIA_TYPE: Final = "application/problem+json"
_URN: Final = "urn:owss:problem:"

TITLES: Final[Mapping[int, LazyString]] = {
    HTTPStatus.BAD_REQUEST: lazy_gettext("Serwer nie zrozumiał żądania"),
    HTTPStatus.UNAUTHORIZED: lazy_gettext("Nie wiadomo, kto pyta"),
    HTTPStatus.FORBIDDEN: lazy_gettext("Na to potrzeba innego uprawnienia"),
    HTTPStatus.NOT_FOUND: lazy_gettext("Nie ma tego"),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy_gettext("Nie tą metodą"),
    HTTPStatus.CONFLICT: lazy_gettext("Na to nie pozwala stan zapisu"),
    HTTPStatus.PRECONDITION_FAILED: lazy_gettext("Ktoś zmienił ten zapis"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext("Żądanie jest za duże"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lazy_gettext("Treść ma być w formacie JSON"),
    HTTPStatus.UNPROCESSABLE_ENTITY: lazy_gettext("Popraw żądanie"),
    HTTPStatus.PRECONDITION_REQUIRED: lazy_gettext("Brakuje nagłówka If-Match"),
    HTTPStatus.TOO_MANY_REQUESTS: lazy_gettext("Za dużo prób"),
    HTTPStatus.INTERNAL_SERVER_ERROR: lazy_gettext("Błąd programu"),
}
_ADVICE: Final[Mapping[int, LazyString]] = {
    HTTPStatus.BAD_REQUEST: lazy_gettext("Treść nie jest poprawnym JSON. Popraw ją i ponów."),
    HTTPStatus.NOT_FOUND: lazy_gettext("Sprawdź adres: dokument API wymienia wszystkie."),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy_gettext("Nagłówek Allow wymienia metody tego adresu."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext("Podziel treść na mniejsze części."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: lazy_gettext(
        "Wyślij treść z nagłówkiem Content-Type: application/json."
    ),
}
_UNKNOWN: Final = lazy_gettext("Sprawdź żądanie w dokumencie API i ponów.")

_HUMP: Final = re.compile(r"(?<!^)(?=[A-Z])")

Place = dict[str, str]


@dataclass
class Problem(Exception):
    """Something that the request has to be mended for; `kind` is stable, the words are not."""

    status: HTTPStatus
    kind: str
    detail: str
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """Return what the program gets."""
        body: dict[str, Any] = {
            "type": _URN + self.kind,
            "title": str(TITLES.get(self.status, self.status.phrase)),
            "status": int(self.status),
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = list(self.errors)
        response = jsonify(body)
        response.status_code = self.status
        response.content_type = MEDIA_TYPE
        response.headers.update(self.headers)
        return response


class ProblemPlace(Schema):
    """What is wrong where: in the body by a JSON pointer, else by the name of a parameter."""

    pointer = fields.String()
    parameter = fields.String()
    detail = fields.String(required=True)


class ProblemDetails(Schema):
    """A problem (RFC 9457). `type` is stable; `title` and `detail` follow Accept-Language."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemPlace))


def of_status(status: HTTPStatus, headers: Mapping[str, str]) -> Problem:
    """Return what to say where HTTP itself says enough."""
    kind = status.phrase.lower().replace(" ", "-")
    return Problem(status, kind, str(_ADVICE.get(status, _UNKNOWN)), headers=headers)


def of_refusal(
    refusal: Refusal, sentence: str, not_found: tuple[type[Refusal], ...], *, compared: bool
) -> Problem:
    """Return a refusal of a use case; `compared` says whether the request named a version."""
    return Problem(status_of(refusal, not_found, compared=compared), kind_of(refusal), sentence)


def status_of(
    refusal: Refusal, not_found: tuple[type[Refusal], ...], *, compared: bool
) -> HTTPStatus:
    """Return how HTTP calls a refusal."""
    if isinstance(refusal, NotAuthorised):
        return HTTPStatus.FORBIDDEN
    if isinstance(refusal, not_found):
        return HTTPStatus.NOT_FOUND
    if isinstance(refusal, StaleRecord) and compared:
        return HTTPStatus.PRECONDITION_FAILED
    if isinstance(refusal, CommandIdReused):
        # As the draft of the header has it: the key stands for another content.
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(refusal, BodyTooLarge):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return HTTPStatus.CONFLICT


def kind_of(refusal: Refusal) -> str:
    """Return by what programs know a refusal: its service, if it has one, and its name."""
    name = _HUMP.sub("-", type(refusal).__name__).lower()
    root, service, *_rest = type(refusal).__module__.split(".")
    return f"{service}:{name}" if root == "services" else name


def of_content(error: ValidationError, *, in_body: bool) -> Problem:
    """Return what is wrong with the content of a request, place by place."""
    places = list(_places(error.messages, "", in_body=in_body))
    detail = _("Popraw wskazane wartości i ponów.")
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-content", detail, places)


def _places(messages: object, path: str, *, in_body: bool) -> Iterator[Place]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            # What is said of the whole, or of a key or value of a mapping, has no name of its own.
            whole = name in {"_schema", "value", "key"}
            yield from _places(inner, path if whole else f"{path}/{name}", in_body=in_body)
        return
    if isinstance(messages, list):
        for inner in messages:
            yield from _places(inner, path, in_body=in_body)
        return
    where = {"pointer": f"#{path}"} if in_body else {"parameter": path.strip("/").split("/")[0]}
    yield {**where, "detail": _said(str(messages))}


def _said(message: str) -> str:
    """Return a message of a schema; they are Polish only, so others get the way to the document."""
    if language() == USUAL:
        return message
    return _("Popraw tę wartość: w dokumencie API stoi, jaka ma być.")


def language() -> str:
    """Return the language of this request, as the program asks for it."""
    return request.accept_languages.best_match((USUAL, "en"), default=USUAL)
