import re
import string
from collections.abc import Iterator

import pytest
from nameko.exceptions import deserialize, serialize

from services.reporting.domain.refusals import NotTheNextVersion, ReportingRefusal
from services.reporting.sentences import SENTENCES, sentence
from services.reporting.service import EXPECTED
from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge

SHARED = {NotAuthorised, StaleRecord, CommandIdReused, BodyTooLarge}


def below(root: type[Refusal]) -> Iterator[type[Refusal]]:
    for kind in root.__subclasses__():
        yield kind
        yield from below(kind)


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(below(ReportingRefusal)) | SHARED


@pytest.mark.parametrize("kind", list(SENTENCES), ids=lambda kind: kind.__name__)
def test_a_sentence_says_what_stands_in_the_way_and_what_to_do(kind: type[Refusal]) -> None:
    places = [field for _, field, _, _ in string.Formatter().parse(SENTENCES[kind]) if field]

    told = sentence(kind(*("x" for _ in places)))

    assert re.search(r"\. [A-ZŁŚŻ]", told.replace("\N{NO-BREAK SPACE}", " "))
    assert told.endswith(".")
    assert "{" not in told


def test_the_data_of_a_refusal_stand_in_its_sentence() -> None:
    told = sentence(NotTheNextVersion("owss-2009/4", 2)).replace("\N{NO-BREAK SPACE}", " ")

    assert told.startswith("Wersji owss-2009/4 nie można ogłosić, bo ostatnia ma numer 2.")


def test_a_refusal_tells_a_log_its_data() -> None:
    assert str(NotTheNextVersion("owss-2009/4", 2)) == "owss-2009/4, 2"


@pytest.mark.parametrize("kind", list(SENTENCES), ids=lambda kind: kind.__name__)
def test_a_caller_on_the_bus_gets_back_what_was_raised(kind: type[Refusal]) -> None:
    raised = kind("one", "two", "three")

    received = deserialize(serialize(raised))

    assert type(received) is kind
    assert received.args == raised.args
    assert isinstance(received, EXPECTED)
