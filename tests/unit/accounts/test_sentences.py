from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import timedelta

import pytest

from services.accounts.domain.refusals import (
    AccountsError,
    LastAdministrator,
    PersonErased,
    TooManyAttempts,
)
from services.accounts.sentences import SENTENCES, sentence
from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge
from tests.unit.accounts.examples import NOW
from tests.unit.web.texts import PROJECT, Package

SHARED = {NotAuthorised, StaleRecord, CommandIdReused, BodyTooLarge}


def below(root: type[Refusal]) -> Iterator[type[Refusal]]:
    for kind in root.__subclasses__():
        yield kind
        yield from below(kind)


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(below(AccountsError)) | SHARED


def test_every_refusal_says_its_rule_and_where_it_comes_from() -> None:
    sources = re.compile(r"architecture\.md|product\.md|RFC \d+|services/accounts/domain/\w+\.py")

    silent = [kind for kind in below(AccountsError) if not sources.search(kind.__doc__ or "")]

    assert silent == []


@pytest.mark.parametrize("kind", list(SENTENCES), ids=lambda kind: kind.__name__)
def test_a_sentence_says_what_stands_in_the_way_and_what_to_do(kind: type[Refusal]) -> None:
    places = [field for _, field, _, _ in string.Formatter().parse(SENTENCES[kind]) if field]

    told = sentence(kind(*("x" for _ in places)))

    assert told.count(".") >= 2
    assert "{" not in told


def test_moments_are_written_as_people_read_them() -> None:
    told = sentence(TooManyAttempts((NOW + timedelta(minutes=15)).isoformat()))

    assert "2 marca 2026 r., godz. 9:15" in told.replace("\N{NO-BREAK SPACE}", " ")


def test_days_are_written_as_people_read_them() -> None:
    told = sentence(PersonErased("2026-03-02")).replace("\N{NO-BREAK SPACE}", " ")

    assert told.startswith("Dane tej osoby usunięto w dniu 2 marca 2026.")


def test_names_stay_as_they_are() -> None:
    assert sentence(LastAdministrator("Żaneta Łoś")).startswith("Żaneta Łoś to jedyny")


def test_every_sentence_is_said_in_english_too() -> None:
    english = Package(PROJECT / "services" / "accounts" / "web").translations("en")

    told = {kind: sentence(kind("x", "y"), lambda text: english[text][0]) for kind in SENTENCES}

    assert [kind for kind, text in told.items() if "{" in text] == []
    assert told[LastAdministrator].startswith("x is the only administrator")
