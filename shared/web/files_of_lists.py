"""A list as a file: exactly what is on the screen, all its pages, and what was asked for."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from flask import send_file
from flask_babel import gettext as _

from shared.documents.spreadsheet import Entry, Heading, NumberFormat, Workbook, neutralised
from shared.kernel.clock import CENTRE_TIME, business_day

if TYPE_CHECKING:
    from flask import Response

    from shared.web.listing import Listing, Value

_CSV_BEGINS = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By this Excel knows UTF-8."""


def download(listing: Listing[Any], *, author: str, made_at: datetime, banner: str) -> Response:
    """Answer with the list as the file that its address asks for; `listing` has all rows.

    `author` is the node, `made_at` the moment, `banner` what stands above if business time is
    played.
    """
    day = business_day(made_at)
    name = f"{listing.title} {author} {day}".replace(" ", "-").replace("/", "-")
    if listing.at.file_format == "csv":
        content, mimetype = _csv(listing), "text/csv"
    else:
        content = _workbook(listing, author, made_at, banner)
        mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return send_file(
        BytesIO(content),
        mimetype=mimetype,
        as_attachment=True,
        download_name=f"{name}.{listing.at.file_format}",
    )


def _csv(listing: Listing[Any]) -> bytes:
    """Write with semicolons and decimal commas, as a Polish Excel reads it."""
    text = StringIO()
    text.write(_CSV_BEGINS)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralised(column.title) for column in listing.columns])
    for row in listing.rows:
        writer.writerow([_plain(column.value(row)) for column in listing.columns])
    return text.getvalue().encode()


def _plain(value: Value) -> str:
    match value:
        case None | str():
            return neutralised(value or "")
        case datetime():
            return f"{value.astimezone(CENTRE_TIME):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case _:
            return str(value)


def _workbook(listing: Listing[Any], author: str, made_at: datetime, banner: str) -> bytes:
    workbook = Workbook(title=listing.title, author=author, dated=business_day(made_at))
    columns = listing.columns
    sheet = workbook.sheet(_("Lista"), [column.width for column in columns])
    if banner:
        sheet.paragraph(banner)
    sheet.table(
        [Heading(column.title) for column in columns],
        [
            [_entry(column.value(row), column.number_format) for column in columns]
            for row in listing.rows
        ],
        headings_stay=True,
    )
    asked = {
        **listing.parameters,
        _("Liczba wierszy"): str(len(listing.rows)),
        _("Sporządzono"): f"{made_at.astimezone(CENTRE_TIME):%Y-%m-%d %H:%M}",
        _("Węzeł"): author,
    }
    workbook.sheet(_("Parametry"), (26, 60)).table(
        [Heading(_("Parametr")), Heading(_("Wartość"))],
        [[Entry(name), Entry(value)] for name, value in asked.items()],
    )
    return workbook.content()


def _entry(value: Value, number_format: NumberFormat | None) -> Entry:
    match value:
        case datetime() | time():
            return Entry(_plain(value))
        case date():
            return Entry(value, number_format or NumberFormat.DATE)
        case _:
            return Entry(value, number_format)
