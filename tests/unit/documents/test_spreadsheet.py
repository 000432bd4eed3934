from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shared.documents.spreadsheet import Blank, Entry, Heading, NumberFormat, Workbook, neutralised

DATED = date(2010, 1, 20)


def a_workbook() -> Workbook:
    return Workbook(title="Rejestr", author="CISTOR", dated=DATED)


def read_back(workbook: Workbook, sheet: str = "Arkusz") -> Worksheet:
    worksheet = load_workbook(BytesIO(workbook.content()))[sheet]
    assert isinstance(worksheet, Worksheet)
    return worksheet


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+48 56",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        '=HYPERLINK("http://x")',
    ],
)
def test_a_text_that_looks_like_a_formula_is_neutralised(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Toruń", "a=b", "– brak", "'=1", "5+5"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


def test_no_cell_of_a_hostile_list_is_a_formula() -> None:
    workbook = a_workbook()
    sheet = workbook.sheet("Arkusz", (20, 20))

    sheet.heading("=1+1").paragraph("@cmd")
    sheet.table(
        [Heading("=2+2", "+grupa"), Heading("-x", "+grupa")], [[Entry("=3"), Entry("\t=4")]]
    )

    written = [cell for row in read_back(workbook).iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in written} == {"s"}
    assert all(str(cell.value).startswith("'") for cell in written)


def test_numbers_and_days_keep_their_kind_and_format() -> None:
    workbook = a_workbook()
    entries = [
        Entry(612, NumberFormat.COUNT),
        Entry(Decimal("934.50"), NumberFormat.HOURS),
        Entry(Decimal("1234.56"), NumberFormat.PLN),
        Entry(Decimal("97.5"), NumberFormat.PERCENT),
        Entry(date(2009, 7, 7), NumberFormat.DATE),
        Entry(None),
    ]

    workbook.sheet("Arkusz", (12,) * 6).table(
        [Heading(str(place)) for place in range(6)], [entries]
    )

    cells = next(read_back(workbook).iter_rows(min_row=2, max_row=2))
    assert [cell.value for cell in cells] == [
        612,
        934.5,
        1234.56,
        97.5,
        datetime(2009, 7, 7),  # noqa: DTZ001 - a day in a workbook has no zone
        None,
    ]
    assert [cell.number_format for cell in cells[:5]] == [
        entry.number_format for entry in entries[:5]
    ]


def test_grouped_headings_stand_under_their_group() -> None:
    workbook = a_workbook()

    workbook.sheet("Arkusz", (9, 9, 9)).table(
        [Heading("Lp."), Heading("zł", "Umowa"), Heading("%", "Umowa")], [[Entry("1.")]]
    )

    sheet = read_back(workbook)
    assert [cell.value for cell in sheet[1]] == ["", "Umowa", None]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["B1:C1"]
    assert [cell.value for cell in sheet[2]] == ["Lp.", "zł", "%"]


def test_a_paragraph_runs_over_the_width_in_a_row_high_enough() -> None:
    workbook = a_workbook()

    workbook.sheet("Arkusz", (10, 10)).paragraph("x" * 50)

    sheet = read_back(workbook)
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:B1"]
    assert sheet.row_dimensions[1].height == 45


def test_a_paragraph_in_a_sheet_of_one_column_is_not_merged() -> None:
    workbook = a_workbook()

    workbook.sheet("Arkusz", (10,)).paragraph("tekst")

    assert not read_back(workbook).merged_cells.ranges


def test_headings_can_stay_in_sight() -> None:
    workbook = a_workbook()

    workbook.sheet("Arkusz", (10,)).table([Heading("Lp.")], [[Entry("1.")]], headings_stay=True)

    assert read_back(workbook).freeze_panes == "A2"


def test_equal_workbooks_have_equal_bytes() -> None:
    first, second = a_workbook(), a_workbook()
    for workbook in (first, second):
        workbook.sheet("Arkusz", (10,)).heading("Rejestr porad")

    assert first.content() == second.content()


def test_a_workbook_is_dated_by_its_document_and_not_by_the_clock() -> None:
    workbook = a_workbook()
    workbook.sheet("Arkusz", (10,))

    properties = load_workbook(BytesIO(workbook.content())).properties
    assert properties.created == datetime(2010, 1, 20)  # noqa: DTZ001 - the format has no zone
    assert (properties.title, properties.creator) == ("Rejestr", "CISTOR")


def test_a_form_has_headings_that_stay_lists_to_choose_from_and_cells_that_keep_zeros() -> None:
    workbook = a_workbook()
    workbook.sheet("Arkusz", (20, 20)).form(
        [Heading("KRS"), Heading("Płeć")],
        [Blank(), Blank(choices="=Listy!$A$2:$A$3")],
        rows=10,
    )

    written = read_back(workbook)

    assert [cell.value for cell in written[1]] == ["KRS", "Płeć"]
    assert written.freeze_panes == "A2"
    assert written.column_dimensions["A"].number_format == "@"
    (validation,) = written.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("B2:B11", "Listy!$A$2:$A$3")
    assert validation.errorStyle == "warning"
