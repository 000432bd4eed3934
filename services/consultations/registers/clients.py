"""The register of clients: a file for each row (domain.md 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.consultations.domain.recipients import QUESTIONS
from services.consultations.registers import cells
from services.consultations.registers.columns import Column
from services.consultations.registers.kind import NUMBER_TOLD, Asked, RegisterKind, asked
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from services.consultations.registers.reading import RowReader
    from services.consultations.registers.surroundings import Surroundings

PERSONS_ONLY = "Tylko dla osoby fizycznej; wybierz z listy. Kto nie odpowiada: odmowa podania."

COLUMNS = (
    Column(
        key="number",
        heading="Nr",
        also=("Lp", "Numer", "Nr klienta", "Numer klienta", "Nr kartoteki"),
        needed=True,
        about=NUMBER_TOLD,
        example="12",
    ),
    Column(
        key="client_kind",
        heading="Rodzaj klienta",
        also=("Rodzaj", "Typ klienta", "Typ"),
        needed=True,
        about="Wybierz z listy. Stowarzyszenie, fundacja i gmina to osoba prawna.",
        example="spółdzielnia socjalna",
        dictionary="client_kind",
    ),
    Column(
        key="name",
        heading="Nazwa lub imię i nazwisko",
        also=("Nazwa", "Klient", "Nazwa klienta", "Imię i nazwisko", "Nazwisko i imię"),
        needed=True,
        instead=("last_name",),
        about="Nazwa organizacji lub grupy albo imię i nazwisko osoby.",
        example="Spółdzielnia Socjalna Wspólny Stół",
    ),
    Column(
        key="first_name",
        heading="Imię",
        also=("Imiona",),
        about="Tylko jeśli rejestr ma imię i nazwisko w dwóch kolumnach.",
    ),
    Column(
        key="last_name",
        heading="Nazwisko",
        about="Tylko jeśli rejestr ma imię i nazwisko w dwóch kolumnach.",
    ),
    Column(
        key="email",
        heading="E-mail",
        also=("Mail", "Adres e-mail", "Poczta elektroniczna"),
        about="Jeden adres. Razem z nazwą pozwala rozpoznać klienta, który nie ma NIP ani KRS.",
        example="biuro@wspolnystol.example",
    ),
    Column(
        key="phone",
        heading="Telefon",
        also=("Tel", "Nr telefonu", "Numer telefonu", "Telefon kontaktowy"),
        about="Jeden numer.",
    ),
    Column(
        key="address",
        heading="Adres",
        also=("Adres zamieszkania", "Adres siedziby", "Siedziba"),
        about="Ulica, numer, kod i miejscowość.",
    ),
    Column(
        key="nip",
        heading="NIP",
        also=("Nr NIP", "Numer NIP"),
        about="10 cyfr; mogą być kreski.",
        example="123-456-32-18",
    ),
    Column(key="krs", heading="KRS", also=("Nr KRS", "Numer KRS"), about="10 cyfr, z zerami."),
    Column(
        key="regon",
        heading="REGON",
        also=("Nr REGON", "Numer REGON"),
        about="9 albo 14 cyfr.",
    ),
    Column(
        key="pesel",
        heading="PESEL",
        also=("Nr PESEL", "Numer PESEL"),
        about="Tylko jeśli administrator węzła włączył przechowywanie numerów PESEL.",
    ),
    Column(key="sex", heading="Płeć", about=PERSONS_ONLY, dictionary="sex"),
    Column(
        key="age_band",
        heading="Wiek",
        also=("Przedział wieku", "Grupa wiekowa"),
        about=PERSONS_ONLY,
        dictionary="age_band",
    ),
    Column(
        key="gmina",
        heading="Gmina",
        about="Wybierz z listy; osoba fizyczna musi mieć tu odpowiedź.",
        dictionary="gmina",
    ),
    Column(
        key="status",
        heading="Status",
        also=("Status na rynku pracy",),
        about=PERSONS_ONLY,
        dictionary="status",
    ),
    Column(
        key="predecessor",
        heading="Powstał z grupy nr",
        also=("Nr grupy", "Powstała z grupy nr"),
        about="Nr grupy inicjatywnej, z której powstała spółdzielnia; grupa stoi wyżej.",
    ),
    Column(
        key="another",
        heading="Inny klient",
        about="Wpisz „tak” dopiero, gdy import ostrzeże o podobnej kartotece, a to na pewno inny "
        "klient.",
        dictionary="yes_or_no",
    ),
)
UNANSWERED = "wybierz odpowiedź z listy; jeśli osoba jej nie udziela, wybierz odmowę"


def read(row: RowReader, node: Surroundings) -> list[Asked]:
    """Return the request to open the file of a row's client."""
    number = row.number()
    kind = row.needed_choice("client_kind", node.choices("client_kind"), "wybierz rodzaj klienta")
    members = {
        "client_id": node.identities.record(number),
        "client_kind": kind,
        "name": _name(row),
        "email": row.text("email"),
        "phone": row.text("phone"),
        "address": row.text("address"),
        "nip": row.read("nip", lambda cell: cells.digits(cell, 10)),
        "krs": row.read("krs", lambda cell: cells.digits(cell, 10)),
        "regon": row.read("regon", lambda cell: cells.digits(cell, 9, 14)),
        "pesel": row.read("pesel", lambda cell: cells.digits(cell, 11)),
        **_answers(row, node, kind),
        "predecessor_id": row.read(
            "predecessor",
            lambda cell: node.identities.record(cells.row_number(cell)),
        ),
        "although_duplicate": row.read("another", cells.yes) or False,
    }
    return [asked(node, number, "register_client", node.identities.importer, **members)]


def _answers(row: RowReader, node: Surroundings, kind: str | None) -> dict[str, str | None]:
    """Return the answers; all that a person still owes are told at once, not one at each try."""
    answers = {}
    for question in QUESTIONS:
        entries = node.choices(question)
        if kind == ClientKind.INDIVIDUAL and entries:
            answers[question] = row.needed_choice(question, entries, UNANSWERED)
        else:
            answers[question] = row.choice(question, entries)
    return answers


def _name(row: RowReader) -> str:
    whole = row.text("name")
    if whole:
        return whole
    parts = [part for part in (row.text("first_name"), row.text("last_name")) if part]
    if not parts:
        row.fault("name", "wpisz nazwę albo imię i nazwisko klienta")
    return " ".join(parts)


CLIENTS = RegisterKind(
    name="klienci",
    sheet="Klienci",
    columns=COLUMNS,
    read=read,
    members={"predecessor_id": "predecessor"},
)
