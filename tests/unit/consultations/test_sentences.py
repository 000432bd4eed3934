from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest

from services.consultations.domain.refusals import (
    AdviserHasAnotherCard,
    AdviserNotActive,
    ConsultationsError,
)
from services.consultations.sentences import SENTENCES, sentence
from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge
from tests.unit.consultations.examples import TODAY

SHARED = {NotAuthorised, StaleRecord, CommandIdReused, BodyTooLarge}


def below(root: type[Refusal]) -> Iterator[type[Refusal]]:
    for kind in root.__subclasses__():
        yield kind
        yield from below(kind)


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(below(ConsultationsError)) | SHARED


def test_every_refusal_says_its_rule_and_where_it_comes_from() -> None:
    sources = re.compile(r"domain\.md|architecture\.md|An id names|An adviser is active")

    silent = [kind for kind in below(ConsultationsError) if not sources.search(kind.__doc__ or "")]

    assert silent == []


@pytest.mark.parametrize("kind", list(SENTENCES), ids=lambda kind: kind.__name__)
def test_a_sentence_says_what_stands_in_the_way_and_what_to_do(kind: type[Refusal]) -> None:
    places = [field for _, field, _, _ in string.Formatter().parse(SENTENCES[kind]) if field]

    told = sentence(kind(*("x" for _ in places)))

    assert told.count(".") >= 2
    assert "{" not in told


def test_days_are_written_as_people_read_them() -> None:
    told = sentence(AdviserNotActive("Anna Zięba", TODAY))

    assert told.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "Anna Zięba nie pracuje jako doradca w dniu 7 lipca 2009."
    )


def test_a_refusal_that_came_as_texts_gives_the_same_sentence() -> None:
    refusal = AdviserNotActive("Anna Zięba", TODAY)

    assert sentence(AdviserNotActive(*refusal.args)) == sentence(refusal)


def test_numbers_and_times_stay_as_they_are() -> None:
    told = sentence(AdviserHasAnotherCard("3/2009/zarska", "10:00", "11:30"))

    assert "3/2009/zarska, od\N{NO-BREAK SPACE}10:00" in told or "od 10:00" in told
