"""What a register's words are read against: the node's programmes, advisers and clients."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from services.consultations.application.client_commands import DuplicatesQuery
from services.consultations.application.find_duplicates import find_duplicates
from services.consultations.documents import wording
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.refusals import ClientNotFound
from services.consultations.registers.cells import WrongCell
from services.consultations.registers.columns import RegisterProblem
from shared.contracts.programme import Entry
from shared.kernel.command import Actor, Role
from shared.kernel.polish import one_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from services.consultations.application.ports import Records
    from services.consultations.domain.adviser import Adviser
    from shared.contracts.programme import Programme

CLIENT_KINDS = tuple(Entry(code=kind, label=label) for kind, label in wording.CLIENT_KINDS.items())
YES_OR_NO = (Entry(code="yes", label="tak"), Entry(code="no", label="nie"))
OWN_DICTIONARIES = {"client_kind": CLIENT_KINDS, "yes_or_no": YES_OR_NO}
OF_PROGRAMME = frozenset({"fields_of_advice", "forms_of_contact"})

_PARTING = re.compile(r"[;,\n]")

SHOWN_CHOICES = 12
"""Entries of a dictionary that a sentence names; longer ones are in the template."""


class NoProgrammeToImportInto(RegisterProblem):
    """A register belongs to one programme; the text says what to do."""


@dataclass(frozen=True, kw_only=True)
class Identities:
    """The ids of what a register says.

    They follow from the node, the kind of register and the row's number, so that importing it again
    asks for the very same things, and these are answered and not done again. Nothing personal is in
    them.
    """

    node: str
    kind: str
    register: str

    def full(self, number: str) -> str:
        """Return a row's number with the name of its register, if that has one."""
        return f"{self.register}/{number}" if self.register else number

    def record(self, number: str) -> str:
        return str(_named(self.node, self.kind, self.full(number)))

    def command(self, number: str, method: str) -> str:
        return str(_named(self.node, self.kind, self.full(number), method))

    @property
    def importer(self) -> Actor:
        """In whose name clients and duty are recorded: histories show that they were imported."""
        return Actor(staff_id=_named(self.node, "importer"), roles=frozenset({Role.COORDINATOR}))


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a node knows while a register is read, at one moment."""

    identities: Identities
    records: Records
    advisers: Sequence[Adviser]
    programmes: Sequence[Programme]
    programme: str

    def choices(self, dictionary: str) -> tuple[Entry, ...]:
        """Return the entries of a dictionary, the newest labels of a programme first.

        Fields of advice and forms of contact are those of the register's programme; questions about
        recipients are asked by any programme of the node.
        """
        if dictionary in OWN_DICTIONARIES:
            return OWN_DICTIONARIES[dictionary]
        newest_first = sorted(self.programmes, key=lambda each: each.version, reverse=True)
        if dictionary in OF_PROGRAMME:
            own = [each for each in newest_first if each.code == self.programme]
            return _entries(getattr(each, dictionary) for each in own)
        return _entries(getattr(each.recipient_questions, dictionary) for each in newest_first)

    def adviser(self, name: str) -> UUID:
        """Find an adviser by their names in any order, or by their id."""
        wanted = sorted(one_spelling(name).split())
        found = [
            adviser
            for adviser in self.advisers
            if sorted(one_spelling(adviser.full_name).split()) == wanted
            or str(adviser.id) == name.strip().lower()
        ]
        if not found:
            raise WrongCell(
                "w tym węźle nie ma takiego doradcy – popraw imię i nazwisko albo poproś "
                "koordynatora o zarejestrowanie doradcy"
            )
        if len(found) > 1:
            ids = ", ".join(str(adviser.id) for adviser in found)
            raise WrongCell(f"tak nazywa się {len(found)} doradców – wpisz identyfikator: {ids}")
        return found[0].id

    def advisers_in(self, words: str) -> tuple[UUID, ...]:
        """Find the advisers of a cell: one, or several parted by semicolons, commas or lines."""
        try:
            return (self.adviser(words),)
        except WrongCell:
            names = [name for name in _PARTING.split(words) if name.strip()]
            if len(names) <= 1:
                raise
            return tuple(self.adviser(name) for name in names)

    def client_by_number(self, number: str) -> UUID:
        """Find the client whom an imported register of clients has under a number."""
        try:
            client_id = _named(self.identities.node, "klienci", number)
            return self.records.clients.kept(client_id).id
        except ClientNotFound:
            raise WrongCell(
                "nie zaimportowano klienta o tym numerze – najpierw zaimportuj rejestr klientów "
                "albo wpisz NIP, KRS lub nazwę i e-mail klienta"
            ) from None

    def client_like(self, details: ClientDetails) -> UUID:
        """Find the one client with these identifiers, as the warning about duplicates does."""
        query = DuplicatesQuery(actor=self.identities.importer, details=details)
        found = find_duplicates(query, self.records)
        if not found:
            raise WrongCell(
                "w tym węźle nie ma takiego klienta – popraw wpis albo najpierw zaimportuj "
                "rejestr klientów"
            )
        if len(found) > 1:
            raise WrongCell(
                f"pasuje do {len(found)} kartotek – wpisz numer klienta albo poproś koordynatora o "
                "połączenie kartotek"
            )
        return found[0].client_id

    def names_of(self, client_id: UUID) -> tuple[str, ...]:
        """Return the names in all files of a client; there is none of one who was erased."""
        family = self.records.clients.family(client_id)
        return tuple(file.details.name for file in family if file.details.name)


def chosen_programme(known: Sequence[Programme], code: str | None) -> str:
    """Return the programme that was named, or the only one; raise `NoProgrammeToImportInto`."""
    codes = sorted({programme.code for programme in known})
    if not codes:
        raise NoProgrammeToImportInto(
            "Ten węzeł nie zna jeszcze żadnego programu – poczekaj na połączenie z centralą albo "
            "ogłoś program («owss programme publish»)."
        )
    if code is None and len(codes) > 1:
        raise NoProgrammeToImportInto(
            f"Ten węzeł zna kilka programów ({', '.join(codes)}) – wskaż jeden opcją --programme."
        )
    if code is not None and code not in codes:
        raise NoProgrammeToImportInto(
            f"Ten węzeł nie zna programu „{code}” – zna: {', '.join(codes)}."
        )
    return code or codes[0]


def code_of(words: str, entries: Sequence[Entry]) -> str:
    """Return the code of an entry by its words as screens show them, or by the code itself."""
    spelled = one_spelling(words)
    for entry in entries:
        if spelled == one_spelling(entry.label) or words == entry.code:
            return entry.code
    known = [f"„{entry.label}”" for entry in entries[:SHOWN_CHOICES]]
    more = " i inne (arkusz „Listy” wzoru)" if len(entries) > SHOWN_CHOICES else ""
    raise WrongCell(f"nie ma tego na liście – wybierz: {', '.join(known)}{more}")


def _entries(dictionaries: Iterable[Sequence[Entry]]) -> tuple[Entry, ...]:
    """Return all entries, each once: a label that a newer version put right is kept beside it."""
    found = dict.fromkeys(entry for dictionary in dictionaries for entry in dictionary)
    return tuple(found)


def _named(*parts: str) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(("urn:owss:import", *parts)))
