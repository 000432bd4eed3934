"""The Flask application of a node's API: all services' operations, under `/api`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import structlog
from flask import Flask, Response, g, render_template, request
from flask_babel import gettext as _
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from shared.kernel.command import Refusal
from shared.web.api import problems
from shared.web.api.bearer import Exchange, let_in_by_token
from shared.web.api.openapi import documented, topics_of
from shared.web.api.wrong_tokens import WrongTokens
from shared.web.application import LARGEST_REQUEST, furnish
from shared.web.headers import secure
from shared.web.language import speak

if TYPE_CHECKING:
    from shared.web.api.operations import Operation, Operations
    from shared.web.site import Site

log = structlog.get_logger()

OPERATIONS: Final = "owss_operations"
"""Under which name the application keeps its operations, by endpoint."""

WRONG_TOKENS: Final = "owss_wrong_tokens"
"""Under which name it keeps how many wrong tokens came from where."""


@dataclass(frozen=True, kw_only=True)
class ApiOfService:
    """What a service brings: its operations, its refusals in words, and which mean 404."""

    service: str
    topics: Sequence[Operations]
    sentence: Callable[[Refusal], str]
    not_found: tuple[type[Refusal], ...]


def api_app(site: Site, services: Sequence[ApiOfService], exchange: Exchange) -> Flask:
    """Return the application; `exchange` is how accounts know tokens."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    # A person who reads along is not to read escapes, and finds the order of the document.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # flask's own provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]  # likewise
    furnish(app, site)
    speak(app, site.translations, problems.language)
    secure(app, site)
    topics = [topic for service in services for topic in service.topics]
    api = documented(app, topics)
    operations = {name: each for topic in topics for name, each in topic.operations.items()}
    app.extensions[OPERATIONS] = operations
    app.extensions[WRONG_TOKENS] = wrong_tokens = WrongTokens()
    let_in_by_token(app, site, exchange, operations, wrong_tokens)
    _answer_errors(app, operations, {each.service: each for each in services})
    _tag_answers(app, operations)
    _show_document(app, api.spec.to_dict())
    return app


def operations_of(app: Flask) -> Mapping[str, Operation]:
    """Return the operations of an application, by endpoint."""
    found: Mapping[str, Operation] = app.extensions[OPERATIONS]
    return found


def _show_document(app: Flask, document: Mapping[str, Any]) -> None:
    """Let everybody read what there is: programs the document, people a page."""
    written = json.dumps(document, ensure_ascii=False).encode()
    topics = topics_of(document)

    @app.get("/v1/openapi.json")
    def openapi() -> Response:
        return Response(written, content_type="application/json")

    @app.get("/v1/")
    def overview() -> str:
        spoken = problems.language()
        return render_template(
            "api/operations.html", topics=topics, language=spoken, languages={spoken: ""}
        )


def _answer_errors(
    app: Flask, operations: Mapping[str, Operation], services: Mapping[str, ApiOfService]
) -> None:
    """Answer every error by problem details."""

    @app.errorhandler(problems.Problem)
    def wrong(problem: problems.Problem) -> Response:
        return problem.response()

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        service = services[operations[request.endpoint or ""].service]
        compared = "If-Match" in request.headers
        told = service.sentence(refusal)
        return problems.of_refusal(refusal, told, service.not_found, compared=compared).response()

    @app.errorhandler(ValidationError)
    def misread(error: ValidationError) -> Response:
        return problems.of_content(error, in_body=request.method != "GET").response()

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        kept = {name: value for name, value in error.get_headers() if name == "Allow"}
        return problems.of_status(status, kept).response()

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Response:
        mark = uuid4().hex[:8]
        log.error("operation_failed", path=request.path, mark=mark, exc_info=error)
        text = _("Ponów za chwilę; jeśli się powtórzy, podaj znak błędu %(mark)s.", mark=mark)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        return problems.Problem(status, "internal-server-error", text).response()


def _tag_answers(app: Flask, operations: Mapping[str, Operation]) -> None:
    """Give what was read an ETag, and send it only to whoever has not got it."""

    @app.after_request
    def tag(response: Response) -> Response:
        response.vary.update(("Accept-Language", "Authorization"))
        if request.endpoint not in operations or request.method != "GET":
            return response
        if response.status_code == HTTPStatus.OK:
            digest = sha256(response.get_data()).hexdigest()[:16]
            version = g.get("version")
            response.set_etag(digest if version is None else f"{version}-{digest}")
            response.make_conditional(request)
        return response
