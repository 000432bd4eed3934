"""What a report says of the same figures changes only with the edition of its form."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from services.reporting.domain.cell import FigureReference
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.template_2005.assemble import EDITION
from shared.wire.programme import read_programme
from tests.unit.reporting.report_sample import SEASON, Advice, Sample

PROGRAMME = Path(__file__).with_name("programme_of_editions.json")
EDITIONS = {1: "af8cb374976f434adf7fae422773001606d828172b2959c3ae5004f6bce5001c"}
"""SHA-256 of the sample's canonical JSON, by edition.

Once reports of an edition were submitted anywhere, it stays here for ever, and a change of what a
report says of the same figures is the next edition.
"""


def test_the_same_figures_read_the_same_in_one_edition() -> None:
    codes = {
        "node": "zarska",
        "client_kind": "individual",
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
        "sex": "female",
    }
    rows = tuple(Advice(date(2009, 7, 7), 50, codes, client) for client in range(7))
    duty = FigureReference.of("hours_of_duty", SEASON, programme="owss-2009")
    programme = read_programme(PROGRAMME.read_text(encoding="utf-8"))

    report = Sample(programme, rows, others={duty: 240}).report()

    assert sha256(canonical_json(report)).hexdigest() == EDITIONS[EDITION]
