"""Names, words and numbers of a register, read against what a node knows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.consultations.registers.cells import WrongCell
from services.consultations.registers.surroundings import (
    Identities,
    NoProgrammeToImportInto,
    Surroundings,
    chosen_programme,
    code_of,
)
from shared.contracts.programme import Entry
from tests.unit.consultations.examples import a_programme, an_adviser

IDENTITIES = Identities(node="zarska", kind="karty", register="")
NAMESAKES = (
    an_adviser(UUID(int=1), full_name="Anna Kowalska"),
    an_adviser(UUID(int=2), full_name="Jan Nowak"),
    an_adviser(UUID(int=3), full_name="Nowak Jan"),
)


@pytest.fixture
def node() -> Surroundings:
    records: Any = None  # advisers and dictionaries are given, and no client is asked for
    return Surroundings(
        identities=IDENTITIES,
        records=records,
        advisers=NAMESAKES,
        programmes=(
            a_programme(fields_of_advice=(Entry(code="legal", label="prawne"),)),
            a_programme(version=2, fields_of_advice=(Entry(code="legal", label="prawna pomoc"),)),
            a_programme(code="inny", fields_of_advice=(Entry(code="x", label="inne"),)),
        ),
        programme="owss-2009",
    )


@pytest.mark.parametrize("name", ["Kowalska Anna", "anna KOWALSKA", str(UUID(int=1))])
def test_an_adviser_is_found_by_name_in_any_order_and_by_id(node: Surroundings, name: str) -> None:
    assert node.advisers_in(name) == (UUID(int=1),)


def test_a_name_of_two_advisers_asks_for_the_id(node: Surroundings) -> None:
    with pytest.raises(WrongCell, match=f"tak nazywa się 2 doradców.*{UUID(int=3)}"):
        node.advisers_in("Jan Nowak")


def test_one_unknown_name_among_several_is_refused(node: Surroundings) -> None:
    with pytest.raises(WrongCell, match="nie ma takiego doradcy"):
        node.advisers_in("Anna Kowalska; Ktoś Inny")


def test_words_of_all_versions_of_the_programme_are_understood_the_newest_first(
    node: Surroundings,
) -> None:
    labels = [entry.label for entry in node.choices("fields_of_advice")]

    assert labels == ["prawna pomoc", "prawne"]


@pytest.mark.parametrize("words", ["Odmowa podania", "odmowa  PODANIA", "refused"])
def test_an_entry_is_found_by_its_words_and_by_its_code(words: str) -> None:
    assert code_of(words, [Entry(code="refused", label="odmowa podania")]) == "refused"


def test_a_long_list_is_not_read_out() -> None:
    entries = [Entry(code=str(number), label=f"gmina {number}") for number in range(20)]

    with pytest.raises(WrongCell, match="„gmina 11” i inne"):
        code_of("Atlantyda", entries)


def test_ids_differ_by_everything_that_names_a_row() -> None:
    ids = {
        Identities(node=node, kind=kind, register=register).record(number)
        for node in ("a", "b")
        for kind in ("klienci", "karty")
        for register in ("", "2009-07")
        for number in ("1", "2")
    }

    assert len(ids) == 16
    assert IDENTITIES.record("1") != IDENTITIES.command("1", "draft_card")


def test_the_only_programme_needs_no_name() -> None:
    assert chosen_programme([a_programme(), a_programme(version=2)], None) == "owss-2009"


@pytest.mark.parametrize(
    ("codes", "code", "said"),
    [
        ([], None, "nie zna jeszcze żadnego programu"),
        (["a", "b"], None, "wskaż jeden opcją --programme"),
        (["a"], "b", "nie zna programu „b” – zna: a"),
    ],
)
def test_a_programme_that_is_not_clear_is_asked_for(
    codes: list[str], code: str | None, said: str
) -> None:
    with pytest.raises(NoProgrammeToImportInto) as refusal:
        chosen_programme([a_programme(code=each) for each in codes], code)

    assert said in str(refusal.value)
