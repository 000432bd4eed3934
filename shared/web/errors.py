"""Errors are pages too: what stands in the way, and what to do (R22)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import structlog
from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.web.language import in_own_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask
    from flask.typing import ResponseReturnValue
    from flask_babel.speaklater import LazyString

log = structlog.get_logger()

_ADVICE: Final[Mapping[int, LazyString]] = {
    HTTPStatus.BAD_REQUEST: lazy_gettext(
        "Serwer nie zrozumiał żądania. Wróć do poprzedniej strony i spróbuj ponownie."
    ),
    HTTPStatus.FORBIDDEN: lazy_gettext(
        "Twoja rola nie pozwala na tę czynność. Poproś o nią uprawnioną osobę."
    ),
    HTTPStatus.NOT_FOUND: lazy_gettext(
        "Nie ma takiej strony. Sprawdź adres albo zacznij od strony „Dziś”."
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: lazy_gettext(
        "Tej strony nie otwiera się w ten sposób. Wróć do poprzedniej i użyj jej przycisków."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext(
        "Plik jest za duży. Podziel go na mniejsze albo zmniejsz i wyślij ponownie."
    ),
}
_UNKNOWN: Final = lazy_gettext("Coś poszło nie tak. Wróć do poprzedniej strony i spróbuj ponownie.")


def explain(
    app: Flask, sentence: Callable[[Refusal], str], not_found: tuple[type[Refusal], ...]
) -> None:
    """Answer every error by a page; `sentence` says a refusal of the service in Polish."""

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> ResponseReturnValue:
        return _page(status_of(refusal, not_found), sentence(refusal))

    @app.errorhandler(ValidationError)
    def misread(error: ValidationError) -> ResponseReturnValue:
        return _page(HTTPStatus.BAD_REQUEST, " ".join(_flat(error.messages)))

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> ResponseReturnValue:
        return _page(
            HTTPStatus.BAD_REQUEST,
            _("Formularz stracił ważność. Wróć do poprzedniej strony, odśwież ją i wyślij znowu."),
        )

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> ResponseReturnValue:
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        return _page(status, str(_ADVICE.get(status, _UNKNOWN)))

    @app.errorhandler(Exception)
    def broken(error: Exception) -> ResponseReturnValue:
        mark = uuid4().hex[:8]
        log.error("page_failed", path=request.path, mark=mark, exc_info=error)
        text = _(
            "Wystąpił błąd programu. Spróbuj ponownie za chwilę; jeśli się powtórzy, podaj "
            "administratorowi węzła znak błędu %(mark)s.",
            mark=mark,
        )
        return _page(HTTPStatus.INTERNAL_SERVER_ERROR, text)


def status_of(refusal: Refusal, not_found: tuple[type[Refusal], ...]) -> HTTPStatus:
    """Return how HTTP calls a refusal."""
    if isinstance(refusal, NotAuthorised):
        return HTTPStatus.FORBIDDEN
    if isinstance(refusal, not_found):
        return HTTPStatus.NOT_FOUND
    if isinstance(refusal, StaleRecord):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _page(status: HTTPStatus, text: str) -> ResponseReturnValue:
    return render_template("web/error.html", status=status, text=text), status


def _flat(messages: object) -> list[str]:
    """Return all sentences of a schema's messages, each once."""
    if isinstance(messages, dict):
        found = [text for value in messages.values() for text in _flat(value)]
    elif isinstance(messages, list):
        found = [text for value in messages for text in _flat(value)]
    else:
        found = [in_own_words(str(messages))]
    return list(dict.fromkeys(found))
