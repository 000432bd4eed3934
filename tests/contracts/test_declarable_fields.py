"""Neither a free text nor a personal field can be declared in a contract."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from marshmallow import fields

from shared.contracts.consultations import ClientKind
from shared.contracts.domain_event import DomainEvent
from shared.wire.catalogue import EventType
from shared.wire.fields import (
    ClosedText,
    Code,
    Count,
    Day,
    DictionaryCode,
    Digest,
    DocumentNumber,
    Flag,
    Identifier,
    PartSchema,
    Privacy,
    ProgrammeCode,
    Records,
    RecordSchema,
    Source,
    UndeclarableField,
)

PUBLIC = Privacy.PUBLIC


@dataclass(frozen=True, kw_only=True)
class RoomAired(DomainEvent):
    """A contract for these tests."""

    remarks: str


class Remarks(DictionaryCode):
    """A field of our own kind, made elsewhere, that lets any text in."""

    pattern = r"(?s).*"


def entry_of(schema: type[RecordSchema]) -> EventType:
    return EventType(
        publisher="rooms",
        name="room_aired",
        major=1,
        contract=RoomAired,
        schema=schema,
        subject=lambda _: "room/1",
    )


@pytest.mark.parametrize(
    "field",
    [
        fields.String(metadata={"privacy": PUBLIC}),
        fields.Email(metadata={"privacy": PUBLIC}),
        fields.Raw(metadata={"privacy": PUBLIC}),
        fields.Integer(metadata={"privacy": PUBLIC}),
        fields.Dict(metadata={"privacy": PUBLIC}),
        fields.List(fields.String(), metadata={"privacy": PUBLIC}),
        Remarks(privacy=PUBLIC),
    ],
    ids=lambda field: type(field).__name__,
)
def test_a_field_from_elsewhere_cannot_be_declared(field: fields.Field[Any]) -> None:
    schema = RecordSchema.from_dict({"remarks": field})

    with pytest.raises(UndeclarableField, match=r"remarks: \w+ is no field of a contract"):
        entry_of(schema)  # type: ignore[arg-type]  # `from_dict` says less than it gives


def test_a_free_text_cannot_be_declared_in_a_record_inside() -> None:
    class Inside(PartSchema):
        contract = RoomAired
        remarks = fields.String(metadata={"privacy": PUBLIC})

    class Between(PartSchema):
        contract = RoomAired
        parts = Records(Inside)

    class Outside(RecordSchema):
        parts = Records(Between)

    with pytest.raises(UndeclarableField, match=r"Inside\.remarks: String"):
        entry_of(Outside)


def test_a_free_text_cannot_be_declared_by_an_option() -> None:
    class Aired(RecordSchema):
        class Meta(RecordSchema.Meta):
            include: ClassVar = {"remarks": fields.String(metadata={"privacy": PUBLIC})}

    with pytest.raises(UndeclarableField, match=r"Aired\.remarks"):
        entry_of(Aired)


@pytest.mark.parametrize("privacy", [None, "personal", "public"])
def test_a_field_without_a_privacy_class_cannot_be_declared(privacy: str | None) -> None:
    class Aired(RecordSchema):
        minutes = Count(privacy=privacy)  # type: ignore[arg-type]  # what mypy would also refuse

    with pytest.raises(UndeclarableField, match=r"Aired\.minutes does not say its privacy class"):
        entry_of(Aired)


def test_a_field_that_says_its_privacy_class_can_be_declared() -> None:
    class Aired(RecordSchema):
        minutes = Count(privacy=PUBLIC)

    assert entry_of(Aired).type == "pl.owss.rooms.room_aired.v1"


def test_nothing_but_public_and_business_exists() -> None:
    assert [each.value for each in Privacy] == ["public", "business"]


REFUSED: list[tuple[fields.Field[Any], tuple[object, ...]]] = [
    (
        Count(privacy=PUBLIC),
        (-1, 1.0, 1.5, "1", True, None, 2**53, float("nan"), float("inf"), []),
    ),
    (Flag(privacy=PUBLIC), (0, 1, 1.0, "true", None, [])),
    (
        Day(privacy=PUBLIC),
        (
            "20090601",
            "2009-W23-1",
            "2009-6-1",
            "2009-06-31",
            "2009-06-01T00:00:00",
            "\N{ARABIC-INDIC DIGIT TWO}009-06-01",
            "2009-06-01\n",
            "",
            20090601,
            None,
        ),
    ),
    (
        Identifier(privacy=PUBLIC),
        (
            "01219A7D-3C00-7A4E-9D52-6F1F0C8B2E11",
            "{01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11}",
            "urn:uuid:01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11",
            "01219a7d3c007a4e9d526f1f0c8b2e11",
            "82010112345",
            1,
            None,
        ),
    ),
    (Code(ClientKind, privacy=PUBLIC), ("INDIVIDUAL", "somebody", "", 1, None, ["individual"])),
    (
        DictionaryCode(privacy=PUBLIC),
        (
            "Anna Nowak",
            "anna nowak",
            "\N{LATIN SMALL LETTER Z WITH DOT ABOVE}ary",
            "a@b.pl",
            "legal\n",
            "-",
            "x" * 41,
            "\ud800",
            "",
            7,
        ),
    ),
    (
        DocumentNumber(privacy=PUBLIC),
        (
            "Anna",
            "82010112345",
            "600-100-200",
            "17/2009",
            "0/2009/zarska",
            "17/2009/ZARSKA",
            "17/2009/zarska ",
            "1234567890/2009/zarska",
            f"1/2009/{'x' * 41}",
        ),
    ),
    (ProgrammeCode(privacy=PUBLIC), ("OWSS 2009", "owss/2009", "x" * 41)),
    (
        Source(privacy=PUBLIC),
        ("/nodes/zarska", "nodes/zarska/consultations", "/nodes/Zarska/x", "/nodes/a/b/c"),
    ),
    (Digest(privacy=PUBLIC), ("0" * 63, "0" * 65, "G" * 64, "A" * 64)),
    (Records(PartSchema), ("x", 1, None, [1])),
]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param(field, value, id=f"{type(field).__name__} {value!a}")
        for field, values in REFUSED
        for value in values
    ],
)
def test_a_value_that_is_not_of_the_closed_form_is_refused(
    field: fields.Field[Any], value: object
) -> None:
    schema = RecordSchema.from_dict({"member": field})()

    assert schema.validate({"member": value}) != {}


TAKEN: list[tuple[fields.Field[Any], object]] = [
    (Count(privacy=PUBLIC), 2**53 - 1),
    (Flag(privacy=PUBLIC), False),
    (Day(privacy=PUBLIC), "2008-02-29"),
    (Identifier(privacy=PUBLIC), "01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11"),
    (Code(ClientKind, privacy=PUBLIC), "initiative_group"),
    (DictionaryCode(privacy=PUBLIC), "0811021"),
    (DictionaryCode(privacy=PUBLIC), "65_and_over"),
    (DocumentNumber(privacy=PUBLIC), f"999999999/2009/{'x' * 40}"),
    (ProgrammeCode(privacy=PUBLIC), "owss-2009"),
    (Source(privacy=PUBLIC), "/nodes/mops-olsztyn/consultations"),
    (Digest(privacy=PUBLIC), "0" * 64),
    (Records(PartSchema), []),
]


@pytest.mark.parametrize(
    ("field", "value"),
    [pytest.param(field, value, id=f"{type(field).__name__} {value!a}") for field, value in TAKEN],
)
def test_a_value_of_the_closed_form_is_taken(field: fields.Field[Any], value: object) -> None:
    schema = RecordSchema.from_dict({"member": field})()

    assert schema.validate({"member": value}) == {}


def test_every_closed_text_is_bounded_and_plain() -> None:
    closed = [DictionaryCode, DocumentNumber, ProgrammeCode, Source, Digest]

    patterns = [field.pattern for field in closed]

    assert set(ClosedText.__subclasses__()) >= set(closed)
    assert all(pattern.startswith(r"\A") and pattern.endswith(r"\Z") for pattern in patterns)
    assert not any(repeat in pattern for pattern in patterns for repeat in ("+", "*", "."))
