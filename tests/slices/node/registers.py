"""Registers as centres keep them, made with openpyxl, and the node that they are imported into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select

from services.consultations.registers.importing import Order, import_file, surroundings_of
from services.consultations.registers.kind import RegisterKind
from services.consultations.registers.result import ImportResult
from services.consultations.registers.template import draw_template
from services.consultations.service import ConsultationsService
from services.consultations.storage import tables
from services.consultations.storage.unit_of_work import snapshot
from shared.database import Database
from shared.messaging.tables import journal
from shared.wire.published import CATALOGUE

NODE = "zarska"
NOW = datetime(2009, 8, 20, 12, 0, tzinfo=UTC)
KOWALSKA, NOWAK = UUID(int=1), UUID(int=2)


@dataclass(frozen=True)
class StoppedClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment as spreadsheets know it."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - they know no time zones


def write_workbook(file: Path, *rows: Sequence[object], sheet: str = "Rejestr") -> Path:
    """Write a register with openpyxl, as it would be saved by a program for spreadsheets."""
    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = sheet
    for row in rows:
        worksheet.append(list(row))
    workbook.save(file)
    return file


def read_workbook(file: Path) -> list[list[object]]:
    """Return the values of a workbook's first sheet, row by row."""
    worksheet = load_workbook(file).worksheets[0]
    return [[cell.value for cell in row] for row in worksheet.iter_rows()]


@dataclass
class Node:
    """A node's consultations without a bus: its service is called as RPC calls it."""

    service: ConsultationsService
    database: Database
    folder: Path
    asked: list[Mapping[str, Any]] = field(default_factory=list)

    def ask(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        self.asked.append(request)
        return self.service.import_register(request)

    def imports(self, kind: RegisterKind, *rows: Sequence[object], **options: Any) -> ImportResult:
        """Write the rows as a register and import it."""
        file = write_workbook(self.folder / f"{kind.name}.xlsx", *rows)
        return self.imports_file(file, kind, **options)

    def imports_file(self, file: Path, kind: RegisterKind, **options: Any) -> ImportResult:
        order = Order(file=file, kind=kind, **options)
        return import_file(order, NODE, self.database, self.ask)

    def template(self, kind: RegisterKind) -> bytes:
        order = Order(file=self.folder / "wzór.xlsx", kind=kind)
        with snapshot(self.database, f"/nodes/{NODE}/consultations", CATALOGUE) as records:
            return draw_template(kind, surroundings_of(order, NODE, records), NOW.date())

    def count(self, table: str) -> int:
        counted = {**tables.metadata.tables, "journal": journal}[table]
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(counted)).scalar_one()

    def rows(self, table: str) -> list[Any]:
        with self.database.read() as connection:
            return list(connection.execute(select(tables.metadata.tables[table])))
