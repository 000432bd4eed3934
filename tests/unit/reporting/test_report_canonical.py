from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

import pytest

from services.reporting.reports.canonical import canonical_json, digest


class Colour(StrEnum):
    GREEN = "zielony"


@dataclass(frozen=True)
class Inner:
    words: tuple[str, ...]
    day: date


@dataclass(frozen=True)
class Outer:
    zeta: Decimal
    alpha: Inner
    colour: Colour
    nothing: None = None


VALUE = Outer(Decimal("1234.50"), Inner(("łódź",), date(2009, 7, 7)), Colour.GREEN)


def test_a_value_has_one_sequence_of_bytes() -> None:
    assert (
        canonical_json(VALUE)
        == (
            '{"alpha":{"day":"2009-07-07","words":["łódź"]},'
            '"colour":"zielony","nothing":null,"zeta":"1234.5"}'
        ).encode()
    )
    assert digest(VALUE) == sha256(canonical_json(VALUE)).hexdigest()


def test_equal_amounts_and_equal_moments_are_written_alike() -> None:
    moment = datetime(2010, 1, 20, 11, 30, tzinfo=UTC)
    in_warsaw = moment.astimezone(timezone(timedelta(hours=1)))

    assert canonical_json(Decimal("1.50")) == canonical_json(Decimal("1.5"))
    assert canonical_json(Decimal(600)) == b'"600"'
    assert canonical_json(moment) == canonical_json(in_warsaw)


def test_a_binary_fraction_has_no_place_in_a_report() -> None:
    with pytest.raises(TypeError, match="float"):
        canonical_json((0.1,))
