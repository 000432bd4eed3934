from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from services.reporting.domain.cell import Cell, Standing
from services.reporting.reports.canonical import digest
from services.reporting.reports.table import Row, Table
from services.reporting.reports.template_2005.outline import outline
from services.reporting.reports.template_2005.pdf import draw_draft
from services.reporting.reports.template_2005.value import Report2005
from services.reporting.reports.template_2005.xlsx import draw_xlsx
from tests.unit.reporting.report_sample import (
    Sample,
    a_season,
    an_order,
    printed,
    the_programme,
)


@pytest.fixture(scope="module")
def report() -> Report2005:
    programme = the_programme()
    return Sample(programme, a_season(programme)).report()


@pytest.fixture(scope="module")
def pdf(report: Report2005) -> PdfReader:
    return PdfReader(BytesIO(printed(report)))


@pytest.fixture(scope="module")
def workbook(report: Report2005) -> Workbook:
    return load_workbook(BytesIO(draw_xlsx(report)))


def text_of(pdf: PdfReader) -> str:
    """Return the text in one line, with ordinary spaces."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tables_of(report: Report2005) -> list[tuple[str, Table]]:
    """Return each table with the name of its sheet."""
    return [
        (section.sheet, table)
        for part in outline(report)
        for section in part.sections
        for table in section.tables
    ]


def expected(entry: str | Cell) -> object:
    if isinstance(entry, str):
        return entry or None
    if entry.standing is Standing.FINAL and entry.number is not None:
        return float(entry.number) if isinstance(entry.number, Decimal) else entry.number
    return entry.shown


def test_the_pdf_says_what_the_value_says(report: Report2005, pdf: PdfReader) -> None:
    text = text_of(pdf)

    assert "SPRAWOZDANIE KOŃCOWE" in text
    for words in (
        "od 1 czerwca 2009 r. do 31 grudnia 2009 r.",
        "Ministerstwo Pracy i Polityki Społecznej",
        "Część I. Sprawozdanie merytoryczne",
        "Część II. Sprawozdanie z wykonania wydatków",
        "Część III. Dodatkowe informacje",
        "osoby, spółdzielnie i wielkości",
        "udzielono 600 porad",
        "dane kompletne",
        "osoba upoważniona do reprezentacji",
    ):
        assert words in text
    for number, (_, table) in enumerate(tables_of(report), start=1):
        assert " ".join(f"Tabela {number}. {table.title}".split()) in text


def test_every_page_has_its_number_the_banner_and_the_digest(
    report: Report2005, pdf: PdfReader
) -> None:
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]

    for number, page in enumerate(pages, start=1):
        assert f"strona {number} z {len(pages)}" in page
        assert "Sezon pokazowy" in page
        assert digest(report) in page


def test_a_draft_says_so_on_every_page_and_proves_nothing(report: Report2005) -> None:
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(BytesIO(draw_draft(report))).pages
    ]

    for number, page in enumerate(pages, start=1):
        assert "SZKIC – tego sprawozdania nie złożono" in page
        assert f"strona {number} z {len(pages)}" in page
        assert digest(report) not in page
        assert "Sezon pokazowy" in page


def test_the_code_on_the_pages_depends_on_the_address_and_on_the_report() -> None:
    programme = the_programme()
    order = an_order()
    report = Sample(programme, order=order).report()
    here, elsewhere = (
        replace(order, verified_at=f"https://{host}.example.org/reporting/verification")
        for host in ("a", "b")
    )

    pages = PdfReader(BytesIO(printed(report, here))).pages

    for page in pages:
        text = page.extract_text()
        assert "https://a.example.org/reporting/verification" in text
        assert digest(report) in text
    assert printed(report, here) == printed(report, here)
    assert printed(report, here) != printed(report, elsewhere)
    assert "Sprawdź" not in text_of(PdfReader(BytesIO(printed(report, order))))


def test_no_line_of_the_pdf_ends_with_a_one_letter_word(pdf: PdfReader) -> None:
    lines = [line for page in pdf.pages for line in page.extract_text().splitlines()]

    assert not [line for line in lines if line.rstrip(" ").endswith((" i", " w", " z", " o", " u"))]


def test_equal_reports_are_the_same_documents(report: Report2005) -> None:
    again = replace(report)

    assert printed(again) == printed(report)
    assert draw_draft(again) == draw_draft(report)
    assert draw_xlsx(again) == draw_xlsx(report)


def test_a_report_without_signatories_and_banner_is_drawn_too() -> None:
    order = an_order(banner="", signatories=(), attachments=())

    text = text_of(
        PdfReader(BytesIO(printed(Sample(the_programme(), order=order).report(), order)))
    )

    assert "Sezon pokazowy" not in text
    assert "2. Załączniki nie dotyczy" in text


def test_the_workbook_holds_every_row_of_the_value(report: Report2005, workbook: Workbook) -> None:
    for sheet, table in tables_of(report):
        written = list(workbook[sheet].iter_rows(values_only=True))
        for row in table.rows:
            wanted = tuple(expected(entry) for entry in row.entries)
            padding = (None,) * (len(written[0]) - len(wanted))
            assert (*wanted, *padding) in written, (table.title, row.label)


def test_the_origin_of_every_number_is_listed(report: Report2005, workbook: Workbook) -> None:
    placed = [placed for _, table in tables_of(report) for placed in table.placed_cells()]

    listed = list(workbook["Pochodzenie"].iter_rows(min_row=2, values_only=True))

    assert len(listed) == len(placed)
    first = dict(zip(workbook["Pochodzenie"][1], listed[0], strict=True))
    assert {heading.value: value for heading, value in first.items()} == {
        "Tabela": "Tabela 1. Porady według zakresu",
        "Wiersz": "restrukturyzacja profilu spółdzielni socjalnej",
        "Kolumna": "Liczba porad",
        "Wartość": placed[0].cell.value,
        "Wielkość (figura)": "number_of_advices",
        "Okres": "1\xa0czerwca\xa0– 31\xa0grudnia\xa02009",
        "Filtry": "field_of_advice: restructuring; programme: owss-2009",
        "Liczba zapisów": placed[0].cell.count,
        "Podstawa": None,
    }


def test_a_number_in_a_group_of_columns_names_the_group(workbook: Workbook) -> None:
    columns = {row[2] for row in workbook["Pochodzenie"].iter_rows(min_row=2, values_only=True)}

    assert "Całość zadania (zgodnie z umową): koszt całkowity" in columns


def test_the_first_sheet_repeats_the_header_and_the_digest(
    report: Report2005, workbook: Workbook
) -> None:
    written = {row[0]: row[1] for row in workbook.worksheets[0].iter_rows(values_only=True)}

    assert written["Zleceniobiorca"] == "Centrum Integracji Społecznej CISTOR"
    assert written["Suma kontrolna danych (SHA-256)"] == digest(report)
    assert any(str(label).startswith("Materiał pokazowy") for label in written)


def test_a_label_that_looks_like_a_formula_is_only_text() -> None:
    programme = the_programme()
    hostile = replace(programme.fields_of_advice[0], label='=HYPERLINK("http://example.org")')
    report = Sample(replace(programme, fields_of_advice=(hostile,))).report()

    workbook = load_workbook(BytesIO(draw_xlsx(report)))

    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


def test_markup_in_a_label_stays_what_was_typed() -> None:
    programme = the_programme()
    label = "*gwiazdki* #panic() $x$ <b> \\ _"
    fields = (replace(programme.fields_of_advice[0], label=label),)

    text = text_of(
        PdfReader(BytesIO(printed(Sample(replace(programme, fields_of_advice=fields)).report())))
    )

    assert label in text


def test_a_row_names_itself_by_its_leading_texts() -> None:
    assert Row(("1.", "punkt konsultacyjny", "lipiec")).label == "1. punkt konsultacyjny"
