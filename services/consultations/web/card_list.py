"""The cards of the node as a list whose filters stand in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _

from services.consultations.application.client_commands import ClientQuery
from services.consultations.application.export_register_of_advice import (
    RegisterExport,
    export_register_of_advice,
)
from services.consultations.application.read_choices import Choices, read_choices
from services.consultations.application.read_register_of_advice import read_register_of_advice
from services.consultations.documents.register_of_advice import parameters_of
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.domain.register_of_advice import (
    RegisterOrder,
    RegisterPage,
    RegisterRow,
    is_late,
)
from services.consultations.requests.choices import ChoicesRequest
from services.consultations.requests.register import (
    RegisterExportRequest,
    RegisterOfAdviceRequest,
)
from services.consultations.web import words
from services.consultations.web.asking import ask, banner, may, node, now, said
from services.consultations.web.finding import note
from shared.documents.spreadsheet import NumberFormat
from shared.kernel.clock import business_day
from shared.kernel.hours import hours
from shared.web.files_of_lists import download
from shared.web.forms import Form
from shared.web.listing import Column, ListAddress, Listing

CardColumn = Column[RegisterRow]

_CLIENTS: Final = "clients"
_ASKED: Final = (
    "first",
    "last",
    "adviser_id",
    "not_adviser_id",
    "field_of_advice",
    "form_of_contact",
    "client_kind",
    "client_words",
)


def asked() -> Form:
    """Return what the address asks for, as the form above the list shows it."""
    typed = {name: request.args[name] for name in _ASKED if request.args.get(name)}
    return Form.blank(**typed, states=request.args.getlist("states"), late="late" in request.args)


def choices() -> Choices:
    """Return what the form above the list offers."""
    return ask(ChoicesRequest(), read_choices, client_ids=[])


def page_of(form: Form, at: ListAddress) -> RegisterPage | None:
    """Return a page of the cards that the form asks for, or `None` if it has to be put right."""
    return form.attempt(
        lambda: ask(
            RegisterOfAdviceRequest(),
            read_register_of_advice,
            **form.values,
            **_order(at),
            page=at.page,
            rows_of_a_page=at.rows_of_a_page,
        ),
        said,
    )


def whole(form: Form, at: ListAddress) -> RegisterExport:
    """Return all cards that the form asks for; raise `ValidationError`, or what is refused."""
    return ask(RegisterExportRequest(), export_register_of_advice, **form.values, **_order(at))


def listing_of(
    page: RegisterPage | None,
    columns: Sequence[CardColumn],
    at: ListAddress,
    title: str,
    *,
    nothing: str = "",
) -> Listing[RegisterRow]:
    """Return a page as it is drawn; of what could not be asked nothing is shown.

    `nothing` is what an empty list says.
    """
    return Listing(
        title=title,
        all_columns=columns,
        rows=page.rows if page else (),
        total=page.sums.cards if page else 0,
        at=at,
        nothing=nothing or _("Nie ma takich kart. Zmień filtr albo zacznij nową kartę."),
    )


def handed_over(form: Form, columns: Sequence[CardColumn], at: ListAddress, title: str) -> Response:
    """Answer with all of a list as a file, with what it was asked for.

    If it names clients, it is kept first who takes their names along. Raises `ValidationError`, or
    what is refused.
    """
    export = whole(form, at)
    listing = Listing(
        title=title,
        all_columns=columns,
        rows=export.rows,
        total=export.sums.cards,
        at=at,
        nothing="",
        parameters=dict(parameters_of(export)),
    )
    if _CLIENTS in {column.key for column in listing.columns}:
        named = (client_id for row in export.rows for client_id in row.client_ids)
        note(list(named), ViewOccasion.LIST_EXPORT)
    return download(listing, author=node(), made_at=now(), banner=banner())


def for_daily_work(offered: Choices, *, opens: str = "cards.card") -> tuple[CardColumn, ...]:
    """Return what people need to find a card again: also whose it is, if they may know clients."""
    left_out = {"ended_at", "kinds"} if may(ClientQuery) else {"ended_at", _CLIENTS}
    return tuple(column for column in _columns(offered, opens) if column.key not in left_out)


def for_register(offered: Choices) -> tuple[CardColumn, ...]:
    """Return what the register of advice has (domain.md 2.4): it names no client."""
    return tuple(column for column in _columns(offered, "cards.card") if column.key != _CLIENTS)


def _columns(offered: Choices, opens: str) -> tuple[CardColumn, ...]:
    fields = words.fields_of_advice(offered.programmes)
    forms = words.forms_of_contact(offered.programmes)
    today = business_day(now())

    def state(row: RegisterRow) -> str:
        late = row.counted and is_late(row.state, row.session.held_on, today)
        said_of_it = words.card_state(row.state, counted=row.counted)
        return _("%(state)s, po terminie", state=said_of_it) if late else said_of_it

    return (
        CardColumn(
            key=RegisterOrder.CARD_NUMBER,
            title=_("Numer karty"),
            value=lambda row: row.card_number,
            link=lambda row: url_for(opens, card_id=row.card_id),
            sorts=True,
        ),
        CardColumn(
            key=RegisterOrder.HELD_ON,
            title=_("Data"),
            value=lambda row: row.session.held_on,
            sorts=True,
            width=14,
        ),
        CardColumn(
            key="started_at", title=_("Od"), value=lambda row: row.session.started_at, width=8
        ),
        CardColumn(key="ended_at", title=_("Do"), value=lambda row: row.session.ended_at, width=8),
        CardColumn(key=_CLIENTS, title=_("Klient"), value=words.clients_of, width=34),
        CardColumn(
            key="kinds",
            title=_("Rodzaj klienta"),
            value=lambda row: ", ".join(map(words.client_kind, row.client_kinds)),
            width=28,
        ),
        CardColumn(
            key=RegisterOrder.FIELD_OF_ADVICE,
            title=_("Zakres"),
            value=lambda row: fields.get(row.field_of_advice, row.field_of_advice),
            sorts=True,
            width=34,
        ),
        CardColumn(
            key="form",
            title=_("Forma"),
            value=lambda row: forms.get(row.form_of_contact, row.form_of_contact),
        ),
        CardColumn(
            key=RegisterOrder.ADVISER,
            title=_("Doradca"),
            value=lambda row: ", ".join(row.advisers),
            sorts=True,
            width=28,
        ),
        CardColumn(
            key=RegisterOrder.MINUTES,
            title=_("Liczba godzin"),
            value=lambda row: hours(row.session.minutes),
            number_format=NumberFormat.HOURS,
            sorts=True,
            width=10,
        ),
        CardColumn(key=RegisterOrder.STATE, title=_("Stan"), value=state, sorts=True, width=28),
    )


def _order(at: ListAddress) -> dict[str, object]:
    """Return the order of the address, or by day where it names no column that sorts."""
    known = at.sort in set(RegisterOrder)
    return {"order": at.sort if known else RegisterOrder.HELD_ON, "descending": at.descending}
