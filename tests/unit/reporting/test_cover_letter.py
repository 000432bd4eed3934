"""The letter that goes before a report says who sends what, and by what it is checked."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from services.reporting.domain.refusals import NoOperatorOnThatDay
from services.reporting.domain.report_order import ATTACHMENTS
from services.reporting.reports.canonical import digest
from services.reporting.reports.template_2005.cover_letter import CoverLetter, cover_letter
from shared.contracts.programme import Programme
from tests.unit.reporting.report_sample import Sample, an_order, the_programme

PROGRAMME = the_programme()
XLSX = b"a workbook"


def letter(programme: Programme = PROGRAMME, number: int = 1, **order: object) -> CoverLetter:
    wanted = an_order(**order)
    report = Sample(PROGRAMME, order=wanted).report()
    return cover_letter(programme, wanted, report, number=number, xlsx=XLSX)


def test_it_goes_from_the_operator_to_the_funder_under_a_reference_of_its_version() -> None:
    found = letter(number=3)

    assert found.sender == ("Centrum Integracji Społecznej CISTOR", "Toruń")
    assert found.place_and_day.replace("\N{NO-BREAK SPACE}", " ") == "Toruń, 20 stycznia 2010 r."
    assert found.reference == "owss-2009/sprawozdanie/3"
    assert found.addressee == "Ministerstwo Pracy i Polityki Społecznej"
    assert found.subject.startswith("Sprawozdanie końcowe z wykonania zadania publicznego „Ośrodek")
    assert found.signed_for == found.sender[0]
    assert found.signatories == an_order().signatories


def test_what_the_programme_knows_of_the_operator_and_the_contract_is_told() -> None:
    [operator] = PROGRAMME.operator
    known = replace(operator, address="ul. Prosta 1, Toruń", register_number="0000123456")
    programme = replace(PROGRAMME, operator=(known,), partners=())

    found = letter(programme)

    assert found.sender[1:] == ("ul. Prosta 1, Toruń", "nr rejestru: 0000123456")
    assert found.place_and_day.startswith("ul. Prosta 1, Toruń, ")
    assert letter().concerns == "Umowa: nie podano"


def test_every_attachment_has_its_file_and_its_digest() -> None:
    order = an_order(attachments=(*ATTACHMENTS, "Protokół odbioru"))
    report = Sample(PROGRAMME, order=order).report()

    found = cover_letter(PROGRAMME, order, report, number=2, xlsx=XLSX)

    assert [(each.file, each.digest) for each in found.attachments] == [
        ("sprawozdanie-owss-2009-wersja-2.pdf", digest(report)),
        ("sprawozdanie-owss-2009-wersja-2.xlsx", sha256(XLSX).hexdigest()),
        ("", ""),
    ]
    assert found.attachments[-1].what == "Protokół odbioru"


def test_a_later_version_says_that_it_replaces_the_earlier_ones() -> None:
    first, second = letter(number=1), letter(number=2)

    assert not [words for words in first.paragraphs if "zastępuje" in words]
    assert "Jest to wersja 2 sprawozdania; zastępuje wersje złożone wcześniej." in second.paragraphs


def test_it_says_where_the_pages_are_checked_as_far_as_there_is_a_page() -> None:
    address = "https://owss.example.org/reporting/verification"

    assert address in letter(verified_at=address).paragraphs[-1]
    assert "u nadawcy" in letter().paragraphs[-1]


def test_there_is_no_letter_of_a_day_without_an_operator() -> None:
    [operator] = PROGRAMME.operator
    programme = replace(PROGRAMME, operator=(replace(operator, valid_to=date(2010, 1, 19)),))

    with pytest.raises(NoOperatorOnThatDay):
        letter(programme)
