"""How a register of advice names its clients, and how their files are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stdnum.pl import nip

from services.consultations.domain.client import ClientDetails
from services.consultations.registers import cells
from services.consultations.registers.columns import Column
from shared.kernel.polish import one_spelling

if TYPE_CHECKING:
    from uuid import UUID

    from services.consultations.registers.cells import Cell
    from services.consultations.registers.reading import RowReader
    from services.consultations.registers.surroundings import Surroundings

CLIENT_TOLD = "wpisz numer, NIP, KRS albo nazwę i e-mail klienta"
SEVERAL = "kilku klientów rozdziel średnikiem"

CLIENT_COLUMNS = (
    Column(
        key="client_number",
        heading="Nr klienta",
        also=("Numer klienta", "Nr kartoteki"),
        needed=True,
        instead=("client_nip", "client_krs", "client_email"),
        about=f"Numer z zaimportowanego rejestru klientów; {SEVERAL}.",
        example="12",
    ),
    Column(
        key="client_nip",
        heading="NIP klienta",
        also=("NIP",),
        about=f"Jeśli nie ma numeru; {SEVERAL}.",
    ),
    Column(
        key="client_krs",
        heading="KRS klienta",
        also=("KRS",),
        about=f"Jeśli nie ma numeru ani NIP; {SEVERAL}.",
    ),
    Column(
        key="client_name",
        heading="Klient",
        also=("Nazwa klienta", "Imię i nazwisko klienta", "Odbiorca", "Beneficjent"),
        about="Nazwa jak w kartotece; obok numeru, NIP lub KRS musi się z nimi zgadzać.",
        example="Spółdzielnia Socjalna Wspólny Stół",
    ),
    Column(
        key="client_email",
        heading="E-mail klienta",
        also=("E-mail", "Adres e-mail"),
        about="Razem z nazwą, jeśli nie ma numeru, NIP ani KRS.",
    ),
)


def named_clients(row: RowReader, node: Surroundings) -> tuple[UUID, ...]:
    """Find a row's clients by the surest that it has: number, NIP, KRS, name and e-mail."""
    email = row.text("client_email")

    def by_number(cell: Cell) -> tuple[UUID, ...]:
        return tuple(node.client_by_number(cells.row_number(each)) for each in _each(cell))

    def by_nip(cell: Cell) -> tuple[UUID, ...]:
        numbers = map(nip.compact, _each(cell, 10))
        return tuple(node.client_like(ClientDetails(name="", nip=number)) for number in numbers)

    def by_krs(cell: Cell) -> tuple[UUID, ...]:
        numbers = (each.replace(" ", "") for each in _each(cell, 10))
        return tuple(node.client_like(ClientDetails(name="", krs=number)) for number in numbers)

    def by_name(cell: Cell) -> tuple[UUID, ...]:
        if not email:
            return ()
        return (node.client_like(ClientDetails(name=cells.text(cell), email=email)),)

    faults_before = len(row.faults)
    for key, find in (
        ("client_number", by_number),
        ("client_nip", by_nip),
        ("client_krs", by_krs),
        ("client_name", by_name),
    ):
        found = row.read(key, find)
        if found and find is not by_name:
            _compare_name(row, node, found)
        if found or len(row.faults) > faults_before:
            return found or ()
    row.fault("client_number", CLIENT_TOLD)
    return ()


def _each(cell: Cell, *lengths: int) -> tuple[str, ...]:
    """Return the numbers of a cell, as one was typed or as several."""
    return (cells.digits(cell, *lengths),) if isinstance(cell, int | float) else cells.several(cell)


def _compare_name(row: RowReader, node: Surroundings, found: tuple[UUID, ...]) -> None:
    """A number that was mistyped leads to somebody else: a name beside it tells."""
    name = row.text("client_name")
    if not name or len(found) > 1:
        return
    kept = node.names_of(found[0])
    if kept and one_spelling(name) not in map(one_spelling, kept):
        row.fault(
            "client_name",
            f"numer prowadzi do kartoteki „{kept[0]}” – popraw numer albo nazwę (może być pusta)",
        )
