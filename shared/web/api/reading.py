"""What a request brings, read as strictly as the OpenAPI document promises.

The schemas of requests are those of the forms, and forms are forgiving: an empty text is nothing,
`1` is true. A program is told at once; nothing that the document forbids is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from marshmallow import Schema, ValidationError, fields
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from shared.web.api.problems import Problem

IDEMPOTENCY_KEY: Final = "Idempotency-Key"

UUID_PATTERN: Final = (
    r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
)
TIME_PATTERN: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
DAY_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TAG_PATTERN: Final = r'^"(0|[1-9][0-9]{0,8})-[0-9a-f]{16}"$'
"""An entity tag of a record: its version, and a digest of what was read."""

_WHOLE: Final = re.compile(r"\A-?[0-9]{1,18}\Z")
_WRITTEN: Final[Mapping[type[fields.Field[Any]], re.Pattern[str]]] = {
    fields.UUID: re.compile(UUID_PATTERN + r"\Z"),
    fields.Time: re.compile(TIME_PATTERN + r"\Z"),
    fields.Date: re.compile(DAY_PATTERN + r"\Z"),
}
_FLAGS: Final = {"true": True, "false": False}


def body_of(schema: Schema) -> dict[str, Any]:
    """Return the members of the request's body.

    Raises `UnsupportedMediaType`, `BadRequest` for what is no JSON, `ValidationError`.
    """
    content = request.get_data()
    if not content:
        return {}
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        members = json.loads(content, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(members, dict):
        raise ValidationError(schema.error_messages["type"])
    _refuse_unknown(schema, members)
    _refuse(dict(_wrong_members(schema, members)))
    return members


def query_of(schema: Schema) -> dict[str, Any]:
    """Return the members that the address asks for, as JSON has them; raise `ValidationError`."""
    _refuse_unknown(schema, request.args)
    members = {name: _from_text(schema.fields[name], name) for name in request.args}
    _refuse(dict(_wrong_members(schema, members)))
    return members


def command_id() -> UUID:
    """Return the id that makes asking twice harmless, or raise `Problem`."""
    text = request.headers.get(IDEMPOTENCY_KEY, "")
    if not _WRITTEN[fields.UUID].match(text):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "idempotency-key-needed",
            _("Podaj nagłówek Idempotency-Key z nowym UUID; przy ponowieniu wyślij ten sam."),
            [{"parameter": IDEMPOTENCY_KEY, "detail": _("Podaj UUID.")}],
        )
    return UUID(text)


def version_read() -> int:
    """Return the version that the request was written on, or raise `Problem`."""
    tag = request.headers.get("If-Match")
    if tag is None:
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED,
            "if-match-needed",
            _("Odczytaj zapis i wyślij w nagłówku If-Match jego ETag."),
        )
    found = re.match(TAG_PATTERN, tag)
    if found is None or found.end() != len(tag):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "if-match-malformed",
            _("W nagłówku If-Match wyślij ETag dokładnie taki, jaki przyszedł z zapisem."),
            [{"parameter": "If-Match", "detail": _("Podaj ETag zapisu.")}],
        )
    return int(found[1])


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _refuse_unknown(schema: Schema, members: Iterable[str]) -> None:
    """Refuse what the document does not know.

    The whole schema knows more: who asks, and under which id. Nobody says that in a body.
    """
    unknown = sorted(set(members) - set(schema.fields))
    _refuse({name: [schema.error_messages["unknown"]] for name in unknown})


def _refuse(messages: dict[str, Any]) -> None:
    if messages:
        raise ValidationError(messages)


def _from_text(field: fields.Field[Any], name: str) -> object:
    """Return a parameter as JSON has it; what cannot be read is left to the field to refuse."""
    if isinstance(field, fields.List):
        return request.args.getlist(name)
    text = request.args[name]
    if isinstance(field, fields.Integer) and _WHOLE.match(text):
        return int(text)
    if isinstance(field, fields.Boolean):
        return _FLAGS.get(text, text)
    return text


def _wrong_members(schema: Schema, members: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in members.items():
        # Unknown names in parts of the content are refused by the schema itself.
        field = schema.fields.get(name)
        wrong = field is not None and _wrong(field, value)
        if wrong:
            yield name, wrong


def _wrong(field: fields.Field[Any], value: object) -> object:
    """Return the messages about a value, by its parts; nothing if the document allows it."""
    if value is None:
        return None if field.allow_none else _asked(field)
    if isinstance(field, fields.Nested) and isinstance(value, dict):
        return dict(_wrong_members(field.schema, value))
    if isinstance(field, fields.List) and isinstance(value, list):
        inner = ((at, _wrong(field.inner, each)) for at, each in enumerate(value))
        return {at: messages for at, messages in inner if messages}
    if isinstance(field, fields.Dict) and isinstance(value, dict):
        texts = [text for item in value.items() for text in item]
        return None if all(map(_is_text, texts)) else _asked(field)
    return None if _is_of_kind(field, value) else _asked(field)


def _is_of_kind(field: fields.Field[Any], value: object) -> bool:
    if isinstance(field, fields.Boolean):
        return isinstance(value, bool)
    if isinstance(field, fields.Integer):
        return isinstance(value, int) and not isinstance(value, bool)
    for kind, written in _WRITTEN.items():
        if isinstance(field, kind):
            return isinstance(value, str) and bool(written.match(value))
    if isinstance(field, fields.Enum | fields.Email):
        return _is_text(value) and value != ""
    return _is_text(value)


def _is_text(value: object) -> bool:
    """Say whether it is a text that a database can keep."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates
        return False
    return True


def _asked(field: fields.Field[Any]) -> list[str]:
    messages = field.error_messages
    return [str(messages.get("invalid") or messages["required"])]
