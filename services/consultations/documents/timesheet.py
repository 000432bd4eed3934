"""A person's month as the document that is printed, signed and kept (domain.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from services.consultations.application.read_timesheet import TimesheetRead
from services.consultations.documents.document import Column, Document, Row, Table
from services.consultations.documents.wording import (
    REOPENING_REASONS,
    STAFF_ROLES,
    hours_of_day,
    in_force,
    partner_of,
    task_of,
)
from services.consultations.domain.month_of_work import MonthOfWork, TimeEntry
from services.consultations.domain.timesheet import Closing
from shared.contracts.programme import Programme
from shared.documents.spreadsheet import NumberFormat
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.kernel.hours import hours, shown

TITLE: Final = "Karta czasu pracy"
STATEMENT: Final = "Zadania wykonano prawidłowo"
SIGNATORIES: Final = (
    "data i podpis osoby wykonującej pracę",
    "data i podpis koordynatora (zastępcy)",
)
_ENTRIES: Final = (
    Column(label="Lp.", width=5),
    Column(label="Data", width=18, number_format=NumberFormat.DATE),
    Column(label="Zadanie", width=25),
    Column(label="Projekt", width=12),
    Column(label="Godziny", width=13),
    Column(label="Liczba godzin", width=9, number_format=NumberFormat.HOURS),
    Column(label="Czas pracy w dniu", width=9, number_format=NumberFormat.HOURS),
    Column(label="Wpis po terminie", width=24),
)
_BY_PROGRAMME: Final = (
    Column(label="Projekt", width=30),
    Column(label="Godziny porad", width=12, number_format=NumberFormat.HOURS),
    Column(label="Godziny dyżuru", width=12, number_format=NumberFormat.HOURS),
)
_PENDING: Final = (
    Column(label="Karta", width=18),
    Column(label="Data", width=15, number_format=NumberFormat.DATE),
    Column(label="Godziny", width=12),
    Column(label="Liczba godzin", width=9, number_format=NumberFormat.HOURS),
)
_CLOSINGS: Final = (
    Column(label="Nr", width=5),
    Column(label="Zamknięto", width=26),
    Column(label="Wpisów po terminie", width=12, number_format=NumberFormat.COUNT),
    Column(label="Otwarto ponownie", width=26),
    Column(label="Powód", width=26),
)


def timesheet_document(read: TimesheetRead, *, now: datetime, banner: str) -> Document:
    """Return the document; it is dated by the day of its closing, or by today while it is open.

    `banner` stands on every page if there is one.
    """
    closing = read.sheet.closing
    dated = business_day(closing.closed_at if closing else now)
    known = in_force(read.programmes, dated)
    partner = partner_of(known, read.node)
    organisation = f"{partner.name}, {partner.seat}" if partner else read.node
    open_mark = "" if closing else "PROJEKT – karta czasu pracy nie jest zamknięta"
    name = f"karta czasu pracy {read.sheet.month:%Y-%m} {read.adviser.full_name}"
    return Document(
        name=f"{name} {read.adviser.id.hex[-6:]}",
        title=TITLE,
        subtitle=polish.months(read.work.period),
        author=organisation,
        dated=dated,
        banner=" · ".join(mark for mark in (banner, open_mark) if mark),
        fields=(
            ("Imię i nazwisko", read.adviser.full_name),
            ("Stanowisko", STAFF_ROLES[read.adviser.staff_role]),
            ("Organizacja", organisation),
            *_projects(read.work, known),
            ("Okres", polish.days(read.work.period)),
            ("Stan", _state(closing, now)),
        ),
        tables=tuple(_tables(read)),
        statement=STATEMENT,
        signatories=SIGNATORIES,
    )


def _projects(work: MonthOfWork, programmes: Iterable[Programme]) -> Iterator[tuple[str, str]]:
    worked = {time.programme for time in work.time}
    for programme in programmes:
        if programme.code in worked:
            number = programme.contract.number
            contract = f", umowa nr {number}" if number else ""
            yield "Projekt", f"{programme.title} ({programme.code}){contract}"


def _state(closing: Closing | None, now: datetime) -> str:
    if closing is None:
        return f"otwarta; stan na {polish.moment(now)}"
    return f"zamknięta {polish.moment(closing.closed_at)} (zamknięcie nr {closing.number})"


def _tables(read: TimesheetRead) -> Iterator[Table]:
    work = read.work
    total = Row(
        entries=("", "OGÓŁEM", "", "", "", None, hours(work.minutes_at_work), None), is_total=True
    )
    yield Table(
        title="Czas pracy",
        columns=_ENTRIES,
        rows=(*_entries(work), total),
        notes=(
            "Godzina ma 60 minut. Porada udzielona w czasie dyżuru liczy się do czasu pracy raz.",
        ),
    )
    yield Table(
        title="Godziny według projektów",
        columns=_BY_PROGRAMME,
        rows=tuple(
            Row(
                entries=(
                    time.programme,
                    hours(time.advice_minutes),
                    hours(time.duty_minutes),
                )
            )
            for time in work.time
        ),
        notes=(
            "Godzin dyżuru nie wlicza się do godzin porad.",
            f"Czas pracy we wszystkich projektach razem: {shown(work.minutes_at_work)}.",
        ),
    )
    if work.pending:
        yield Table(
            title="Karty, które czekają na zatwierdzenie – nie wliczono ich",
            columns=_PENDING,
            rows=tuple(
                Row(
                    entries=(
                        entry.number,
                        entry.session.held_on,
                        hours_of_day(entry.session),
                        hours(entry.session.minutes),
                    )
                )
                for entry in work.pending
            ),
        )
    if read.sheet.closings:
        yield Table(
            title="Zamknięcia karty",
            columns=_CLOSINGS,
            rows=tuple(_closing(each) for each in read.sheet.closings),
        )


def _entries(work: MonthOfWork) -> Iterator[Row]:
    """Give a row for each entry; the day's time at work stands at the last one of the day."""
    number = 0
    for day in work.days:
        for entry in day.entries:
            number += 1
            last = entry is day.entries[-1]
            yield Row(
                entries=(
                    f"{number}.",
                    day.day,
                    task_of(entry),
                    entry.programme_code,
                    hours_of_day(entry.session),
                    hours(entry.session.minutes),
                    hours(day.minutes_at_work) if last else None,
                    _lateness(entry),
                )
            )


def _lateness(entry: TimeEntry) -> str | None:
    """Say when a late entry was made, and when it was put right."""
    if not entry.late:
        return None
    entered = f"wpisano {polish.moment(entry.entered_at)}"
    if entry.corrected_at is None:
        return entered
    return f"{entered}; poprawiono {polish.moment(entry.corrected_at)}"


def _closing(closing: Closing) -> Row:
    reopening = closing.reopening
    return Row(
        entries=(
            f"{closing.number}.",
            polish.moment(closing.closed_at),
            closing.late_entries,
            polish.moment(reopening.reopened_at) if reopening else None,
            REOPENING_REASONS[reopening.reason] if reopening else None,
        )
    )
