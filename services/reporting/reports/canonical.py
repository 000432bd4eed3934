"""The one byte sequence of a report's value, to compare two reports and to name one by a digest."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256


def canonical_json(value: object) -> bytes:
    """Return the value as JSON: sorted keys, no spaces, UTF-8, decimal numbers as strings.

    Equal values give equal bytes, on every machine and in every version of Python: 1.50 and 1.5 are
    written alike, and so is one moment told in two time zones.
    Raises `TypeError` for what a report cannot hold, such as a float.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256(canonical_json(value)).hexdigest()


def _plain(value: object) -> object:  # noqa: PLR0911 - one return for each kind of value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
    msg = f"a report cannot hold {type(value).__name__}"
    raise TypeError(msg)
