"""The register of advice as a workbook, with the filter it was made by (domain.md 2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from services.consultations.application.export_register_of_advice import RegisterExport
from services.consultations.documents.document import Column, Row, Table
from services.consultations.documents.wording import (
    CARD_STATES,
    CLIENT_KINDS,
    REGISTER_ORDERS,
    in_force,
    labels,
)
from services.consultations.documents.xlsx import write_table
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.register_of_advice import (
    RegisterRow,
    RegisterSums,
)
from shared.contracts.consultations import ClientKind
from shared.documents.spreadsheet import NumberFormat, Workbook
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.kernel.hours import hours

TITLE: Final = "Rejestr porad"
ALL: Final = "wszystkie"
_COLUMNS: Final = (
    Column(label="Lp.", width=6, number_format=NumberFormat.COUNT),
    Column(label="Numer karty", width=20),
    Column(label="Data", width=12, number_format=NumberFormat.DATE),
    Column(label="Od", width=8),
    Column(label="Do", width=8),
    Column(label="Liczba godzin", width=10, number_format=NumberFormat.HOURS),
    Column(label="Rodzaj klienta", width=28),
    Column(label="Zakres", width=34),
    Column(label="Forma", width=20),
    Column(label="Doradca", width=28),
    Column(label="Stan karty", width=20),
)
_PARAMETERS: Final = (Column(label="Parametr", width=26), Column(label="Wartość", width=60))


def draw_register(export: RegisterExport, *, banner: str) -> bytes:
    """Return the workbook; equal exports give the same bytes.

    `banner` stands above each sheet if there is one.
    """
    dated = business_day(export.made_at)
    workbook = Workbook(title=TITLE, author=export.node, dated=dated)
    fields, forms = _words(export)
    cards = Table(
        title=TITLE,
        columns=_COLUMNS,
        rows=(*_rows(export.rows, fields, forms), _total(export.sums)),
    )
    parameters = Table(
        title="Parametry",
        columns=_PARAMETERS,
        rows=tuple(Row(entries=each) for each in parameters_of(export)),
    )
    for table in (cards, parameters):
        sheet = workbook.sheet(table.title, [column.width for column in table.columns])
        if banner:
            sheet.paragraph(banner)
        write_table(sheet, table, headings_stay=True)
    return workbook.content()


def _rows(
    rows: Iterable[RegisterRow], fields: Mapping[str, str], forms: Mapping[str, str]
) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        state = CARD_STATES[row.state] if row.counted else "unieważniona (nie liczy się)"
        yield Row(
            entries=(
                number,
                row.card_number,
                row.session.held_on,
                f"{row.session.started_at:%H:%M}",
                f"{row.session.ended_at:%H:%M}",
                hours(row.session.minutes),
                _kinds(row.client_kinds),
                fields.get(row.field_of_advice, row.field_of_advice),
                forms.get(row.form_of_contact, row.form_of_contact),
                ", ".join(row.advisers),
                state,
            )
        )


def _total(sums: RegisterSums) -> Row:
    """Return the sums as the database has them; they need no formula to be right."""
    label = f"Razem kart: {sums.cards}, w tym liczących się: {sums.counted_cards}"
    blank = (None,) * (len(_COLUMNS) - 6)
    return Row(entries=(None, label, None, None, None, hours(sums.minutes), *blank), is_total=True)


def _kinds(kinds: Iterable[ClientKind]) -> str:
    """Name the kinds of a card's clients, each once: "osoba fizyczna (2), osoba prawna"."""
    return ", ".join(
        CLIENT_KINDS[kind] if count == 1 else f"{CLIENT_KINDS[kind]} ({count})"
        for kind, count in Counter(kinds).items()
    )


def parameters_of(export: RegisterExport) -> Iterator[tuple[str, str]]:
    """Yield by what a register was made, and what it comes to: names and values."""
    fields, forms = _words(export)
    which = export.filter
    kind = which.client_kind
    yield "Węzeł", export.node
    yield "Okres", "cały" if which.period is None else polish.days(which.period)
    yield "Doradca", export.adviser or ALL
    if export.not_adviser is not None:
        yield "Bez kart doradcy", export.not_adviser
    yield "Zakres", _chosen(which.field_of_advice, fields)
    yield "Forma", _chosen(which.form_of_contact, forms)
    yield "Rodzaj klienta", ALL if kind is None else CLIENT_KINDS[kind]
    if which.client_words:
        yield "Klient", which.client_words
    states = ", ".join(CARD_STATES[state] for state in CardState if state in which.states)
    yield "Stan karty", states or ALL
    if which.late_on is not None:
        yield "Tylko karty po terminie w dniu", polish.day(which.late_on)
    direction = "malejąco" if export.descending else "rosnąco"
    yield "Porządek", f"{REGISTER_ORDERS[export.order]}, {direction}"
    yield "Liczba kart", polish.number(export.sums.cards)
    yield "Kart, które się liczą", polish.number(export.sums.counted_cards)
    yield "Suma godzin", polish.number(hours(export.sums.minutes), places=2)
    yield "Sporządzono", polish.moment(export.made_at)


def _words(export: RegisterExport) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the words for fields of advice and for forms of contact."""
    programmes = in_force(export.programmes, business_day(export.made_at))
    return (
        labels(entry for each in programmes for entry in each.fields_of_advice),
        labels(entry for each in programmes for entry in each.forms_of_contact),
    )


def _chosen(code: str | None, words: Mapping[str, str]) -> str:
    return ALL if code is None else words.get(code, code)
