from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_refusals import PossibleDuplicate
from services.consultations.domain.identity import (
    Identifier,
    identifiers_of,
    likenesses,
    matches_of,
    refuse_duplicate,
)
from shared.kernel.polish import one_spelling
from tests.unit.consultations.examples import CLIENT_ID, GROUP_ID, a_client, changed

KEY = b"the key of a programme"
WHOLE = ClientDetails(
    name="Spółdzielnia „Łąka”",
    email="Laka@Example.org ",
    nip="5260250274",
    krs="0000123456",
    pesel="44051401359",
)
TWIN_ID = UUID(int=31)


@pytest.mark.parametrize(
    "spelling",
    ["Spółdzielnia „Łąka”", "SPÓŁDZIELNIA  ŁĄKA", "Spoldzielnia-Laka", " spółdzielnia: łąka. "],
)
def test_a_name_has_one_spelling(spelling: str) -> None:
    assert one_spelling(spelling) == "spoldzielnia laka"


def test_identifiers_come_the_surest_first() -> None:
    assert list(identifiers_of(WHOLE).items()) == [
        (Identifier.PESEL, "44051401359"),
        (Identifier.NIP, "5260250274"),
        (Identifier.KRS, "0000123456"),
        (Identifier.NAME_AND_EMAIL, "spoldzielnia laka laka@example.org"),
    ]


def test_a_name_alone_identifies_nobody() -> None:
    assert identifiers_of(ClientDetails(name="Jan Żak")) == {}


def test_files_are_alike_in_whatever_agrees_and_the_surest_comes_first() -> None:
    by_name = a_client(details=replace(WHOLE, nip=None, krs=None, pesel=None))
    by_nip = a_client(TWIN_ID, details=ClientDetails(name="Inna", nip=WHOLE.nip))
    stranger = a_client(GROUP_ID, details=ClientDetails(name="Inna", krs="0000000001"))

    found = likenesses(identifiers_of(WHOLE), [[by_name], [stranger], [by_nip]])

    assert [(each.client_id, each.identifiers) for each in found] == [
        (TWIN_ID, (Identifier.NIP,)),
        (CLIENT_ID, (Identifier.NAME_AND_EMAIL,)),
    ]


def test_what_a_merged_file_says_leads_to_the_one_that_goes_on() -> None:
    kept = a_client(details=ClientDetails(name="Łąka"))
    merged = a_client(TWIN_ID, details=WHOLE)

    (found,) = likenesses({Identifier.KRS: "0000123456"}, [[kept, merged]])

    assert (found.client_id, found.name) == (CLIENT_ID, "Łąka")


def test_a_refusal_lists_what_agrees() -> None:
    found = likenesses(identifiers_of(WHOLE), [[a_client(details=WHOLE)]])

    with pytest.raises(PossibleDuplicate) as refusal:
        refuse_duplicate(found)

    assert refusal.value.args == ("pesel", "1", f"{CLIENT_ID} pesel nip krs name_and_email")


def test_where_nothing_agrees_nothing_is_refused() -> None:
    refuse_duplicate(())


@pytest.mark.parametrize(
    ("changes", "identifier"),
    [
        ({}, Identifier.PESEL),
        ({"pesel": None}, Identifier.NIP),
        ({"pesel": None, "nip": None}, Identifier.KRS),
        ({"pesel": None, "nip": None, "krs": None}, Identifier.NAME_AND_EMAIL),
    ],
)
def test_a_client_is_matched_by_the_surest_identifier(
    changes: dict[str, None], identifier: Identifier
) -> None:
    (match,) = matches_of([a_client(details=changed(WHOLE, changes))], KEY)

    assert (match.client_id, match.matched_by) == (CLIENT_ID, identifier)


def test_two_nodes_get_one_digest_with_one_key_and_others_with_another() -> None:
    here = a_client(details=ClientDetails(name="JAN ŻAK", email="jan@example.org"))
    there = a_client(TWIN_ID, details=ClientDetails(name="Jan Żak", email="Jan@example.org"))

    digests = [matches_of([file], KEY)[0].digest for file in (here, there)]
    (other,) = matches_of([here], b"another key")

    assert digests[0] == digests[1] != other.digest


def test_a_merged_file_may_say_by_what_its_client_is_matched_under_both() -> None:
    matches = matches_of([a_client(), a_client(TWIN_ID, details=WHOLE)], KEY)

    assert [(match.client_id, match.matched_by) for match in matches] == [
        (CLIENT_ID, Identifier.PESEL),
        (TWIN_ID, Identifier.PESEL),
    ]
    assert matches[0].digest == matches[1].digest


def test_who_cannot_be_identified_is_not_matched() -> None:
    assert matches_of([a_client()], KEY) == ()
