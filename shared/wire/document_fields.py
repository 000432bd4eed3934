"""Fields of documents that people write: strict, and what is wrong is said in Polish.

They are not the fields of domain events (`shared.wire.fields`): a document may hold free text, and
a member that it does not know is an error. A reader of domain events is lenient so that nodes of
different versions understand each other; a person who misspelt a member wants to be told.
"""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import TYPE_CHECKING, Any, ClassVar

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

NAMED_MEMBERS = "tu powinny być nazwane pozycje"

_CODE = re.compile(r"\A[a-z0-9][a-z0-9_-]{0,39}\Z")
_MONTH = re.compile(r"\A\d{4}-\d{2}\Z")
_TIME = re.compile(r"\A\d{2}:\d{2}\Z")
_DAY = re.compile(r"\A\d{4}-\d{2}-\d{2}\Z")


class NotADocument(ValueError):
    """A text that is neither YAML nor JSON, or that names the same member twice."""


class DocumentField(fields.Field[Any]):
    """Says in Polish what is wrong with a member; its path is put before it."""

    invalid: ClassVar[str]

    def __init__(self, *args: Any, **options: Any) -> None:
        messages: dict[str, Any] = {
            "required": "brakuje tej pozycji",
            "null": "pozycja nie może być pusta",
            "invalid": self.invalid,
            "type": self.invalid,
        }
        options.setdefault("required", "load_default" not in options)
        super().__init__(*args, error_messages=messages, **options)


class Words(DocumentField, fields.String):
    """A text of which something can be read; blanks alone are none."""

    invalid = "to nie jest tekst"

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(*args, **kwargs)
        if not text.strip():
            raise self.make_error("null")
        return text


class Remark(DocumentField, fields.String):
    """A text that may be empty."""

    invalid = "to nie jest tekst"


class CodeWord(DocumentField, fields.String):
    """A code as domain events carry it."""

    invalid = (
        "to nie jest kod: małe litery bez polskich znaków, cyfry, „-” i „_”, najwyżej 40 znaków "
        "(kod z samych cyfr trzeba ująć w cudzysłów)"
    )

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        code: str = super()._deserialize(*args, **kwargs)
        if not _CODE.match(code):
            raise self.make_error("invalid")
        return code


class Date(DocumentField, fields.Date):
    """A day, as "2009-06-01"; YAML reads it by itself, JSON leaves it a text."""

    invalid = "to nie jest dzień w postaci RRRR-MM-DD"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        # `date.fromisoformat` learns other spellings with every Python; a document keeps to one.
        if isinstance(value, str) and not _DAY.match(value):
            raise self.make_error("invalid")
        day: date = super()._deserialize(value, *args, **kwargs)
        return day


class Month(DocumentField, fields.Field[date]):
    """A month, as "2009-06"; loaded as its first day."""

    invalid = "to nie jest miesiąc w postaci RRRR-MM"

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str:
        # Not `strftime`: it leaves the zeros of an early year out.
        return str(value.isoformat()[:7])

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if not isinstance(value, str) or not _MONTH.match(value):
            raise self.make_error("invalid")
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError as error:
            raise self.make_error("invalid") from error


class TimeOfDay(DocumentField, fields.Time):
    """A time of day, as "08:00"; quoted, because YAML would read it as a number."""

    invalid = "to nie jest godzina w postaci GG:MM, ujęta w cudzysłów"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> time:
        if not isinstance(value, str) or not _TIME.match(value):
            raise self.make_error("invalid")
        moment: time = super()._deserialize(value, *args, **kwargs)
        return moment


class Number(DocumentField, fields.Integer):
    """A whole number from 0."""

    invalid = "to nie jest liczba całkowita"

    def __init__(self, **options: Any) -> None:
        from_zero = validate.Range(min=0, error="liczba nie może być ujemna")
        super().__init__(strict=True, validate=from_zero, **options)


class YesOrNo(DocumentField, fields.Boolean):
    """True or false, and nothing that merely looks like it."""

    invalid = "to nie jest true ani false"
    truthy: ClassVar[set[Any]] = {True}  # type: ignore[misc]  # ours is narrower on purpose
    falsy: ClassVar[set[Any]] = {False}  # type: ignore[misc]  # ours is narrower on purpose


class Part(DocumentField, fields.Nested):
    """A part with members of its own."""

    invalid = NAMED_MEMBERS


class Listed(DocumentField, fields.List[Any]):
    """A list of parts or values; loaded as a tuple."""

    invalid = "to nie jest lista"

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(*args, **kwargs))


class ByCode(DocumentField, fields.Dict):
    """Values by code, or by another kind of key."""

    invalid = NAMED_MEMBERS

    def __init__(
        self, values: fields.Field[Any], keys: fields.Field[Any] | None = None, **options: Any
    ) -> None:
        super().__init__(keys or CodeWord(), values, **options)


class DocumentPart(Schema):
    """Loads as the class that it names, and refuses a member that it does not know."""

    class Meta:
        """A misspelt member is an error, never a silence."""

        unknown = RAISE

    makes: ClassVar[type]
    error_messages: dict[str, str] = {"unknown": "nieznana pozycja", "type": NAMED_MEMBERS}  # noqa: RUF012 - marshmallow declares it so

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> Any:
        return self.makes(**values)


def parsed(document: str | bytes) -> Any:
    """Return what a document in YAML or JSON says.

    Raises NotADocument.
    """
    try:
        text = document.decode() if isinstance(document, bytes) else document
        # Our own JSON goes to its own parser: YAML refuses some characters that JSON may hold.
        if text.startswith("{"):
            return json.loads(text, object_pairs_hook=_once_each)
        return yaml.load(text, Loader=_OnceEach)  # noqa: S506 - a subclass of the safe loader
    except (UnicodeDecodeError, yaml.YAMLError, json.JSONDecodeError) as error:
        raise NotADocument(f"To nie jest dokument YAML ani JSON: {error}") from error


def sentences(error: ValidationError) -> tuple[str, ...]:
    """Return a sentence for all that is wrong, each with the path of the member it is about."""
    return tuple(_sentences(error.messages, ""))


def _sentences(messages: Any, path: str) -> Iterator[str]:
    if not isinstance(messages, dict):
        yield from (f"{path or 'Całość'}: {message}." for message in messages)
        return
    for key, inner in messages.items():
        if key == "_schema":
            yield from _sentences(inner, path)
        elif isinstance(key, int):
            yield from _sentences(inner, f"{path}[{key}]")
        else:
            yield from _sentences(inner, f"{path}.{key}" if path else str(key))


class _OnceEach(yaml.SafeLoader):
    """YAML in which a member may be named only once; PyYAML would keep the last one."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002 - as the overridden method has it
    ) -> dict[Hashable, Any]:
        _once_each([(self.construct_object(key, deep=True), None) for key, _ in node.value])
        return super().construct_mapping(node, deep=deep)


def _once_each(members: list[tuple[Any, Any]]) -> Mapping[Any, Any]:
    names = [name for name, _ in members]
    for name in names:
        if names.count(name) > 1:
            raise NotADocument(f"Pozycja „{name}” występuje dwa razy.")
    return dict(members)
