"""The only fields a contract may have: each says its privacy class, none can hold free text.

A chain that only grows cannot erase, so nothing that may have to be erased may enter it
(architecture.md 3). A personal field or a free text is therefore not merely forbidden: there is
no field here to declare it with, and `refuse_undeclarable` refuses fields from anywhere else.

A value has one written form: what looks only alike is refused, so that readers of every version
and language agree on what was said.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import UUID

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

if TYPE_CHECKING:
    from collections.abc import Mapping

HIGHEST_COUNT = 2**53 - 1
"""The highest whole number that every JSON reader keeps exact (RFC 7493, section 2.2)."""

DAY = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
"""The one written form of a business day."""


class Privacy(StrEnum):
    """Who may see a field: everybody, or those who have business at the centre."""

    PUBLIC = "public"
    BUSINESS = "business"


class UndeclarableField(TypeError):
    """A field of a contract is one of this module's and says its privacy class."""


MemberT = TypeVar("MemberT", bound=Enum)


class Code(fields.Enum[MemberT]):
    """A member of an enumeration of the contracts, written as its value.

    A reader that does not know a new member cannot load it: the domain event waits, parked, until
    that reader is newer.
    """

    def __init__(self, enum: type[MemberT], *, privacy: Privacy, **options: Any) -> None:
        super().__init__(enum, by_value=True, **_marked(privacy, options))


class ClosedText(fields.String):
    """The root of short texts of a closed form, in which a sentence finds no room."""

    pattern: ClassVar[str]

    def __init__(self, *, privacy: Privacy, **options: Any) -> None:
        # The message names the form and not the pattern, whose braces marshmallow would fill in,
        # and not the value either: it may be what must not get into a log.
        message = f"Not the form of a {type(self).__name__}."
        form = validate.Regexp(re.compile(self.pattern), error=message)
        super().__init__(validate=form, **_marked(privacy, options))


class DictionaryCode(ClosedText):
    """A code from a dictionary of the programme: a field of advice, a gmina, an age band."""

    pattern = r"\A[a-z0-9][a-z0-9_-]{0,39}\Z"


class DocumentNumber(ClosedText):
    """A number that a node gave to its own document: `<n>/<year>/<node>`."""

    pattern = r"\A[1-9][0-9]{0,8}/[0-9]{4}/[a-z0-9-]{1,40}\Z"


class ProgrammeCode(ClosedText):
    """The code of a programme, such as `owss-2009`."""

    pattern = r"\A[a-z0-9][a-z0-9_-]{0,39}\Z"


class Source(ClosedText):
    """Who publishes: `/nodes/<node>/<service>`."""

    pattern = r"\A/nodes/[a-z0-9-]{1,40}/[a-z]{1,20}\Z"


class Digest(ClosedText):
    """A SHA-256 digest in lower-case hexadecimal."""

    pattern = r"\A[0-9a-f]{64}\Z"


class Count(fields.Integer):
    """A whole number from 0, such as minutes, a version or a position."""

    def __init__(self, *, privacy: Privacy, **options: Any) -> None:
        exact = validate.Range(min=0, max=HIGHEST_COUNT)
        super().__init__(strict=True, validate=exact, **_marked(privacy, options))


class Flag(fields.Boolean):
    """True or false, and nothing that merely looks like it."""

    def __init__(self, *, privacy: Privacy, **options: Any) -> None:
        super().__init__(**_marked(privacy, options))

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        # Not by looking it up among what means true: 1 and 1.0 are equal to it.
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Day(fields.Date):
    """A business day, YYYY-MM-DD; the publisher decides which day it is (R8)."""

    def __init__(self, *, privacy: Privacy, **options: Any) -> None:
        super().__init__(format="iso", **_marked(privacy, options))

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> date:
        # `date.fromisoformat` learns other spellings with every Python.
        if not isinstance(value, str) or not DAY.match(value):
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE)
        return super()._deserialize(value, *args, **kwargs)


class Identifier(fields.UUID):
    """A random id that only the node which made it can turn into a person or a record."""

    def __init__(self, *, privacy: Privacy, **options: Any) -> None:
        super().__init__(**_marked(privacy, options))

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> UUID:
        identifier = self._validated(value)
        # Python also reads capitals, braces and a URN; subjects are compared as they are written.
        if str(identifier) != value:
            raise self.make_error("invalid_uuid")
        return identifier


class Records(fields.List[Any]):
    """A list of records of one schema; loaded as a tuple."""

    def __init__(self, schema: type[PartSchema], **options: Any) -> None:
        self.record_schema = schema
        super().__init__(fields.Nested(schema), **options)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class RecordSchema(Schema):
    """A schema of contract fields; what it does not know it ignores (R6)."""

    class Meta:
        """A reader ignores what it does not know; members are written in the declared order."""

        unknown = EXCLUDE


class PartSchema(RecordSchema):
    """A schema of a record inside a domain event; loads as its contract."""

    contract: ClassVar[type]

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> Any:
        return self.contract(**values)


def refuse_undeclarable(schema: type[Schema]) -> None:
    """Raise UndeclarableField if a field of the schema, at any depth, may not be in a contract."""
    for name, field in schema().fields.items():
        # The very classes of this module: a subclass from elsewhere could let anything in.
        if type(field).__module__ != __name__:
            message = f"{schema.__name__}.{name}: {type(field).__name__} is no field of a contract"
            raise UndeclarableField(message)
        if isinstance(field, Records):
            refuse_undeclarable(field.record_schema)
        elif not isinstance(field.metadata.get("privacy"), Privacy):
            message = f"{schema.__name__}.{name} does not say its privacy class"
            raise UndeclarableField(message)


def _marked(privacy: Privacy, options: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a required field that carries its privacy class."""
    options.setdefault("required", "load_default" not in options)
    return {**options, "metadata": {"privacy": privacy}}
