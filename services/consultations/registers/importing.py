"""A register is read, asked of the node in one request, and told row by row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.consultations.domain.client_refusals import PossibleDuplicate
from services.consultations.importing import Outcome
from services.consultations.registers.columns import RegisterProblem
from services.consultations.registers.reading import Fault, RowReader
from services.consultations.registers.result import ImportResult, RowResult, Status
from services.consultations.registers.surroundings import Identities, Surroundings, chosen_programme
from services.consultations.registers.workbook import read_register
from services.consultations.requests.imports import MOST_ROWS
from services.consultations.storage.unit_of_work import snapshot
from shared.messaging.commands import CommandIdReused
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from services.consultations.registers.kind import Asked, RegisterKind
    from services.consultations.registers.workbook import Register
    from services.consultations.storage.unit_of_work import StoredWork
    from shared.database import Database

    Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]
    """Asks the node's `import_register`, and returns its answer."""

MOST_ASKED = 10_000_000
"""Bytes of one request: brokers refuse messages of 16 MiB."""

AMENDED = (
    "ten numer zaimportowano wcześniej z inną treścią, a import niczego nie zmienia ani nie "
    "podwaja – popraw zapis w węźle; jeśli to nowy wpis, nadaj mu nowy numer."
)
IF_ANOTHER = (
    "Jeśli to inny klient, wpisz „tak” w kolumnie „Inny klient”; jeśli ten sam, usuń wiersz."
)


class RegisterTooLarge(RegisterProblem):
    """A register is one request, and a request has a size."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to import, as what, and how."""

    file: Path
    kind: RegisterKind
    sheet: str | None = None
    register: str = ""
    programme: str | None = None
    dry_run: bool = False
    skip_faulty: bool = False


@dataclass
class _ReadRow:
    """A row on its way: what it asks for, what is wrong, what became of it."""

    reader: RowReader
    asked: list[Asked]
    outcome: str = Outcome.REFUSED

    @property
    def is_faulty(self) -> bool:
        return bool(self.reader.faults)


def import_file(order: Order, node: str, database: Database, ask: Ask) -> ImportResult:
    """Import a register, or only say what an import would do.

    `database` is that of the node's consultations, in which names are looked up. A row that is
    wrong in itself is not asked for; the others are tried all the same, so that all faults are told
    at once. Raises `RegisterProblem`, and what `ask` raises.
    """
    register = read_register(order.file, order.kind.columns, order.sheet, most_rows=MOST_ROWS)
    rows = _read(register, order, node, database)
    sound = [row for row in rows if not row.is_faulty]
    only_tried = order.dry_run or (len(sound) < len(rows) and not order.skip_faulty)
    request = {
        "rows": [row.asked for row in sound],
        "dry_run": only_tried,
        "skip_faulty": order.skip_faulty,
    }
    size = len(json.dumps(request))
    if size > MOST_ASKED:
        raise RegisterTooLarge(
            f"{order.file}: rejestr jest za duży ({size // 1_000_000} MB tekstu) – podziel go, na "
            "przykład na miesiące."
        )
    answer = ask(request)
    for row, told in zip(sound, answer["rows"], strict=True):
        row.outcome = told["outcome"]
        row.reader.faults.extend(_faults(told, row.reader, order.kind))
    kept = bool(answer["kept"])
    results = tuple(
        RowResult(row.reader.row, _status(row, kept=kept), tuple(row.reader.faults)) for row in rows
    )
    return ImportResult(register=register, rows=results, kept=kept)


def surroundings_of(order: Order, node: str, records: StoredWork) -> Surroundings:
    """Return what the words of a register are read against; raise `NoProgrammeToImportInto`."""
    known = records.programmes.known()
    return Surroundings(
        identities=Identities(node=node, kind=order.kind.name, register=order.register),
        records=records,
        advisers=records.advisers.known(),
        programmes=known,
        programme=chosen_programme(known, order.programme),
    )


def _read(register: Register, order: Order, node: str, database: Database) -> list[_ReadRow]:
    rows = []
    with snapshot(database, f"/nodes/{node}/consultations", CATALOGUE) as records:
        surroundings = surroundings_of(order, node, records)
        for row in register.rows:
            reader = RowReader(row=row, layout=register.layout)
            rows.append(_ReadRow(reader, order.kind.read(reader, surroundings)))
    _refuse_repeated_numbers(rows)
    return rows


def _refuse_repeated_numbers(rows: Sequence[_ReadRow]) -> None:
    seen: dict[str, int] = {}
    for each in rows:
        number = each.asked[0]["request"]["command_id"]
        if number in seen and not each.is_faulty:
            each.reader.fault("number", f"ten numer jest już w wierszu {seen[number]} – nadaj inny")
        seen.setdefault(number, each.reader.row.number)


def _faults(told: Mapping[str, Any], reader: RowReader, kind: RegisterKind) -> Iterator[Fault]:
    """Give what the node refused in a row, under the headings of the register."""
    if told["refusal"] == CommandIdReused.__name__:
        yield Fault(told=AMENDED)
        return
    for member, sentences in told["says"].items():
        sentence = " ".join(sentences)
        if told["refusal"] == PossibleDuplicate.__name__:
            sentence = f"{sentence} {IF_ANOTHER}"
        yield reader.about(kind.members.get(member, member), sentence)


def _status(row: _ReadRow, *, kept: bool) -> Status:
    if row.is_faulty:
        return Status.FAULTY
    if row.outcome == Outcome.KNOWN:
        return Status.KNOWN
    return Status.IMPORTED if kept else Status.CORRECT
