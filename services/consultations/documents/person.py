"""Everything kept about one client as a workbook that a person can read (art. 15 RODO)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from services.consultations.application.export_person import PersonExport
from services.consultations.documents.document import Column, Row, Table
from services.consultations.documents.wording import (
    CARD_STATES,
    CLIENT_KINDS,
    hours_of_day,
    in_force,
    labels,
)
from services.consultations.documents.wording_of_clients import (
    APPOINTMENT_STATES,
    FOLLOW_UP_OUTCOMES,
    PATH_OUTCOMES,
    VIEW_OCCASIONS,
)
from services.consultations.documents.xlsx import write_table
from services.consultations.domain.text_changes import RecordedChange
from shared.documents.spreadsheet import Workbook
from shared.kernel import polish
from shared.kernel.clock import business_day

TITLE: Final = "Dane klienta"
_DAY: Final = 12
_SHORT: Final = 20
_NAME: Final = 30
_WORDS: Final = 50
_LONGEST_CELL: Final = 32_000
"""Signs: Excel has room for 767 more."""


def draw_person(export: PersonExport, *, banner: str) -> bytes:
    """Return the workbook; equal exports give the same bytes.

    `banner` stands above each sheet if there is one. People of the staff who are no advisers stand
    by their ids: their names are not kept here.
    """
    dated = business_day(export.made_at)
    workbook = Workbook(title=TITLE, author=export.node, dated=dated)
    for table in _tables(export):
        sheet = workbook.sheet(table.title, [column.width for column in table.columns])
        if banner:
            sheet.paragraph(banner)
        sheet.paragraph(
            f"{TITLE}, węzeł {export.node}. Sporządzono {polish.moment(export.made_at)}."
        )
        write_table(sheet, table, headings_stay=True)
    return workbook.content()


def _tables(export: PersonExport) -> Iterator[Table]:
    dossier, day = export.dossier, business_day(export.made_at)
    programmes = in_force(export.programmes, day)
    fields = labels(entry for each in programmes for entry in each.fields_of_advice)
    forms = labels(entry for each in programmes for entry in each.forms_of_contact)
    questions = {
        name: labels(
            entry for each in programmes for entry in getattr(each.recipient_questions, name)
        )
        for name in ("sex", "age_band", "gmina", "status")
    }
    yield _table(
        "Kartoteki",
        {
            "Zarejestrowano": _DAY,
            "Rodzaj": _SHORT,
            "Nazwa": _NAME,
            "E-mail": _NAME,
            "Telefon": _SHORT,
            "Adres": _NAME,
            "NIP": _DAY,
            "KRS": _DAY,
            "REGON": _SHORT,
            "PESEL": _DAY,
            "Płeć": _SHORT,
            "Wiek": _SHORT,
            "Gmina": _SHORT,
            "Status": _SHORT,
            "Połączono": _DAY,
            "Usunięto dane": _DAY,
        },
        (
            (
                polish.day(file.registered_on),
                CLIENT_KINDS[file.kind],
                *_texts(
                    file.details.name,
                    file.details.email,
                    file.details.phone,
                    file.details.address,
                    file.details.nip,
                    file.details.krs,
                    file.details.regon,
                    file.details.pesel,
                ),
                *(
                    words.get(code := getattr(file.recipient, name) or "", code)
                    for name, words in questions.items()
                ),
                polish.day(file.merge.merged_on if file.merge else None),
                polish.day(file.erasure.erased_on if file.erasure else None),
            )
            for file in dossier.files
        ),
    )
    yield _table(
        "Karty doradztwa",
        {
            "Numer": _SHORT,
            "Dzień": _DAY,
            "Godziny": _DAY,
            "Stan": _SHORT,
            "Zakres": _NAME,
            "Forma": _SHORT,
            "Doradcy": _NAME,
            "Temat": _WORDS,
            "Udzielona porada": _WORDS,
            "Ustalenia": _WORDS,
            "Osoby obecne": _NAME,
        },
        (
            (
                card.number,
                polish.day(card.advice.session.held_on),
                hours_of_day(card.advice.session),
                CARD_STATES[card.state] if card.counted else "unieważniona",
                fields.get(card.advice.field_of_advice, card.advice.field_of_advice),
                forms.get(card.advice.form_of_contact, card.advice.form_of_contact),
                ", ".join(_person(each, export.advisers) for each in card.advice.adviser_ids),
                card.texts.subject,
                card.texts.advice_given,
                card.texts.agreed_steps,
                card.texts.persons_present,
            )
            for card in dossier.cards
        ),
    )
    yield _table(
        "Zgłoszenia po poradę",
        {
            "Zgłoszono": _DAY,
            "Stan": _SHORT,
            "Umówiono na": _DAY,
            "Godziny": _DAY,
            "Zakres": _NAME,
            "Forma": _SHORT,
            "Życzenie": _WORDS,
            "Powód odwołania": _WORDS,
        },
        (
            (
                polish.day(each.requested_on),
                APPOINTMENT_STATES[each.state],
                polish.day(each.agreement.session.held_on if each.agreement else None),
                hours_of_day(each.agreement.session) if each.agreement else "",
                fields.get(each.asked.field_of_advice, each.asked.field_of_advice),
                forms.get(each.asked.form_of_contact, each.asked.form_of_contact),
                each.wish,
                each.cancellation.remarks if each.cancellation else "",
            )
            for each in dossier.appointments
        ),
    )
    yield _table(
        "Ścieżki wsparcia",
        {"Otwarto": _DAY, "Cel": _WORDS, "Zamknięto": _DAY, "Wynik": _NAME},
        (
            (
                polish.day(path.opened_on),
                path.aim,
                polish.day(path.end.closed_on if path.end else None),
                PATH_OUTCOMES[path.end.outcome] if path.end else "",
            )
            for path in dossier.support_paths
        ),
    )
    yield _table(
        "Skierowania",
        {"Dzień": _DAY, "Numer": _NAME, "Skąd": _SHORT, "Dokąd": _SHORT, "Przyjęto": _DAY},
        (
            *(
                (
                    polish.day(made.made_on),
                    made.number,
                    export.node,
                    made.to_node,
                    polish.day(made.arrival.received_on if made.arrival else None),
                )
                for made in dossier.referrals
            ),
            *(
                (
                    polish.day(None),
                    str(received.id),
                    received.from_node,
                    export.node,
                    polish.day(received.received_on),
                )
                for received in dossier.receipts
            ),
        ),
    )
    yield _table(
        "Badanie losów",
        {"Dzień": _DAY, "Miesięcy od porady": _SHORT, "Wynik": _NAME},
        (
            (polish.day(each.recorded_on), str(each.months), FOLLOW_UP_OUTCOMES[each.outcome])
            for each in dossier.follow_ups
        ),
    )
    yield _table(
        "Skany podpisanych kart",
        {"Plik": _NAME, "Dzień podpisu": _DAY, "Kto podpisał": _NAME, "Dołączono": _NAME},
        (
            (
                each.scan.name,
                polish.day(each.scan.signed_on),
                each.scan.signers,
                polish.moment(each.scan.added_at),
            )
            for each in export.scans
        ),
    )
    yield _table(
        "Formularze niewysłane",
        {"Zapisano": _NAME, "Kto": _NAME, "Pole": _SHORT, "Wpisano": _WORDS},
        _typed(export),
    )
    yield _table(
        "Historia zmian",
        {"Kiedy": _NAME, "Kto": _NAME, "Pole": _SHORT, "Przed": _WORDS, "Po": _WORDS},
        _changes(export),
    )
    yield _table(
        "Wgląd w dane",
        {"Kiedy": _NAME, "Kto": _NAME, "Gdzie": _NAME},
        (
            (
                polish.moment(view.viewed_at),
                _person(view.viewed_by, export.advisers),
                VIEW_OCCASIONS[view.occasion],
            )
            for view in export.views
        ),
    )


def _typed(export: PersonExport) -> Iterator[tuple[str, ...]]:
    """Yield the fields of forms that were not sent, as far as a cell has room."""
    for form in export.unsent_forms:
        for name, value in json.loads(form.typed).items():
            yield (
                polish.moment(form.kept_at),
                _person(form.place.written_by, export.advisers),
                name,
                str(value)[:_LONGEST_CELL],
            )


def _changes(export: PersonExport) -> Iterator[tuple[str, ...]]:
    """Yield the changes of all words, in the order in which they were made."""
    changes = (change for history in export.histories.values() for change in history.changes)
    for change in sorted(changes, key=_moment_of):
        yield (
            polish.moment(change.changed_at),
            _person(change.changed_by, export.advisers),
            change.field,
            *_texts(change.before, change.after),
        )


def _moment_of(change: RecordedChange) -> tuple[datetime, str]:
    return change.changed_at, change.field


def _table(title: str, columns: Mapping[str, int], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(
        title=title,
        columns=tuple(Column(label=label, width=width) for label, width in columns.items()),
        rows=tuple(Row(entries=entries) for entries in rows),
    )


def _texts(*texts: str | None) -> tuple[str, ...]:
    return tuple(text or "" for text in texts)


def _person(staff_id: UUID, names: Mapping[UUID, str]) -> str:
    return names.get(staff_id, str(staff_id))
