"""The letter that goes before a report: who sends what to whom, and how it can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from services.reporting.domain.report_order import ATTACHMENTS
from services.reporting.reports.canonical import digest
from services.reporting.reports.template_2005.assemble import operator_on
from services.reporting.reports.template_2005.outline import (
    SUBTITLE,
    contract_named,
    kind_named,
    title_line,
)
from shared.kernel import polish

if TYPE_CHECKING:
    from services.reporting.reports.sources import ReportOrder
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Operator, Programme

_NEWER: Final = "Jest to wersja {number} sprawozdania; zastępuje wersje złożone wcześniej."
_CHECKED: Final = (
    "Na każdej stronie stoi suma kontrolna danych sprawozdania (SHA-256) oraz kod QR. Kod prowadzi "
    "do strony {address}, na której każdy może sprawdzić, czy takie sprawozdanie złożono."
)
_CHECKED_BY_DIGEST: Final = (
    "Na każdej stronie stoi suma kontrolna danych sprawozdania (SHA-256). Po niej można sprawdzić "
    "u nadawcy, czy takie sprawozdanie złożono."
)


@dataclass(frozen=True, kw_only=True)
class Attached:
    """What comes with the letter; `checksum` says of what the digest is."""

    what: str
    file: str = ""
    checksum: str = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class CoverLetter:
    """The letter; whatever the programme does not give is left out or said to be not given."""

    sender: tuple[str, ...]
    place_and_day: str
    reference: str
    addressee: str
    concerns: str
    subject: str
    paragraphs: tuple[str, ...]
    attachments: tuple[Attached, ...]
    signatories: tuple[str, ...]
    signed_for: str


def file_name(programme: str, number: int, kind: str) -> str:
    """Return under which name a file of a submitted report is handed out."""
    return f"sprawozdanie-{programme}-wersja-{number}.{kind}"


def cover_letter(
    programme: Programme,
    order: ReportOrder,
    report: Report2005,
    *,
    number: int,
    xlsx: bytes,
) -> CoverLetter:
    """Return the letter with which a version of a report is sent; raise NoOperatorOnThatDay.

    The report's PDF cannot hold its own digest; the digest of its data stands for it.
    """
    header = report.header
    operator = operator_on(programme, order.dated)
    named = f"{title_line(header)} {SUBTITLE}"
    first, last = header.period.first, header.period.last
    passed_on = (
        f"Przekazujemy sprawozdanie {kind_named(header)} {SUBTITLE} „{header.title}” za okres "
        f"od {polish.day(first)} r. do {polish.day(last)} r."
    )
    newer = (_NEWER.format(number=number),) if number > 1 else ()
    checked = _CHECKED.format(address=order.verified_at) if order.verified_at else ""
    return CoverLetter(
        sender=_sender(operator),
        place_and_day=f"{_seat(programme, operator)}, {polish.day(order.dated)} r.",
        reference=f"{programme.code}/sprawozdanie/{number}",
        addressee=header.funder,
        concerns=f"Umowa: {contract_named(header)}",
        subject=f"{named} „{header.title}”",
        paragraphs=(
            passed_on,
            *newer,
            report.data_state.summary,
            checked or _CHECKED_BY_DIGEST,
        ),
        attachments=_attachments(programme.code, number, order, report, xlsx),
        signatories=order.signatories,
        signed_for=operator.name,
    )


def _sender(operator: Operator) -> tuple[str, ...]:
    register = operator.register_number
    return (
        operator.name,
        operator.address,
        *(() if register is None else (f"nr rejestru: {register}",)),
    )


def _seat(programme: Programme, operator: Operator) -> str:
    seats = [partner.seat for partner in programme.partners if partner.name == operator.name]
    return seats[0] if seats else operator.address


def _attachments(
    programme: str, number: int, order: ReportOrder, report: Report2005, xlsx: bytes
) -> tuple[Attached, ...]:
    return (
        Attached(
            what=f"{title_line(report.header)} – dalsze strony tego dokumentu",
            file=file_name(programme, number, "pdf"),
            checksum="SHA-256 danych sprawozdania",
            digest=digest(report),
        ),
        Attached(
            what=ATTACHMENTS[0],
            file=file_name(programme, number, "xlsx"),
            checksum="SHA-256 pliku",
            digest=sha256(xlsx).hexdigest(),
        ),
        *(Attached(what=named) for named in order.attachments if named not in ATTACHMENTS),
    )
