"""The register of advice: a card for each row (domain.md 2.3).

A card is drafted in the name of the first adviser on it, because nobody else may write one. It is
signed only where the register says that the adviser signed, and never approved: that is decided by
somebody who has seen it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.consultations.registers import cells, sessions
from services.consultations.registers.columns import Column, Form
from services.consultations.registers.kind import Asked, RegisterKind, asked
from services.consultations.registers.named_clients import CLIENT_COLUMNS, named_clients
from shared.contracts.consultations import ConfirmationMeans
from shared.kernel.command import Actor, Role

if TYPE_CHECKING:
    from services.consultations.registers.reading import RowReader
    from services.consultations.registers.surroundings import Surroundings

CARD_COLUMNS = (
    Column(
        key="field_of_advice",
        heading="Zakres porady",
        also=("Zakres", "Zakres doradztwa", "Rodzaj porady", "Rodzaj doradztwa"),
        needed=True,
        about="Wybierz z listy zakresów programu.",
        example="doradztwo prawne",
        dictionary="fields_of_advice",
    ),
    Column(
        key="form_of_contact",
        heading="Forma",
        also=("Forma kontaktu", "Forma porady", "Sposób kontaktu"),
        needed=True,
        about="Wybierz z listy form programu.",
        example="osobiście",
        dictionary="forms_of_contact",
    ),
    Column(
        key="subject",
        heading="Temat",
        also=("Temat porady", "Problem", "Przedmiot porady"),
        needed=True,
        about="Czego dotyczyła porada; program może wymagać kilku słów.",
        example="Zmiana statutu spółdzielni",
    ),
    Column(
        key="advice_given",
        heading="Udzielona porada",
        also=("Treść porady", "Porada", "Opis porady", "Opis udzielonej porady"),
        needed=True,
        about="Co doradzono; program może wymagać zdania lub dwóch.",
        example="Omówiono zmianę statutu i wpis w KRS.",
    ),
    Column(
        key="agreed_steps",
        heading="Ustalenia",
        also=("Dalsze kroki", "Uzgodnienia"),
        about="Może być puste.",
    ),
    Column(
        key="persons_present",
        heading="Osoby obecne",
        also=("Obecni", "Obecne osoby"),
        about="Może być puste.",
    ),
    Column(
        key="signed",
        heading="Podpis doradcy",
        also=("Podpisana", "Podpisana przez doradcę"),
        about="„tak”, jeśli doradca podpisał kartę: trafi do zatwierdzenia. Inaczej zostaje "
        "szkicem, który doradca podpisze sam.",
        example="tak",
        dictionary="yes_or_no",
    ),
    Column(
        key="confirmed_on",
        heading="Podpis klienta w dniu",
        also=("Podpis klienta", "Data podpisu klienta"),
        about="Dzień, w którym klient podpisał papierową kartę; wymaga podpisu doradcy.",
        form=Form.DAY,
    ),
)


def read(row: RowReader, node: Surroundings) -> list[Asked]:
    """Return the requests to draft the card of a row, and to sign and confirm it if it says so."""
    number = row.number()
    adviser_ids = (
        row.needed(
            "adviser",
            lambda cell: node.advisers_in(cells.text(cell)),
            "wpisz imię i nazwisko doradcy",
        )
        or ()
    )
    card_id = node.identities.record(number)
    members = {
        "programme": node.programme,
        **row.session(),
        "adviser_ids": [str(each) for each in adviser_ids],
        "client_ids": [str(each) for each in named_clients(row, node)],
        **{
            key: row.needed_choice(key, node.choices(dictionary), "wybierz z listy")
            for key, dictionary in (
                ("field_of_advice", "fields_of_advice"),
                ("form_of_contact", "forms_of_contact"),
            )
        },
        **{
            key: row.text(key)
            for key in ("subject", "advice_given", "agreed_steps", "persons_present")
        },
    }
    author = Actor(
        staff_id=adviser_ids[0] if adviser_ids else node.identities.importer.staff_id,
        roles=frozenset({Role.ADVISER}),
    )
    requests = [asked(node, number, "draft_card", author, card_id=card_id, **members)]
    if row.read("signed", cells.yes):
        requests.append(asked(node, number, "sign_card", author, card_id=card_id))
    if confirmed_on := row.read("confirmed_on", cells.day):
        confirmed = {"confirmed_on": confirmed_on.isoformat(), "means": ConfirmationMeans.PAPER}
        requests.append(asked(node, number, "confirm_advice", author, card_id=card_id, **confirmed))
    return requests


CARDS = RegisterKind(
    name="karty",
    sheet="Karty",
    columns=(
        *(sessions.NUMBER, sessions.HELD_ON, *sessions.TIMES, sessions.ADVISER),
        *CLIENT_COLUMNS,
        *CARD_COLUMNS,
    ),
    read=read,
    members={"client_ids": "client_number", "adviser_ids": "adviser"},
)
