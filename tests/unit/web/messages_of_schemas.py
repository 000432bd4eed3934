"""What request schemas say when something is wrong, gathered from all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from marshmallow import Schema, fields, validate
from marshmallow.exceptions import ValidationError

from tests.unit.web.texts import PROJECT

SERVICES = ("accounts", "consultations", "reporting")


def messages_of(service: str) -> set[str]:
    """Return every message of the schemas of a service, with its places for values."""
    package = import_module(f"services.{service}.requests")
    found: set[str] = set()
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        loaded = import_module(module.name)
        for kind in vars(loaded).values():
            if isinstance(kind, type) and issubclass(kind, Schema):
                found |= set(_of_schema(kind))
        found |= set(_raised(Path(str(loaded.__file__))))
    return found


def _of_schema(kind: type[Schema]) -> Iterator[str]:
    schema = kind()
    yield from _own(schema.error_messages, Schema)
    for field in schema.fields.values():
        yield from _of_field(field)


def _of_field(field: Any) -> Iterator[str]:
    yield from _own(field.error_messages, type(field))
    for validator in field.validators:
        yield from _of_validator(validator)
    if isinstance(field, fields.List):
        yield from _of_field(field.inner)
    if isinstance(field, fields.String) and field.post_load:
        # What is looked at last says what is wrong itself.
        try:
            field.deserialize("?")
        except ValidationError as error:
            yield from map(str, error.messages)


def _own(messages: dict[str, Any], kind: type) -> Iterator[str]:
    """Return the messages that are not the library's own."""
    usual: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        if each.__module__.startswith("marshmallow"):
            usual |= getattr(each, "default_error_messages", {})
            usual |= getattr(each, "_default_error_messages", {})
    yield from (str(text) for name, text in messages.items() if usual.get(name) != text)


def _of_validator(validator: Any) -> Iterator[str]:
    error = getattr(validator, "error", None)
    usual = {getattr(type(validator), "default_message", None)}
    if isinstance(validator, validate.Validator) and error and error not in usual:
        yield str(error)


def _raised(path: Path) -> Iterator[str]:
    """Return what a module raises `ValidationError` with, where it is written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Name(id="ValidationError"), args=[ast.Constant(value=str(text)), *_]
            ):
                yield text


def modules_of(service: str) -> Path:
    """Return where the schemas of a service stand."""
    return PROJECT / "services" / service / "requests"
