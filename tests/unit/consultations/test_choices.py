"""What the forms of consultations offer."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.choices_query import ChoicesQuery
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.open_support_path import open_support_path
from services.consultations.application.read_choices import read_choices
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.domain.refusals import ClientNotFound
from tests.unit.consultations.examples import (
    ADVISER,
    CLIENT_ID,
    NOW,
    TODAY,
    a_programme,
    entries,
    to_merge,
    to_open_path,
    to_register_adviser,
    to_register_client,
)
from tests.unit.consultations.fakes import FakeWork

SECOND_FILE, PATH_ID = UUID(int=23), UUID(int=31)
QUERY = ChoicesQuery(actor=ADVISER)


def test_advisers_stand_in_the_order_of_the_alphabet(at_work: FakeWork) -> None:
    former = to_register_adviser(
        adviser_id=UUID(int=3), full_name="Ćwik Jan", active_to=date(2009, 6, 30)
    )
    register_adviser(former, at_work, NOW)

    choices = read_choices(QUERY, at_work, NOW)

    assert [each.full_name for each in choices.advisers] == ["Anna Zięba", "Ćwik Jan", "Ewa Łoś"]
    assert [each.full_name for each in choices.active(TODAY)] == ["Anna Zięba", "Ewa Łoś"]


def test_words_are_those_of_the_version_in_force(at_work: FakeWork) -> None:
    newer = a_programme(
        version=2, valid_from=TODAY + timedelta(days=1), fields_of_advice=entries("tax")
    )
    accept_programme(newer, at_work)

    (today,) = read_choices(QUERY, at_work, NOW).programmes
    (tomorrow,) = read_choices(QUERY, at_work, NOW + timedelta(days=1)).programmes

    assert (today.version, tomorrow.version) == (1, 2)


def test_a_client_is_sent_to_other_nodes_only(at_work: FakeWork) -> None:
    assert [each.node for each in read_choices(QUERY, at_work, NOW).other_nodes] == ["torunska"]


def test_a_node_without_a_programme_offers_none() -> None:
    choices = read_choices(QUERY, FakeWork(), NOW)

    assert (choices.advisers, choices.programmes, choices.other_nodes) == ((), (), ())


def test_paths_are_those_of_the_client_under_any_of_their_files(at_work: FakeWork) -> None:
    second = to_register_client(client_id=SECOND_FILE, although_duplicate=True)
    register_client(second, at_work, NOW)
    open_support_path(to_open_path(PATH_ID, client_ids=(SECOND_FILE,)), at_work, NOW)
    merge_clients(to_merge(SECOND_FILE, CLIENT_ID), at_work, NOW)

    asked = ChoicesQuery(actor=ADVISER, client_ids=(CLIENT_ID,))

    choices = read_choices(asked, at_work, NOW)

    assert [each.id for each in choices.support_paths] == [PATH_ID]
    assert [each.id for each in choices.clients] == [CLIENT_ID]
    assert read_choices(QUERY, at_work, NOW).support_paths == ()


def test_an_unknown_client_has_no_choices(at_work: FakeWork) -> None:
    with pytest.raises(ClientNotFound):
        read_choices(ChoicesQuery(actor=ADVISER, client_ids=(SECOND_FILE,)), at_work, NOW)
