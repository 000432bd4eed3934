"""Comparing names whatever the case of their letters, alike on both databases.

SQLite knows the case of the letters of English only, PostgreSQL that of the locale it runs in; so
the letters of Polish are made small one by one.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, func, literal

_CAPITALS: Final = "ĄĆĘŁŃÓŚŹŻ"
_ESCAPE: Final = "/"
_MEANING_SOMETHING: Final = (_ESCAPE, "%", "_")
"""Signs that LIKE would not take for themselves; the one that says so comes first."""


def has_part(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    """Return whether a text contains another one."""
    for sign in _MEANING_SOMETHING:
        part = part.replace(sign, f"{_ESCAPE}{sign}")
    return _in_small_letters(column).like(_in_small_letters(literal(f"%{part}%")), escape=_ESCAPE)


def _in_small_letters(text: ColumnElement[Any]) -> ColumnElement[Any]:
    small = func.lower(text)
    for capital in _CAPITALS:
        small = func.replace(small, capital, capital.lower())
    return small
