from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from shared.documents.typesetting import TypesettingFailed, typeset

DATED = date(2010, 1, 20)
TEMPLATE = """
#import "official.typ": official, data-table
#let data = json("data.json")
#show: official.with(
  title: data.title, author: "CISTOR", date: (2010, 1, 20), banner: "Pokaz", digest: "ab" * 32,
)
= Część
#data.text
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "letter.typ"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def test_polish_letters_come_out_as_they_went_in(template: Path) -> None:
    text = "Zażółć gęślą jaźń – „ŁÓDŹ” 1\xa0234,56\xa0zł"

    pdf = typeset(template, {"title": "Pismo", "text": text}, dated=DATED)

    assert text in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_a_document_is_tagged_and_says_its_language_title_and_standards(template: Path) -> None:
    pdf = typeset(template, {"title": "Pismo", "text": "treść"}, dated=DATED)

    reader = PdfReader(BytesIO(pdf))
    assert str(reader.root_object["/MarkInfo"]) == "{'/Marked': True, '/Suspects': False}"
    assert str(reader.root_object["/Lang"]) == "pl-PL"
    assert reader.metadata is not None
    assert reader.metadata.title == "Pismo"
    xmp = pdf.decode("latin-1")
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_equal_data_give_equal_bytes_and_the_date_of_the_document(template: Path) -> None:
    data = {"title": "Pismo", "text": "treść"}

    first, second = (typeset(template, data, dated=DATED) for _ in range(2))

    assert first == second
    metadata = PdfReader(BytesIO(first)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == DATED


def test_only_the_typeface_of_the_compiler_is_used(template: Path) -> None:
    template.write_text(TEMPLATE + '#set text(font: "DejaVu Sans")\nx', encoding="utf-8")

    with pytest.raises(TypesettingFailed, match="unknown font family"):
        typeset(template, {"title": "Pismo", "text": "treść"}, dated=DATED)


def test_a_template_that_misses_its_data_says_so(template: Path) -> None:
    with pytest.raises(TypesettingFailed, match="text"):
        typeset(template, {"title": "Pismo"}, dated=DATED)


def test_a_template_sees_no_file_of_the_machine(template: Path) -> None:
    template.write_text('#read("/etc/hostname")', encoding="utf-8")

    with pytest.raises(TypesettingFailed):
        typeset(template, {}, dated=DATED)
