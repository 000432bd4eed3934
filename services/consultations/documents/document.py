"""A document as data, before anything draws it (R23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.documents.spreadsheet import NumberFormat

Content = str | int | Decimal | date | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column; `width` in characters. Numbers stand right."""

    label: str
    width: int
    number_format: NumberFormat | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """An entry for each column; `None` leaves the place empty."""

    entries: tuple[Content, ...]
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a title before it and notes after it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document that people sign on paper.

    `name` is the one to keep it under; `fields` are labels and texts under the title; `statement`
    is answered with yes or no; `banner` stands on every page.
    """

    name: str
    title: str
    subtitle: str
    author: str
    dated: date
    banner: str
    fields: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    statement: str
    signatories: tuple[str, ...]
