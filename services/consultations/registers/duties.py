"""The register of duty: one stretch of one adviser in each row (domain.md 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.consultations.registers import cells, sessions
from services.consultations.registers.kind import Asked, RegisterKind, asked

if TYPE_CHECKING:
    from uuid import UUID

    from services.consultations.registers.reading import RowReader
    from services.consultations.registers.surroundings import Surroundings


def read(row: RowReader, node: Surroundings) -> list[Asked]:
    """Return the request to record the duty of a row."""
    number = row.number()
    adviser: UUID | None = row.needed(
        "adviser", lambda cell: node.adviser(cells.text(cell)), "wpisz imię i nazwisko doradcy"
    )
    members = {
        "duty_id": node.identities.record(number),
        "adviser_id": str(adviser),
        "programme": node.programme,
        **row.session(),
    }
    return [asked(node, number, "record_duty", node.identities.importer, **members)]


DUTIES = RegisterKind(
    name="dyzury",
    sheet="Dyżury",
    columns=(sessions.NUMBER, sessions.HELD_ON, *sessions.TIMES, sessions.ADVISER),
    read=read,
    members={"adviser_id": "adviser"},
)
